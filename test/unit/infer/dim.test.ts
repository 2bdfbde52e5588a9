import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bounds } from '../../../src/onnx/infer/bounds';
import {
  add,
  ceilDiv,
  type Dim,
  divideExactly,
  floorDiv,
  formatDim,
  isLost,
  max,
  min,
  mod,
  mul,
  sameDim,
  sub,
  symbol,
  symbolsOf,
} from '../../../src/onnx/infer/dim';
import { parseSum } from '../../../src/onnx/infer/dim-text';
import { substitute } from '../../support/substitute';

const n = symbol('n');
const m = symbol('m');
const times = (a: Dim, ...rest: Dim[]) => rest.reduce(mul, a);

test('expressions that are equal have one form', () => {
  const cases: [Dim, Dim, string][] = [
    [add(n, n), mul(2, n), '2*n'],
    [mul(add(n, 1), add(n, -1)), sub(mul(n, n), 1), 'n*n - 1'],
    [add(m, n), add(n, m), 'm + n'],
    [sub(add(n, m), n), m, 'm'],
    [mul(n, 0), 0, '0'],
    [sub(n, n), 0, '0'],
    [floorDiv(mul(6, n), 3), mul(2, n), '2*n'],
    [floorDiv(add(mul(2, n), 3), 2), add(n, 1), 'n + 1'],
    [ceilDiv(mul(4, n), 2), mul(2, n), '2*n'],
    [floorDiv(times(n, m, 12), mul(n, 4)), mul(3, m), '3*m'],
    [mod(mul(4, n), 2), 0, '0'],
    [max(n, add(n, 1)), add(n, 1), 'n + 1'],
    [min(n, m), min(m, n), 'min(m, n)'],
    [max(n, min(n, m)), n, 'n'],
    [min(512, max(512, n)), 512, '512'],
    [mul(2, symbol('p + q')), add(symbol('p + q'), symbol('p + q')), '2*(p + q)'],
  ];
  for (const [a, b, text] of cases) {
    assert.equal(formatDim(a), text);
    assert.ok(sameDim(a, b), `${formatDim(a)} is not ${formatDim(b)}`);
  }
});

test('a division that may leave a remainder is kept as one', () => {
  assert.equal(divideExactly(n, 2), null);
  assert.equal(divideExactly(n, 0), null);
  assert.equal(formatDim(floorDiv(add(n, 1), 2)), 'floor((n + 1)/2)');
  assert.ok(!sameDim(floorDiv(n, 2), floorDiv(m, 2)));
});

test('sizes substitute symbols wherever they stand', () => {
  const sizes = new Map<string, Dim>([['n', 7]]);
  assert.equal(substitute(ceilDiv(n, 2), sizes), 4);
  assert.equal(substitute(max(n, min(mul(2, n), 10)), sizes), 10);
  assert.equal(formatDim(substitute(mul(n, m), sizes)), '7*m');
});

test('a name that spells out a sum of known names is that sum', () => {
  const known = new Map([
    ['past', symbol('past')],
    ['s-1', symbol('s-1')],
    ['n', n],
  ]);
  const parse = (text: string) => parseSum(text, (name) => known.get(name) ?? null);
  const shown = (text: string) => {
    const dim = parse(text);
    return dim === null ? null : formatDim(dim);
  };
  assert.equal(shown('past + n'), 'n + past');
  assert.equal(shown('2*n - 1'), '2*n - 1');
  assert.equal(shown('s-1 + 1'), 's-1 + 1');
  for (const text of ['n', 'past + other', 'n +', '* n', 'n//2', '']) assert.equal(shown(text), null, text);
});

test('symbols are found in operands', () => {
  const found = symbolsOf(add(floorDiv(n, m), max(symbol('k'), 3)));
  assert.deepEqual(found.map(({ key }) => key).sort(), ['k', 'm', 'n']);
});

test('what grows beyond use is lost, and stays lost', () => {
  let sum: Dim = 0;
  for (let i = 0; i < 1000; i++) sum = add(sum, symbol(`s${i}`));
  assert.ok(isLost(sum));
  assert.ok(isLost(mul(sum, n)) && isLost(max(n, sum)) && isLost(floorDiv(sum, 2)));
  assert.equal(divideExactly(sum, 2), null);
  assert.ok(!sameDim(sum, sum));
  let power = n;
  for (let i = 0; i < 60; i++) power = mul(power, power);
  assert.ok(isLost(power));
  let nested = n;
  for (let i = 0; i < 100_000; i++) nested = floorDiv(add(nested, 1), 3);
  assert.ok(isLost(nested));
  assert.ok(isLost(floorDiv(n, 0)));
});

test('bounds hold for any size of the symbols', () => {
  assert.deepEqual(bounds(add(n, 1), 0), { low: 1, high: Number.POSITIVE_INFINITY });
  assert.deepEqual(bounds(sub(n, 1), 1), { low: 0, high: Number.POSITIVE_INFINITY });
  assert.deepEqual(bounds(min(n, 512), 0), { low: 0, high: 512 });
  assert.deepEqual(bounds(sub(n, m), 0), { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
  assert.equal(bounds(floorDiv(add(n, 3), 4), 1).low, 1);
});
