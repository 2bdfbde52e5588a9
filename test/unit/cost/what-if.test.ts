import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../../../src/cost/cost-report';
import type { CostReport } from '../../../src/model/cost';
import { sampleCost, samplePrice, sampleSide } from '../../support/sample-cost';
import { costs, DAY, side } from './support';

function even(report: CostReport, id: string): CostReport['breakEven'][number]['figure'] | undefined {
  return report.breakEven.find((one) => one.id === id)?.figure;
}

test('months until a one-off cost is earned back', () => {
  const report = costOf(sampleCost(), DAY);
  // 40,000 / 16,242.5
  assert.equal(even(report, 'months')?.value, 2.46267508081);
  assert.equal(even(report, 'months')?.shown, '2.46 months');
  const dearer = costs(`current: { prices: [{ amount: 1, per: month }] }
neuron: { prices: [{ amount: 2, per: month }, { amount: 5, per: once }] }`);
  assert.match(even(dearer, 'months')?.reason ?? '', /^Never: the Neuron side does not cost less/);
  const none = costs(
    `current: { prices: [{ amount: 2, per: month }] }\nneuron: { prices: [{ amount: 1, per: month }] }`,
  );
  assert.match(even(none, 'months')?.reason ?? '', /No one-off cost/);
  const spared = costs(`current: { prices: [{ amount: 2, per: month }, { amount: 6, per: once }] }
neuron: { prices: [{ amount: 1, per: month }, { amount: 10, per: once }] }`);
  assert.equal(even(spared, 'months')?.value, 4);
});

test('break-even price: entered in its place, both sides cost the same', () => {
  const report = costOf(sampleCost(), DAY);
  const price = even(report, 'cost.neuron.prices[1]');
  // 36,500 / (3 × 730)
  assert.equal(price?.value, 16.6666666667);
  assert.equal(price?.shown, '16.67 USD per instance-hour, 80.2 % more than entered');
  const exact = costs(`current: { prices: [{ amount: 300, per: month }] }
neuron: { instanceHoursPerMonth: 100, prices: [{ amount: 2, per: instance-hour }, { amount: 50, per: month }] }`);
  assert.equal(even(exact, 'cost.neuron.prices[1]')?.value, 2.5);
  const there = costs(`current: { prices: [{ amount: 300, per: month }] }
neuron: { instanceHoursPerMonth: 100, prices: [{ amount: 2.5, per: instance-hour }, { amount: 50, per: month }] }`);
  assert.equal(there.saving.value, 0);
});

test('break-even volume between a price by token and instances that are paid anyway', () => {
  const report = costs(`tokensPerMonth: 1000000000
current: { prices: [{ amount: 2, per: million-tokens }] }
neuron: { instances: 2, hoursPerMonth: 500, prices: [{ amount: 3, per: instance-hour }] }`);
  assert.equal(report.saving.value, -1000);
  assert.equal(even(report, 'cost.tokensPerMonth')?.value, 1_500_000_000);
  assert.equal(even(report, 'cost.neuron.instances')?.shown, '1.33 instances, 33.3 % less than entered');
});

test('break-even throughput and utilization, where the number of instances follows from them', () => {
  const report = costOf(sampleCost(), DAY);
  // 36,500 pay for 5 instances at 9.25 × 730; 10e9 / (5 × 730 × 3600 × 0.55) tokens a second are enough for that.
  const throughput = even(report, 'cost.neuron.tokensPerSecond');
  assert.equal(throughput?.value, 1383.70001384);
  const at = sampleSide({ ...sampleCost().neuron, tokensPerSecond: { value: '1383.701', date: null, source: null } });
  const just = costOf(sampleCost({ neuron: at }), DAY);
  assert.equal(side(just, 1).instances.value, 5);
  assert.ok((just.saving.value ?? -1) >= 0);
  const less = sampleSide({ ...sampleCost().neuron, tokensPerSecond: { value: '1383.7', date: null, source: null } });
  assert.ok((costOf(sampleCost({ neuron: less }), DAY).saving.value ?? 0) < 0);
  assert.match(even(report, 'cost.neuron.utilization')?.shown ?? '', /^0\.2927 \(29\.27 %\)/);
});

test('a value that cannot be is told as never', () => {
  const slow = sampleSide({
    prices: [samplePrice({ amount: '9.25' })],
    tokensPerSecond: { value: '600', date: null, source: null },
    utilization: { value: '0.9', date: null, source: null },
  });
  const report = costOf(sampleCost({ neuron: slow }), DAY);
  assert.ok((report.saving.value ?? 0) < 0);
  const utilization = even(report, 'cost.neuron.utilization');
  assert.equal(utilization?.value, null);
  assert.match(utilization?.reason ?? '', /Never: it would take 1\.268 \(126\.84 %\)\. More than everything/);
  const fixed = costs(`current: { prices: [{ amount: 10, per: month }] }
neuron: { prices: [{ name: a, amount: 50, per: month }, { name: b, amount: 5, per: month }] }`);
  assert.match(even(fixed, 'cost.neuron.prices[2]')?.reason ?? '', /^Never: not even 0/);
});

test('sensitivity: each assumption alone, the largest effect first', () => {
  const report = costs(`current: { prices: [{ name: GPU, amount: 1000, per: month }] }
neuron:
  instances: 2
  hoursPerMonth: 100
  prices: [{ name: rent, amount: 2, per: instance-hour }, { name: care, amount: 40, per: month }]`);
  assert.equal(report.saving.value, 560);
  assert.deepEqual(
    report.sensitivity.map(({ assumption, effects }) => [
      assumption,
      ...effects.map(({ difference }) => difference.value),
    ]),
    [
      ['Current: price of GPU', -250, -100, 100, 250],
      ['Neuron: price of rent', 100, 40, -40, -100],
      ['Neuron: instances', 100, 40, -40, -100],
      ['Neuron: hours per month', 100, 40, -40, -100],
      ['Neuron: price of care', 10, 4, -4, -10],
    ],
  );
  assert.equal(report.sensitivity[0]?.effects[3]?.saving.value, 810);
});

test('an assumption is not moved to where it cannot be', () => {
  const neuron = sampleSide({
    tokensPerSecond: { value: '2600', date: null, source: null },
    utilization: { value: '0.95', date: null, source: null },
    hoursPerMonth: { value: '730', date: null, source: null },
  });
  const { sensitivity } = costOf(sampleCost({ neuron }), DAY);
  const of = (where: string) =>
    sensitivity.find((one) => one.where === where)?.effects.map(({ saving }) => saving.value === null);
  assert.deepEqual(of('cost.neuron.utilization'), [false, false, true, true]);
  assert.deepEqual(of('cost.neuron.hoursPerMonth'), [false, false, true, true]);
  assert.deepEqual(of('cost.neuron.tokensPerSecond'), [false, false, false, false]);
});
