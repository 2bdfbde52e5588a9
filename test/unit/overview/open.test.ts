import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { audit } from '../../../src/audit';
import type { OnnxReading } from '../../../src/formats/reading';
import { Cancelled, type Pace } from '../../../src/model/host';
import { SettingsError } from '../../../src/model/problem';
import type { Settings } from '../../../src/model/settings';
import { judgeModel, openModel, overviewSettings, summaryOf } from '../../../src/overview/open';
import type { Judgement, Summary } from '../../../src/overview/types';
import { encoderModel } from '../../support/encoder-model';
import { memoryHost, noPace } from '../../support/memory-host';
import { attribute, modelBytes, node, tensorValue } from '../../support/onnx-builder';

const DAY = '2026-09-01';

interface Opened {
  readonly reading: OnnxReading;
  readonly settings: Settings;
  readonly summary: Summary;
  judge(pins: Readonly<Record<string, number>>): Promise<Judgement>;
}

async function opened(bytes: Uint8Array, planner = 'version: 1\n'): Promise<Opened> {
  const host = memoryHost({ 'a/model.onnx': bytes, 'neuron-migration.yaml': planner });
  const reading = await openModel({ host, path: 'a/model.onnx', cache: new Map(), pace: noPace });
  assert.ok(typeof reading !== 'string', String(reading));
  const { settings } = await overviewSettings(host, {}, DAY);
  const summary = summaryOf(reading, settings.deployment);
  return { reading, settings, summary, judge: (pins) => judgeModel(reading, summary, { ...settings, pins }, noPace) };
}

describe('the overview of an encoder', () => {
  let model: Opened;
  let bare: Judgement;
  let pinned: Judgement;
  before(async () => {
    model = await opened(encoderModel({ layers: 2, hidden: 24 }));
    bare = await model.judge({});
    pinned = await model.judge({ batch: 1, sequence: 16 });
  });

  it('sums up what the file holds', () => {
    const { summary } = model;
    assert.equal(summary.producer, 'pytorch 2.4.1');
    assert.deepEqual(summary.opsets, [['ai.onnx', 18]]);
    assert.deepEqual(
      summary.inputs.map(({ name, axes }) => [name, axes?.map(({ pin }) => pin)]),
      ['input_ids', 'attention_mask', 'token_type_ids'].map((name) => [name, ['batch', 'sequence']]),
    );
    assert.deepEqual(
      summary.fields.map(({ pin, enters }) => [pin, enters]),
      [
        ['batch', ['input_ids:0', 'attention_mask:0', 'token_type_ids:0']],
        ['sequence', ['input_ids:1', 'attention_mask:1', 'token_type_ids:1']],
      ],
    );
  });

  it('adds equal tensors of layers up, the largest first', () => {
    const [first, second] = model.summary.tensors;
    assert.deepEqual(first, {
      name: 'embeddings.word_embeddings.weight',
      count: 1,
      dtype: 'FLOAT',
      dims: [30522, 24],
      bytes: 30522 * 24 * 4,
    });
    assert.deepEqual([second?.name, second?.count], ['embeddings.position_embeddings.weight', 1]);
    const dense = model.summary.tensors.find(({ name }) => name === 'encoder.layer.*.intermediate.dense.weight');
    assert.deepEqual([dense?.count, dense?.bytes], [2, 2 * 24 * 96 * 4]);
  });

  it('names the symbols that leave shapes open, and what pins leave', () => {
    assert.deepEqual(bare.dynamic.roots.map(({ cause, name }) => `${cause} ${name}`).sort(), [
      'input batch',
      'input sequence',
    ]);
    assert.deepEqual([...bare.dynamic.pins].sort(), ['batch', 'sequence']);
    assert.equal(bare.dynamic.left, 0);
    assert.ok(bare.dynamic.open > bare.dynamic.values / 2);
    assert.equal(pinned.dynamic.open, 0);
    assert.deepEqual(pinned.dynamic.roots, []);
    assert.deepEqual(
      pinned.outputs.map(({ name, dims }) => [name, dims]),
      [
        ['score', [1, 1]],
        ['first', [1, 8]],
      ],
    );
  });

  it('judges again under other pins', () => {
    const warnings = ({ targets }: Judgement) => targets.map(({ warnings }) => warnings);
    assert.deepEqual(warnings(bare), [1, 1, 1, 1]);
    assert.deepEqual(warnings(pinned), [0, 0, 0, 0]);
    assert.ok(bare.findings.some(({ rule }) => rule === 'onnx/dynamic-dimension'));
    assert.ok(pinned.findings.every(({ rule }) => rule !== 'onnx/dynamic-dimension'));
  });

  it('lists operators that need work first, and counts what folds apart', () => {
    const [first] = bare.operators;
    assert.equal(first?.op, 'ai.onnx::TopK');
    assert.equal(first?.version, 11);
    assert.deepEqual(first?.dtypes, ['INT64']);
    assert.deepEqual(Object.values(first?.verdicts ?? {}), ['blocked', 'blocked', 'blocked', 'blocked']);
    assert.equal(first?.rule, 'onnx/topk-integer-input');
    assert.deepEqual(bare.folding?.ops.slice(0, 3), ['ai.onnx::Gather', 'ai.onnx::Unsqueeze', 'ai.onnx::Concat']);
    const counted = bare.operators.reduce((sum, { nodes }) => sum + nodes, bare.folding?.nodes ?? 0);
    assert.equal(counted, model.summary.nodes);
  });

  it('says of each element type what the targets make of it', () => {
    const [float, int64] = bare.dtypes;
    assert.deepEqual(
      [float?.dtype, float?.support],
      ['FLOAT', [{ targets: ['inf2', 'trn1', 'trn2', 'trn3'], status: 'native' }]],
    );
    assert.deepEqual(int64?.support, [
      { targets: ['inf2', 'trn1'], status: 'converted' },
      { targets: ['trn2', 'trn3'], status: 'undocumented' },
    ]);
    assert.equal(float?.bytes, model.summary.weights.find(({ dtype }) => dtype === 'FLOAT')?.bytes);
  });

  it('says what an audit of the folder says', async () => {
    const host = memoryHost({ 'a/model.onnx': encoderModel({ layers: 2, hidden: 24 }) });
    const report = await audit({ host, paths: [''], options: { asOf: DAY }, pace: noPace });
    assert.deepEqual(
      bare.findings.map(({ key, message }) => [key, message]),
      report.findings.map(({ fingerprint, message }) => [fingerprint, message]),
    );
    assert.deepEqual(
      Object.fromEntries(bare.targets.map(({ target, verdict }) => [target, verdict])),
      report.artifacts[0]?.verdicts,
    );
  });

  it('is plain JSON', () => {
    assert.deepEqual(JSON.parse(JSON.stringify([model.summary, bare])), [model.summary, bare]);
  });
});

describe('the overview of other models', () => {
  it('names the operator where no pin helps, with its node', async () => {
    const { judge } = await opened(
      modelBytes({
        node: [
          node('NonZero', ['x'], ['found'], [], { name: '/NonZero' }),
          node('Cast', ['found'], ['boxes'], [attribute.int('to', 1)], { name: '/Cast' }),
        ],
        input: [tensorValue('x', 1, ['n', 3])],
        output: [tensorValue('boxes', 1, null)],
      }),
    );
    const { dynamic } = await judge({ n: 2 });
    assert.deepEqual(
      dynamic.roots.map(({ cause, name, at, values }) => ({ cause, name, at, values })),
      [{ cause: 'data', name: 'NonZero', at: ['/NonZero'], values: 2 }],
    );
    assert.deepEqual([dynamic.pins, dynamic.open, dynamic.left], [[], 2, 2]);
  });

  it('asks for an axis without a symbol by its place, also where an exporter stored -1', async () => {
    const { summary, judge } = await opened(
      modelBytes({
        node: [node('Relu', ['x'], ['y'])],
        input: [tensorValue('x', 1, [-1, 3, null, 8])],
        output: [tensorValue('y', 1, null)],
      }),
    );
    assert.deepEqual(
      summary.fields.map(({ pin }) => pin),
      ['x:0', 'x:2'],
    );
    assert.deepEqual((await judge({ 'x:0': 2, 'x:2': 5 })).outputs[0]?.dims, [2, 3, 5, 8]);
  });

  it('proposes the sizes of the planned deployment', async () => {
    const planner = 'version: 1\ndeployment: { batchSize: 4, sequenceLength: 512 }\n';
    const { summary } = await opened(encoderModel({ layers: 1, hidden: 24 }), planner);
    assert.deepEqual(
      summary.fields.map(({ proposal }) => proposal),
      [
        { size: 4, from: 'deployment.batchSize' },
        { size: 512, from: 'deployment.sequenceLength' },
      ],
    );
  });

  it('leaves out inputs that only give a weight its default', async () => {
    const { summary } = await opened(
      modelBytes({
        node: [node('Add', ['x', 'w'], ['y'])],
        initializer: [{ name: 'w', dataType: 1, dims: [3], floatData: [1, 2, 3] }],
        input: [tensorValue('x', 1, ['n', 3]), tensorValue('w', 1, [3])],
        output: [tensorValue('y', 1, ['n', 3])],
      }),
    );
    assert.deepEqual(
      summary.inputs.map(({ name }) => name),
      ['x'],
    );
  });

  it('says why a file is no model, and what is wrong with a planner file', async () => {
    const host = memoryHost({ 'x.onnx': '<!doctype html>\n<html></html>', 'neuron-migration.yaml': 'pins: 3\n' });
    assert.match(String(await openModel({ host, path: 'x.onnx', cache: new Map(), pace: noPace })), /HTML/);
    assert.match(String(await openModel({ host, path: 'gone.onnx', cache: new Map(), pace: noPace })), /./);
    await assert.rejects(overviewSettings(host, {}, DAY), SettingsError);
  });

  it('shares readings with audits, and stops when it is cancelled', async () => {
    const host = memoryHost({ 'x.onnx': encoderModel({ layers: 1, hidden: 24 }) });
    const cache = new Map();
    const first = await openModel({ host, path: 'x.onnx', cache, pace: noPace });
    assert.equal(await openModel({ host, path: 'x.onnx', cache, pace: noPace }), first);
    assert.deepEqual(host.opened, ['x.onnx']);
    assert.ok(typeof first !== 'string');
    const cancelled: Pace = { breathe: () => Promise.reject(new Cancelled()) };
    const { settings } = await overviewSettings(host, {}, DAY);
    await assert.rejects(judgeModel(first, summaryOf(first, {}), settings, cancelled), Cancelled);
  });
});
