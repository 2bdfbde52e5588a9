import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx, type Situation } from '../../support/rule-fixture';

type Rest = Omit<Situation, 'reading'>;
const flags = (value: string): Rest => ({ deployment: { compilerFlags: [`--implicit-integer-downcast=${value}`] } });

const product = (dtype: string, rest: Rest, op = 'MatMul(a, b) -> y') =>
  drafts('onnx/integer-matmul', {
    reading: onnx({ inputs: [`a: ${dtype} 2 2`, `b: ${dtype} 2 2`], nodes: [node(op)] }),
    ...rest,
  });
const scatter = (dtype: string, rest: Rest) =>
  drafts('onnx/integer-scatter', {
    reading: onnx({
      inputs: [`d: ${dtype} 4`, 'i: INT64 2', `u: ${dtype} 2`],
      nodes: [node('ScatterElements(d, i, u) -> y', { reduction: 'add' })],
    }),
    ...rest,
  });
const judged = (found: ReturnType<typeof drafts>) => found.map(({ severity, neuronError }) => [severity, neuronError]);

describe('operations without an integer path', () => {
  it('are refused where a list of the flag leaves them out', () => {
    const pow = { target: 'trn2', ...flags('pow') } as const;
    assert.deepEqual(judged(product('INT32', pow)), [['blocker', 'NCC_EVRF035']]);
    assert.deepEqual(judged(scatter('INT64', pow)), [['blocker', 'NCC_EVRF060']]);
  });

  it('run lossily at SDK 2.32, whose default is documented', () => {
    for (const compilerFlags of [[], ['--implicit-integer-downcast=default']]) {
      const deployment = { route: 'torchneuron', compilerFlags } as const;
      const [found] = product('INT32', { target: 'trn2', sdk: '2.32.0', deployment });
      assert.equal(found?.severity, 'warning');
      assert.match(found?.message ?? '', /2\^24 by default, and SDK 2\.33 was announced to refuse it\.$/);
    }
  });

  it('hear of no flag where the compiler has none: before SDK 2.32, and where the route pins an older one', () => {
    for (const rest of [{ target: 'trn2', sdk: '2.31.1' }, { target: 'inf2' }] as const) {
      const [found] = product('INT64', { ...rest, ...flags('none') });
      assert.equal(found?.severity, 'warning');
      assert.match(found?.message ?? '', /^MatMul on INT64 runs through float32, exact only up to 2\^24\.$/);
      assert.doesNotMatch(found?.remedy ?? '', /--implicit/);
      assert.equal(/The route pins the compiler of SDK 2\.31\./.test(found?.why ?? ''), rest.target === 'inf2');
    }
  });

  it('warn of an accumulating scatter on 32-bit and 64-bit integers and name the contradiction', () => {
    const [found] = scatter('INT32', { target: 'trn2' });
    assert.equal(found?.severity, 'warning');
    assert.match(found?.why ?? '', /NCC_EVRF016 refuses/);
    assert.deepEqual(judged(scatter('INT32', { target: 'trn2', ...flags('scatter') })), [['info', undefined]]);
    assert.deepEqual(judged(scatter('BOOL', { target: 'trn2', ...flags('all') })), [['blocker', 'NCC_EVRF016']]);
  });

  it('cover Einsum and unsigned integers', () => {
    assert.equal(product('INT32', { target: 'trn2' }, 'Einsum(a, b) -> y')[0]?.severity, 'warning');
    assert.equal(product('UINT32', { target: 'trn2' })[0]?.neuronError, 'NCC_EVRF035');
    assert.equal(product('UINT64', { target: 'inf2' })[0]?.neuronError, 'NCC_EVRF035');
  });
});
