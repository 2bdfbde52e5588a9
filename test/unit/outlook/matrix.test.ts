import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { audit } from '../../../src/audit';
import type { Report } from '../../../src/model/report';
import type { Target } from '../../../src/model/target';
import { loadKnowledge } from '../../../src/neuron/load';
import { releaseSpans } from '../../../src/neuron/spans';
import type { MatrixMode } from '../../../src/outlook/budget';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';

const relu = (dtype = 1): Uint8Array =>
  modelBytes({
    node: [node('Relu', ['x'], ['y'])],
    input: [tensorValue('x', dtype, [1, 8])],
    output: [tensorValue('y', dtype, [1, 8])],
  });

const LLAMA = '{"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_attention_heads": 32}';

interface Options {
  readonly targets?: readonly Target[];
  readonly sdk?: string;
  readonly matrix?: MatrixMode;
}

function report(files: Record<string, MemoryFile>, { matrix = 'always', ...options }: Options = {}): Promise<Report> {
  return audit({
    host: memoryHost(files),
    paths: [''],
    options: { asOf: '2026-11-22', ...options },
    matrix,
    pace: noPace,
  });
}

describe('spans of releases', () => {
  it('begin where something begins or ends, at whatever depth it stands', () => {
    const releases = ['2.26.0', '2.26.1', '2.27.0', '2.28.0', '2.29.0'].map((sdk) => ({ sdk }));
    const data = { a: [{ since: '2.27.0', until: null }], b: { c: { until: '2.28.1' } }, until: '2.40.0' };
    assert.deepEqual(releaseSpans(releases, data), [
      { first: '2.26.0', last: '2.26.1' },
      { first: '2.27.0', last: '2.28.0' },
      { first: '2.29.0', last: '2.29.0' },
    ]);
  });

  it('of the knowledge base cover every release once', () => {
    const knowledge = loadKnowledge();
    for (const of of ['all', 'graph'] as const) {
      const spans = knowledge.spans(of);
      assert.equal(spans[0]?.first, knowledge.releases[0]?.sdk);
      assert.equal(spans.at(-1)?.last, knowledge.newest.sdk);
    }
    assert.ok(knowledge.spans('graph').length <= knowledge.spans().length);
  });
});

describe('the matrix', () => {
  it('says of each cell what an audit of that release, target and route says', async () => {
    const files = { 'a.onnx': relu(), 'd.onnx': relu(11) };
    const { matrix } = await report(files, { targets: ['trn2'] });
    for (const { paths, rows } of matrix?.models ?? []) {
      for (const { route, runs } of rows) {
        for (const { from, verdict } of runs) {
          if (verdict === null || route === null) continue;
          const planner = `version: 1\ndeployment: { route: ${route} }\n`;
          const there = await report(
            { ...files, 'neuron-migration.yaml': planner },
            { targets: ['trn2'], sdk: from, matrix: 'never' },
          );
          for (const path of paths)
            assert.equal(there.artifacts.find((one) => one.path === path)?.verdicts.trn2, verdict, `${path} ${from}`);
        }
      }
    }
    assert.equal(matrix?.models.flatMap(({ paths }) => paths).length, 2);
  });

  it('names the last release with a route where there is none today', async () => {
    const { matrix } = await report({ 'llm/config.json': LLAMA }, { targets: ['trn1'] });
    const row = matrix?.models[0]?.rows.find(({ route }) => route === 'nxd-inference');
    assert.equal(row?.now, null);
    assert.deepEqual(
      row?.flips.map(({ by, value }) => [by, value]),
      [['release', '2.28.1']],
    );
  });

  it('puts models with the same rows together, and has the verdicts of the workspace', async () => {
    const { matrix, verdicts } = await report({ 'a.onnx': relu(), 'b.onnx': relu() });
    assert.deepEqual(
      matrix?.models.map(({ paths }) => paths),
      [['a.onnx', 'b.onnx']],
    );
    assert.deepEqual(Object.fromEntries((matrix?.workspace ?? []).map(({ target, now }) => [target, now])), verdicts);
  });

  it('is not there where nobody wants it', async () => {
    assert.equal((await report({ 'a.onnx': relu() }, { matrix: 'never' })).matrix, null);
  });

  it('counts what it leaves out, and then says nothing of the workspace', async () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`m${i}.onnx`, relu()]));
    const { matrix, coverage } = await report(files, { matrix: 'auto', targets: ['trn2'] });
    assert.ok((matrix?.leftOut ?? 0) > 0);
    assert.deepEqual(matrix?.workspace, []);
    assert.ok(coverage.notes.some((note) => note.includes('--matrix=always')));
  });
});
