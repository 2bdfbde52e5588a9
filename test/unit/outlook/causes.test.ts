import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '../../../src/audit';
import type { Report } from '../../../src/model/report';
import { TARGETS, type Target } from '../../../src/model/target';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

const FLOAT = 1;
const INT64 = 7;
const asOf = '2026-11-22';

/** TopK over INT64 scores of an open batch: a blocker that no pin settles, and a pin. */
function topk(): Uint8Array {
  return modelBytes({
    node: [node('TopK', ['scores', 'k'], ['values', 'indices'], [], { name: 'topk' })],
    initializer: [{ name: 'k', dataType: INT64, dims: [1], int64Data: [2] }],
    input: [tensorValue('scores', INT64, ['batch', 16])],
    output: [tensorValue('values', INT64, ['batch', 2]), tensorValue('indices', INT64, ['batch', 2])],
  });
}

/** Nothing but an open batch. */
function open(): Uint8Array {
  return modelBytes({
    node: [node('Relu', ['x'], ['y'])],
    input: [tensorValue('x', FLOAT, ['batch', 8])],
    output: [tensorValue('y', FLOAT, ['batch', 8])],
  });
}

function report(files: Record<string, MemoryFile>, targets: readonly Target[] = ['inf2', 'trn2']): Promise<Report> {
  return audit({ host: memoryHost(files), paths: [''], options: { targets, asOf }, pace: noPace });
}

describe('root causes', () => {
  it('say what a pin fixes, judged again under the sizes that they name', async () => {
    const { causes, verdicts, verdictsAfter } = await report({ 'a.onnx': open(), 'b.onnx': open() });
    const pin = causes.find(({ fix }) => fix.kind === 'pin');
    assert.deepEqual(pin?.fix.pins, { batch: 1 });
    assert.deepEqual(pin?.fixes.trn2, { n: 2, of: 2, files: 2, filesOf: 2 });
    assert.equal(verdicts.trn2, 'attention');
    assert.equal(pin?.verdictsAfter.trn2, 'ready');
    assert.equal(verdictsAfter.trn2, 'ready');
  });

  it('leave the workspace blocked where another file is', async () => {
    const { causes, verdictsAfter } = await report({ 'a.onnx': open(), 'b.onnx': topk() });
    const [first] = causes;
    assert.equal(first?.severity, 'blocker');
    assert.equal(first?.verdictsAfter.trn2, 'attention');
    assert.deepEqual(first?.fixes.trn2?.files, 1);
    const pin = causes.find(({ fix }) => fix.kind === 'pin');
    assert.equal(pin?.verdictsAfter.trn2, 'blocked');
    assert.equal(pin?.fixes.trn2?.files, 1);
    assert.equal(verdictsAfter.trn2, 'ready');
  });

  it('give the sizes of a decoder with a cache that go together', async () => {
    const decoder = modelBytes({
      node: [
        node('Concat', ['past', 'new'], ['all'], [{ name: 'axis', type: 2, i: 1 }]),
        node('Mul', ['all', 'mask'], ['y']),
      ],
      input: [
        tensorValue('past', FLOAT, [1, 'past_sequence_length']),
        tensorValue('new', FLOAT, [1, 'sequence_length']),
        tensorValue('mask', FLOAT, [1, 'total_sequence_length']),
      ],
      output: [tensorValue('y', FLOAT, [1, 'total_sequence_length'])],
    });
    const { causes } = await report({ 'decoder.onnx': decoder });
    const pins = causes.find(({ fix }) => fix.kind === 'pin')?.fix.pins;
    assert.deepEqual(pins, { past_sequence_length: 128, sequence_length: 128, total_sequence_length: 256 });
  });

  it('put the route of a model before what settles more places', async () => {
    const config = '{"model_type": "minimax_m2", "architectures": ["MiniMaxM2ForCausalLM"]}';
    const { causes } = await report({ 'a.onnx': open(), 'b.onnx': open(), 'llm/config.json': config });
    const warnings = causes.filter(({ severity }) => severity === 'warning');
    assert.match(warnings[0]?.rules[0] ?? '', /^config\/(documented-route|model-type-without-route|route-)/);
    assert.ok(warnings.some(({ fix }) => fix.kind === 'pin'));
  });

  it('name every standing finding once', async () => {
    const { causes, findings } = await report({ 'a.onnx': open(), 'b.onnx': topk() });
    const named = causes.flatMap((cause) => cause.findings);
    assert.deepEqual(named.toSorted(), findings.map(({ fingerprint }) => fingerprint).toSorted());
  });

  it('promise nothing on a target that only another target helps', async () => {
    const { causes, verdictsAfter } = await report({ 'a.onnx': open() }, ['inf1', 'trn2']);
    const ended = causes.find(({ rules }) => rules.includes('target/ended'));
    assert.equal(ended?.fix.kind, 'elsewhere');
    assert.deepEqual(ended?.fixes.inf1, { n: 0, of: 1, files: 0, filesOf: 1 });
    assert.equal(verdictsAfter.inf1, 'blocked');
  });
});

describe('a fingerprint', () => {
  it('is the same whatever targets are selected', async () => {
    const files = {
      'a.onnx': topk(),
      'llm/config.json': '{"model_type": "minimax_m2", "architectures": ["MiniMaxM2ForCausalLM"]}',
    };
    const all = await report(files, TARGETS);
    const known = new Map(all.findings.map((finding) => [finding.fingerprint, finding]));
    assert.equal(known.size, all.findings.length);
    for (const target of TARGETS) {
      const { findings } = await report(files, [target]);
      for (const { fingerprint, rule, severity } of findings) {
        const same = known.get(fingerprint);
        assert.deepEqual([same?.rule, same?.severity], [rule, severity]);
        assert.ok(same?.targets.includes(target), `${rule} on ${target}`);
      }
    }
  });
});
