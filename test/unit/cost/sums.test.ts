import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../../../src/cost/cost-report';
import { sampleCost } from '../../support/sample-cost';
import { costs, DAY, side } from './support';

test('instances by the hour: as entered, and as many as the measured throughput asks for', () => {
  const report = costOf(sampleCost(), DAY);
  // 4 × 730 × 12.5
  assert.equal(side(report, 0).monthly.value, 36_500);
  assert.match(side(report, 0).items[0]?.cost.inputs[1]?.from ?? '', /the calendar: 365 × 24 \/ 12/);
  // 10e9 / (2600 × 0.55 × 3600 × 730) = 2.66, so 3 instances: 3 × 730 × 9.25
  assert.equal(side(report, 1).instances.value, 3);
  assert.equal(side(report, 1).monthly.value, 20_257.5);
  assert.equal(side(report, 1).once.value, 40_000);
  assert.equal(side(report, 1).capacity.value, 11_274_120_000);
  assert.equal(side(report, 1).perMillionTokens.value, 2.02575);
  assert.equal(side(report, 1).perMillionTokens.shown, '2.026 USD');
  assert.equal(report.saving.value, 16_242.5);
  assert.equal(report.savingPercent.value, 44.5);
});

test('every figure names its formula and where each input was entered', () => {
  const { items, instances } = side(costOf(sampleCost(), DAY), 1);
  assert.equal(items[0]?.cost.formula, 'instance-hours per month × price');
  assert.deepEqual(items[0]?.cost.inputs.at(-1), {
    name: 'price',
    shown: '9.25 USD per instance-hour',
    from: 'planner file, cost.neuron.prices[1]; quote 118; 2026-11-02',
  });
  assert.deepEqual(
    instances.inputs.map(({ name, shown }) => `${name} ${shown}`),
    [
      'tokens per month 10,000,000,000 tokens',
      'tokens per second 2,600 tokens/s',
      'utilization 0.55 (55 %)',
      'hours per month 730 hours',
    ],
  );
});

test('prices by token, thousand, million, request, month and once; input and output apart', () => {
  const report = costs(`currency: EUR
inputTokensPerMonth: 3000000
outputTokensPerMonth: 1000000
requestsPerMonth: 5000
current:
  prices:
    - { name: in, amount: 0.1, per: million-tokens, tokens: input }
    - { name: out, amount: 0.2, per: million-tokens, tokens: output }
    - { name: calls, amount: 0.001, per: request }
    - { name: support, amount: 10, per: month }
neuron:
  instanceHoursPerMonth: 100
  prices:
    - { name: hours, amount: 0.1, per: instance-hour }
    - { name: all, amount: 0.0005, per: thousand-tokens }
    - { name: move, amount: 7, per: once }`);
  assert.deepEqual(
    side(report, 0).items.map(({ cost }) => cost.value),
    [0.3, 0.2, 5, 10],
  );
  assert.equal(side(report, 0).monthly.shown, '15.50 EUR');
  assert.equal(side(report, 1).monthly.value, 12);
  assert.equal(side(report, 1).perMillionTokens.value, 3);
  assert.equal(report.breakEven[0]?.figure.value, 2);
});

test('a throughput of output tokens alone counts these', () => {
  const lines = (of: string) => `inputTokensPerMonth: 9000000000
outputTokensPerMonth: 1000000000
neuron: { prices: [{ amount: 1, per: instance-hour }], tokensPerSecond: 400, utilization: 1, tokensPerSecondOf: ${of} }`;
  assert.equal(side(costs(lines('output')), 1).instances.value, 1);
  assert.equal(side(costs(lines('all')), 1).instances.value, 10);
});

test('one kind of tokens follows from the total and the other', () => {
  const report = costs(`tokensPerMonth: 1000
inputTokensPerMonth: 400
current: { prices: [{ amount: 2, per: token, tokens: output }] }`);
  assert.equal(side(report, 0).monthly.value, 1200);
});

test('what is missing is told and never taken from elsewhere', () => {
  const reasons: [string, RegExp][] = [
    ['current: { prices: [{ amount: 1, per: token }] }', /cost\.tokensPerMonth is not entered/],
    ['tokensPerMonth: 5\ncurrent: { prices: [{ amount: 1, per: token, tokens: input }] }', /inputTokensPerMonth/],
    ['current: { prices: [{ amount: 1, per: request }] }', /requestsPerMonth/],
    ['current: { prices: [{ amount: 1, per: instance-hour }] }', /tokensPerMonth is not entered/],
    [
      'tokensPerMonth: 5\ncurrent: { prices: [{ amount: 1, per: instance-hour }] }',
      /a measured throughput, is not entered/,
    ],
    [
      'tokensPerMonth: 5\ncurrent: { prices: [{ amount: 1, per: instance-hour }], tokensPerSecond: 3 }',
      /utilization is not entered/,
    ],
    ['current: { prices: [] }', /holds no price of what runs/],
    ['current: { prices: [{ amount: 1, per: once }] }', /holds no price of what runs/],
  ];
  for (const [lines, reason] of reasons) {
    const { monthly } = side(costs(lines), 0);
    assert.equal(monthly.value, null);
    assert.equal(monthly.shown, 'unknown');
    assert.match(monthly.reason ?? '', reason);
  }
});

test('nothing entered gives nothing, and no tokens no price of a million', () => {
  const empty = costs('current:');
  assert.equal(empty.saving.value, null);
  assert.deepEqual(empty.sensitivity, []);
  const none = costs('tokensPerMonth: 0\ncurrent: { prices: [{ amount: 5, per: month }] }');
  assert.match(side(none, 0).perMillionTokens.reason ?? '', /is 0/);
});

test('a current side that costs nothing has no percentage', () => {
  const report = costs(
    'current: { prices: [{ amount: 0, per: month }] }\nneuron: { prices: [{ amount: 5, per: month }] }',
  );
  assert.equal(report.saving.value, -5);
  assert.match(report.savingPercent.reason ?? '', /costs nothing/);
});

test('the largest numbers that are read, and the same report twice', () => {
  const big = '9'.repeat(18);
  const lines = `tokensPerMonth: ${big}
current: { prices: [{ amount: "${big}.${big}", per: token }] }
neuron: { prices: [{ amount: "0.000000000000000001", per: token }] }`;
  const report = costs(lines);
  assert.equal(side(report, 0).monthly.value, 1e36);
  assert.ok(Number.isFinite(report.saving.value));
  assert.equal(JSON.stringify(report), JSON.stringify(costs(lines)));
});

test('as many prices as are read, and claims beside them, take no time', () => {
  const prices = Array.from({ length: 100 }, (_, i) => `{ amount: 0.${i + 1}7, per: million-tokens }`).join('\n    - ');
  const claims = Array.from(
    { length: 30 },
    (_, i) => `{ name: c${i}, savingPercent: ${i}, currentMonthly: ${i} }`,
  ).join('\n  - ');
  const started = performance.now();
  const report = costs(`tokensPerMonth: 123456789
current:
  prices:
    - ${prices}
neuron:
  prices:
    - ${prices}
claims:
  - ${claims}`);
  assert.equal(report.sensitivity.length, 201);
  assert.equal(report.saving.value, 0);
  assert.ok(performance.now() - started < 5000);
});
