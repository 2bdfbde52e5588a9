import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  approximate,
  ceiling,
  compare,
  exactOf,
  floor,
  grouped,
  minus,
  over,
  plus,
  readable,
  times,
  whole,
} from '../../../src/cost/exact';
import { plainDecimal } from '../../../src/text/decimal';

test('decimals are taken as they are written', () => {
  const written = [
    '0.12',
    '0.120',
    '10_000_000_000',
    '1e10',
    '1.5e-3',
    '007',
    '.5',
    '2.',
    '12e',
    '1e-9',
    '0',
    '0.0',
    '1E3',
  ];
  assert.deepEqual(written.map(plainDecimal), [
    '0.12',
    '0.12',
    '10000000000',
    '10000000000',
    '0.0015',
    '7',
    null,
    null,
    null,
    '0.000000001',
    '0',
    '0',
    '1000',
  ]);
});

test('what is no plain number is none: signs, units, commas, words, too many digits', () => {
  for (const text of [
    '-1',
    '+1',
    '$0.12',
    '60%',
    '1,200,000',
    '0x10',
    '.inf',
    'NaN',
    '',
    ' ',
    '1e99',
    '1e-99',
    '1_0',
    '1 000',
  ])
    assert.equal(plainDecimal(text), null, text);
  assert.equal(plainDecimal('9'.repeat(18)), '9'.repeat(18));
  assert.equal(plainDecimal('9'.repeat(19)), null);
  const started = performance.now();
  assert.equal(plainDecimal(`1${'_000'.repeat(1_000_000)}`), null);
  assert.ok(performance.now() - started < 1000);
});

test('sums of decimals are the decimals that a person would write', () => {
  assert.equal(approximate(plus(exactOf('0.1'), exactOf('0.2'))), 0.3);
  assert.equal(approximate(times(exactOf('1.1'), whole(3))), 3.3);
  assert.equal(approximate(minus(exactOf('0.3'), exactOf('0.1'))), 0.2);
  assert.equal(approximate(over(whole(2), whole(3)) ?? whole(0)), 0.666666666667);
  assert.equal(approximate(over(whole(-2), whole(3)) ?? whole(0)), -0.666666666667);
  assert.equal(over(whole(1), whole(0)), null);
  assert.equal(approximate(over(whole(1), whole(-4)) ?? whole(0)), -0.25);
  assert.equal(approximate(times(exactOf('999999999999999999'), exactOf('999999999999999999'))), 1e36);
  assert.equal(approximate(exactOf('0.000000000000000001')), 1e-18);
});

test('rounding: half away from zero, up and down to whole numbers', () => {
  assert.deepEqual(
    ['0.5', '0.49', '2', '2.000000001'].map((text) => [ceiling(exactOf(text)).n, floor(exactOf(text)).n]),
    [
      [1n, 0n],
      [1n, 0n],
      [2n, 2n],
      [3n, 2n],
    ],
  );
  assert.equal(grouped(exactOf('0.005'), 2, 2), '0.01');
  assert.equal(grouped(minus(whole(0), exactOf('0.005')), 2, 2), '-0.01');
  assert.equal(grouped(minus(whole(0), exactOf('0.004')), 2, 2), '0.00');
  assert.equal(grouped(exactOf('999.995'), 2, 2), '1,000.00');
});

test('numbers are grouped by thousands; small ones keep four digits', () => {
  assert.equal(grouped(whole(1_200_000_000), 2, 2), '1,200,000,000.00');
  assert.equal(grouped(whole(-1234), 0, 2), '-1,234');
  assert.equal(grouped(exactOf('1234.5678'), 0, 2), '1,234.57');
  assert.equal(readable(exactOf('0.12'), 2), '0.12');
  assert.equal(readable(exactOf('0.00012'), 2), '0.00012');
  assert.equal(readable(exactOf('0.000123456'), 2), '0.0001235');
  assert.equal(readable(whole(0), 2), '0.00');
});

test('order', () => {
  assert.ok(compare(exactOf('0.1'), exactOf('0.2')) < 0);
  assert.equal(compare(exactOf('0.50'), exactOf('0.5')), 0);
});
