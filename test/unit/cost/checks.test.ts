import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../../../src/cost/cost-report';
import { sampleCost } from '../../support/sample-cost';
import { costs, DAY, message, problems, side } from './support';

const OK = 'date: 2026-11-01, source: list';

test('numbers that hold together raise nothing', () => {
  assert.deepEqual(costOf(sampleCost(), DAY).problems, []);
});

test('date or source that is missing is told once a side, in the future once a side, and when old', () => {
  const lines = `currency: USD
tokensPerMonth: 10
current:
  source: invoice
  prices: [{ amount: 1, per: month }, { amount: 2, per: month, date: 2026-11-23 }, { amount: 2, per: month, date: 2026-08-01 }]
neuron:
  date: 2026-11-01
  source: quote
  prices: [{ amount: 1, per: month }]`;
  const report = costs(lines);
  assert.deepEqual(problems(report), [
    'error cost.current',
    'trust cost',
    'trust cost',
    'trust cost.current',
    'trust cost.current',
  ]);
  assert.match(report.problems[0]?.message ?? '', /date of prices\[2\] lies after 2026-11-22/);
  assert.match(report.problems[3]?.message ?? '', /No date says when prices\[1\] was read/);
  assert.match(report.problems[4]?.message ?? '', /prices\[3\]: read more than 90 days before 2026-11-22/);
  assert.equal(costs(`maxAgeDays: 365\n${lines}`).problems.length, 4);
  assert.equal(costs(lines, '2026-11-23').problems.length, 4);
});

test('a utilization above 1 is not used, and a percentage is named as one', () => {
  const lines = (utilization: string) => `currency: USD
tokensPerMonth: { value: 1000, ${OK} }
neuron: { prices: [{ amount: 1, per: instance-hour, ${OK} }], ${OK}, tokensPerSecond: 5, utilization: ${utilization} }`;
  const report = costs(lines('60'));
  assert.match(message(report, 'cost.neuron.utilization'), /If 60 % is meant, write 0\.6\. It was not used\./);
  assert.equal(side(report, 1).monthly.value, null);
  assert.match(message(costs(lines('0')), 'cost.neuron.utilization'), /above 0 and at most 1/);
  assert.match(message(costs(lines('600')), 'cost.neuron.utilization'), /above 0 and at most 1/);
  assert.deepEqual(problems(costs(lines('1'))), []);
});

test('more hours than a month has', () => {
  const lines = (of: string) => `currency: USD
tokensPerMonth: { value: 1000, ${OK} }
neuron: { prices: [{ amount: 1, per: instance-hour, ${OK} }], ${OK}, ${of} }`;
  assert.match(message(costs(lines('instances: 2, hoursPerMonth: 1460')), 'cost.neuron.hoursPerMonth'), /has 744/);
  assert.deepEqual(problems(costs(lines('instances: 2, hoursPerMonth: 744'))), []);
  const many = costs(lines('instances: 2, instanceHoursPerMonth: 2000'));
  assert.match(message(many, 'cost.neuron.instanceHoursPerMonth'), /more than 2 instances have .*\(1,488\)/);
  const apart = costs(lines('instances: 2, instanceHoursPerMonth: 900, hoursPerMonth: 400'));
  assert.match(message(apart, 'cost.neuron.instanceHoursPerMonth'), /2 instances × 400 hours are 800, not 900/);
  assert.equal(side(apart, 1).monthly.value, 900);
});

test('tokens that the paid instances cannot serve, that do not fit the utilization, that leave them idle', () => {
  const lines = (tokens: string, utilization: string) => `currency: USD
tokensPerMonth: { value: ${tokens}, ${OK} }
neuron:
  date: 2026-11-01
  source: run 7
  prices: [{ amount: 1, per: instance-hour }]
  instances: 2
  hoursPerMonth: 500
  tokensPerSecond: 100
  utilization: ${utilization}`;
  // 2 × 500 × 3600 × 100 = 360,000,000
  assert.match(
    message(costs(lines('400000000', '0.5')), 'cost.neuron.instances'),
    /360,000,000 tokens a month at most/,
  );
  assert.match(message(costs(lines('270000000', '0.5')), 'cost.neuron.instances'), /0\.75 \(75 %\) of that, more than/);
  assert.match(message(costs(lines('36000000', '0.5')), 'cost.neuron.instances'), /fewer instances would do/);
  assert.deepEqual(problems(costs(lines('180000000', '0.5'))), []);
});

test('parts of the tokens that are not the total', () => {
  const report = costs('tokensPerMonth: 100\ninputTokensPerMonth: 70\noutputTokensPerMonth: 20');
  assert.match(message(report, 'cost.tokensPerMonth'), /come to 90, not 100/);
  assert.match(message(costs('tokensPerMonth: 100\ninputTokensPerMonth: 170'), 'cost.tokensPerMonth'), /more than all/);
});

test('prices with a unit that cannot be or looks wrong', () => {
  const lines = (currency: string, amount: string, per: string) => `currency: ${currency}
tokensPerMonth: { value: 1000, ${OK} }
current: { prices: [{ amount: ${amount}, per: ${per}, ${OK} }] }`;
  const told = (...of: [string, string, string]) => problems(costs(lines(...of)));
  assert.deepEqual(told('USD', '3', 'token'), ['error cost.current.prices[1]']);
  assert.deepEqual(told('USD', '0.12', 'token'), ['doubt cost.current.prices[1]']);
  assert.deepEqual(told('USD', '0.12', 'thousand-tokens'), []);
  assert.deepEqual(told('USD', '600', 'million-tokens'), []);
  assert.deepEqual(told('JPY', '5', 'thousand-tokens'), []);
  assert.deepEqual(told('USD', '1000', 'instance-hour').length, 0);
});

test('two prices of tokens that are a thousand times apart', () => {
  const report = costs(`currency: USD
tokensPerMonth: { value: 1000, ${OK} }
current: { prices: [{ amount: 0.6, per: thousand-tokens, ${OK} }] }
neuron: { prices: [{ amount: 0.6, per: million-tokens, ${OK} }] }`);
  assert.match(message(report, 'cost.current.prices[1]'), /1,000 times that of Neuron, prices\[1\]; .* off by 1,000/);
});

test('tokens that are paid for twice', () => {
  const report = costs(`currency: USD
tokensPerMonth: { value: 1000, ${OK} }
inputTokensPerMonth: { value: 600, ${OK} }
current: { prices: [{ amount: 1, per: million-tokens, ${OK} }, { amount: 1, per: million-tokens, tokens: input, ${OK} }] }`);
  assert.deepEqual(problems(report), ['doubt cost.current.prices']);
});

test('several currencies are not added up', () => {
  const report = costs(`currency: USD
current: { prices: [{ amount: 1, per: month, ${OK} }] }
neuron: { prices: [{ amount: 1, per: month, currency: EUR, ${OK} }] }`);
  assert.match(message(report, 'cost.currency'), /in USD and EUR\. They are not added up/);
  assert.equal(report.saving.value, null);
  assert.match(report.saving.reason ?? '', /no rate between them/);
  assert.equal(side(report, 1).items[0]?.cost.shown, '1.00 EUR');
  assert.equal(side(report, 0).monthly.value, 1);
});

test('one currency named by a price is that of all; none is told', () => {
  const named = costs(`current: { prices: [{ amount: 1, per: month, currency: EUR, ${OK} }] }`);
  assert.equal(named.currency, 'EUR');
  assert.deepEqual(problems(named), []);
  assert.deepEqual(problems(costs(`current: { prices: [{ amount: 1, per: month, ${OK} }] }`)), ['doubt cost.currency']);
});

test('claims: a total, a percentage that is what remains, sums of the claim itself', () => {
  const sides = `current: { prices: [{ amount: 100, per: month }] }\nneuron: { prices: [{ amount: 40, per: month }] }`;
  const words = (claim: string) => costs(`${sides}\nclaims: [{ name: x, ${claim} }]`).claims[0];
  assert.equal(words('savingPercent: 60')?.verdict, 'agrees');
  assert.equal(words('neuronMonthly: 40.2')?.verdict, 'agrees');
  assert.match(words('savingPercent: 40')?.words ?? '', /40 % is the part that is still paid/);
  assert.match(words('neuronMonthly: 20')?.words ?? '', /The claim is 2 times less/);
  assert.match(words('currentMonthly: 300')?.words ?? '', /3 times as much/);
  const own = costs('claims: [{ name: x, currentMonthly: 1200, neuronMonthly: 600, savingPercent: 60 }]').claims;
  assert.deepEqual(
    own.map(({ verdict }) => verdict),
    ['cannot-tell', 'cannot-tell', 'differs'],
  );
  assert.match(own[2]?.words ?? '', /^Claimed: a saving of 60 %\. The claimed sums are .* is 50 %\.$/);
});
