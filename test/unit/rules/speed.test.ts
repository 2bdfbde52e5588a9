import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TARGETS } from '../../../src/model/target';
import { MAX_DEPTH } from '../../../src/onnx/limits';
import { RULES } from '../../../src/rules';
import { drafts, graph, node, onnx } from '../../support/rule-fixture';

it('judges a model of 200,000 nodes for all targets in a few seconds', () => {
  const nodes = Array.from({ length: 200_000 }, (_, i) =>
    i % 50 === 0 ? node(`Identity(v${i}, unused) -> v${i + 1}`) : node(`Relu(v${i}) -> v${i + 1}`),
  );
  const reading = onnx({ inputs: ['v0: FLOAT 1 8'], outputs: ['v200000: FLOAT 1 8'], nodes });
  const start = performance.now();
  for (const target of TARGETS) for (const { id } of RULES) drafts(id, { reading, target });
  const seconds = (performance.now() - start) / 1000;
  assert.ok(seconds < 10, `${seconds.toFixed(1)} s`);
});

// Paths of nested graphs grow with the depth, so that time grows faster than it; the reader refuses files that nest deeper.
it('judges graphs nested as deep as a file may be', () => {
  const start = performance.now();
  let inner = graph({ nodes: [node('NonZero(x) -> y')] });
  for (let depth = 0; depth < MAX_DEPTH; depth++)
    inner = graph({ nodes: [node('If(flag) -> z', { then_branch: inner, else_branch: graph({}) })] });
  const reading = onnx({ inputs: ['flag: BOOL', 'x: FLOAT 4'], nodes: inner.nodes });
  const [found] = drafts('onnx/data-dependent-shape', { reading });
  assert.equal(found?.severity, 'blocker');
  assert.equal(drafts('onnx/control-flow', { reading })[0]?.occurrences, MAX_DEPTH);
  assert.ok(performance.now() - start < 5_000);
});
