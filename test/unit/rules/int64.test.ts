import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drafts, node, onnx, type Situation, scalar } from '../../support/rule-fixture';

type Rest = Omit<Situation, 'reading'>;

const overflow = (inputs: string[], nodes: ReturnType<typeof node>[], rest: Rest = {}) =>
  drafts('onnx/int64-overflow', { reading: onnx({ inputs, nodes, opset: 17 }), ...rest });
const constant = (name: string, value: number) => node(`Constant() -> ${name}`, { value_int: value });

describe('64-bit arithmetic', () => {
  it('is reported where a product, sum or shift of unbounded values may exceed 32 bits', () => {
    const cases: [string[], ReturnType<typeof node>[]][] = [
      [['ids: INT64 4'], [constant('prime', 1_000_003), node('Mul(ids, prime) -> y')]],
      [['a: INT64 4', 'b: INT64 4'], [node('Add(a, b) -> y')]],
      [['begin: INT64 4', 'end: INT64 4'], [node('Sub(end, begin) -> y')]],
      [['a: INT64 4'], [node('ReduceSum(a) -> y')]],
      [['a: INT64 4'], [node('ReduceProd(a) -> y')]],
      [['a: UINT64 4', 'by: UINT64 4'], [node('BitShift(a, by) -> y', { direction: 'LEFT' })]],
    ];
    for (const [inputs, nodes] of cases) {
      const [found] = overflow(inputs, nodes);
      const op = nodes.at(-1)?.op ?? '';
      const dtype = op === 'BitShift' ? 'UINT64' : 'INT64';
      assert.ok(found?.message.startsWith(`${op} (y) on ${dtype} may exceed 32 bits`), op);
      assert.equal(found?.severity, 'warning');
    }
  });

  it('is left alone where the values provably stay small', () => {
    const cases: [string[], ReturnType<typeof node>[]][] = [
      // A small number more or less is no growth.
      [['a: INT64 4'], [constant('one', 1), node('Add(a, one) -> y')]],
      // The zero that exporters write.
      [['a: INT64 4'], [node('Sub(a, a) -> y')]],
      // Positions from a mask.
      [
        ['attention_mask: INT64 1 128'],
        [constant('axis', 1), node('CumSum(attention_mask, axis) -> sum'), node('Mul(sum, attention_mask) -> y')],
      ],
      // An index into a table of 1000 rows.
      [
        ['table: FLOAT 1000 8', 'ids: INT64 4'],
        [node('Gather(table, ids) -> rows'), constant('two', 2), node('Mul(ids, two) -> y')],
      ],
      // A remainder is below its divisor.
      [['a: INT64 4'], [constant('n', 1000), node('Mod(a, n) -> m'), node('Mul(m, n) -> y')]],
      [['x: FLOAT 4 50'], [node('ArgMax(x) -> at', { axis: 1 }), constant('n', 50), node('Mul(at, n) -> y')]],
      // A size that a caller gives, on its way to a shape.
      [
        ['a: INT64 1', 'b: INT64 1', 'x: FLOAT 8'],
        [node('Mul(a, b) -> y'), node('Concat(y, a) -> shape', { axis: 0 }), node('Reshape(x, shape) -> z')],
      ],
      // Computed from shapes alone.
      [['x: FLOAT a b'], [node('Shape(x) -> s'), node('Mul(s, s) -> y')]],
    ];
    for (const [inputs, nodes] of cases) assert.deepEqual(overflow(inputs, nodes), [], nodes.at(-1)?.op);
  });

  it('is reported where a result is a size and an output at once', () => {
    const reading = onnx({
      inputs: ['a: INT64 1', 'b: INT64 1', 'x: FLOAT 8'],
      outputs: ['y: INT64 1'],
      nodes: [node('Mul(a, b) -> y'), node('Reshape(x, y) -> z')],
      opset: 17,
    });
    assert.equal(drafts('onnx/int64-overflow', { reading }).length, 1);
  });

  it('is compared with the use of an input as an index', () => {
    const nodes = [node('Gather(table, ids) -> rows'), constant('factor', 1_000_003), node('Mul(ids, factor) -> y')];
    assert.deepEqual(overflow(['table: FLOAT 1000 8', 'ids: INT64 4'], nodes), []);
    assert.equal(overflow(['table: FLOAT 50000 8', 'ids: INT64 4'], nodes).length, 1);
  });

  it('hears of the flag where the compiler has it, and is silent where it keeps 64 bits', () => {
    const at = (rest: Rest) => overflow(['a: INT64 4', 'b: INT64 4'], [node('Mul(a, b) -> y')], rest)[0];
    assert.match(at({ target: 'inf2' })?.message ?? '', /and INT64 is cut to 32 bits\.$/);
    assert.match(
      at({ target: 'trn2', sdk: '2.32.0', deployment: { route: 'torchneuron' } })?.message ?? '',
      /unless --native-int64=enabled is set\.$/,
    );
    const open = at({ target: 'trn2' });
    assert.equal(open?.confidence, 'undocumented');
    assert.match(open?.message ?? '', /--native-int64 decides whether INT64 keeps 64 bits\.$/);
    assert.equal(at({ target: 'trn2', deployment: { compilerFlags: ['--native-int64=enabled'] } }), undefined);
    assert.equal(
      at({ target: 'trn2', deployment: { compilerFlags: ['--native-int64=disabled'] } })?.confidence,
      'documented',
    );
  });
});

describe('64-bit constants', () => {
  const judge = (value: bigint, text: string, rest: Rest = {}, dtype: 'INT64' | 'UINT64' = 'INT64') =>
    drafts('onnx/int64-constant', {
      reading: onnx({
        inputs: [`x: ${dtype} 4`, 'mask: BOOL 4'],
        nodes: [node('Constant() -> c', { value: scalar('', dtype, value) }), node(text)],
        opset: 17,
      }),
      ...rest,
    });

  it('are reported with their exact digits where an operator computes with them', () => {
    const [lowest] = judge(-(2n ** 63n), 'Where(mask, c, x) -> y');
    assert.equal(lowest?.severity, 'warning');
    assert.match(lowest?.message ?? '', /^INT64 constant -9223372036854775808 of Where does not fit into 32 bits/);
    assert.match(judge(2n ** 63n - 1n, 'Min(x, c) -> y')[0]?.message ?? '', /constant 9223372036854775807 of Min/);
    assert.equal(judge(2n ** 31n, 'Add(x, c) -> y').length, 1);
    assert.equal(judge(2n ** 32n, 'Add(x, c) -> y', {}, 'UINT64')[0]?.severity, 'blocker');
  });

  it('are left alone within 32 bits, as ends of slices, and where the flag keeps 64 bits', () => {
    assert.deepEqual(judge(2n ** 31n - 1n, 'Add(x, c) -> y'), []);
    assert.deepEqual(judge(-(2n ** 31n), 'Add(x, c) -> y'), []);
    assert.deepEqual(judge(2n ** 32n - 1n, 'Add(x, c) -> y', {}, 'UINT64'), []);
    const slice = onnx({
      inputs: ['x: INT64 4'],
      nodes: [
        node('Constant() -> begin', { value_ints: [1] }),
        node('Constant() -> end', { value_ints: [2 ** 63] }),
        node('Slice(x, begin, end) -> y'),
      ],
    });
    assert.deepEqual(drafts('onnx/int64-constant', { reading: slice }), []);
    const kept: Rest = { target: 'trn2', deployment: { compilerFlags: ['--native-int64', 'enabled'] } };
    assert.deepEqual(judge(2n ** 40n, 'Add(x, c) -> y', kept), []);
  });
});
