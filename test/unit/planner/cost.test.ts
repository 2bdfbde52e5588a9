import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { SettingsError } from '../../../src/model/problem';
import { costTemplate } from '../../../src/planner/cost-template';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { PLANNER_SCHEMA } from '../../../src/planner/schema';

const FILE = 'neuron-migration.yaml';

function problemsOf(text: string): string[] {
  try {
    readPlannerFile(text, FILE);
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    return error.problems.map(({ range, message }) => `${range?.start.line}:${range?.start.column} ${message}`);
  }
  return [];
}

const FULL = `cost:
  currency: USD
  maxAgeDays: 30
  date: 2026-11-01
  source: gateway
  tokensPerMonth: { value: 10_000_000_000, source: log }
  requestsPerMonth: 5e6
  current:
    name: GPU
    date: 2026-11-02
    source: invoice
    prices:
      - { name: rent, amount: 12.50, per: instance-hour }
      - { amount: "0.12", per: million-tokens, tokens: input, currency: EUR, date: 2026-11-03, source: list }
    instances: 4
    tokensPerSecond: { value: 2600, date: 2026-11-04, source: run 7 }
    tokensPerSecondOf: output
    utilization: 0.550
  claims:
    - { name: article, savingPercent: 60, source: page 3 }
`;

test('reads every number as it is written, with date and source from the nearest place that names them', () => {
  const { cost } = readPlannerFile(FULL, FILE);
  assert.equal(cost?.currency, 'USD');
  assert.equal(cost?.maxAgeDays, 30);
  assert.deepEqual(cost?.tokensPerMonth, { value: '10000000000', date: '2026-11-01', source: 'log' });
  assert.deepEqual(cost?.requestsPerMonth, { value: '5000000', date: '2026-11-01', source: 'gateway' });
  const [rent, input] = cost?.current?.prices ?? [];
  assert.deepEqual(rent, {
    name: 'rent',
    amount: '12.5',
    per: 'instance-hour',
    tokens: 'all',
    currency: null,
    date: '2026-11-02',
    source: 'invoice',
  });
  assert.deepEqual(input, {
    name: 'input tokens',
    amount: '0.12',
    per: 'million-tokens',
    tokens: 'input',
    currency: 'EUR',
    date: '2026-11-03',
    source: 'list',
  });
  assert.deepEqual(cost?.current?.utilization, { value: '0.55', date: '2026-11-02', source: 'invoice' });
  assert.equal(cost?.current?.tokensPerSecondOf, 'output');
  assert.equal(cost?.neuron, null);
  assert.deepEqual(cost?.claims[0], {
    name: 'article',
    currentMonthly: null,
    neuronMonthly: null,
    savingPercent: '60',
    powerReductionPercent: null,
    tokensPerMegawattFactor: null,
    date: null,
    source: 'page 3',
  });
});

test('no costs, and an empty key', () => {
  assert.equal(readPlannerFile('version: 1', FILE).cost, undefined);
  assert.equal(readPlannerFile('cost:', FILE).cost, undefined);
});

test('mistakes are told at their place, in words that help', () => {
  const cases: [string, RegExp][] = [
    ['cost: 5', /^1:7 cost must map names/],
    ['cost: { curency: USD }', /Unknown key "curency"; did you mean "currency"/],
    ['cost: { currency: dollars }', /three letters, such as USD, not "dollars"/],
    ['cost: { tokensPerMonth: -5 }', /^1:25 cost\.tokensPerMonth must be a number of at least 0 .* not "-5"/],
    ['cost: { tokensPerMonth: .nan }', /not "\.nan"/],
    ['cost: { tokensPerMonth: .inf }', /not "\.inf"/],
    ['cost: { tokensPerMonth: "1,200,000" }', /without sign, unit, percent sign or commas, not "1,200,000"/],
    ['cost: { tokensPerMonth: 1e300 }', /must be a number/],
    ['cost: { tokensPerMonth: [1] }', /must be a number/],
    ['cost: { tokensPerMonth: { amount: 1 } }', /Unknown key "amount"/],
    ['cost: { neuron: { utilization: 60% } }', /cost\.neuron\.utilization must be .* not "60%"/],
    ['cost: { neuron: { prices: [{ per: token }] } }', /^1:28 A price needs amount and per; here amount is missing/],
    [
      'cost: { neuron: { prices: [{ amount: 1, per: tokens }] } }',
      /prices\[1\]\.per cannot be "tokens"; did you mean "token"/,
    ],
    ['cost: { neuron: { prices: [{ amount: 1, per: month, tokens: input }] } }', /this one is per month/],
    ['cost: { neuron: { prices: [{ amount: $3, per: month }] } }', /not "\$3"/],
    ['cost: { neuron: { prices: { amount: 1 } } }', /prices must be a list/],
    ['cost: { date: 2026-02-30 }', /must be a day as YYYY-MM-DD, not "2026-02-30"/],
    ['cost: { claims: [{ savingPercent: 1 }] }', /A claim needs a name/],
    ['cost: { claims: [{ name: x }] }', /A claim needs a number/],
    [
      `cost:\n  neuron:\n    prices:\n${'      - { amount: 1, per: month }\n'.repeat(101)}`,
      /cost\.neuron\.prices holds 101 entries/,
    ],
    ['cost: { maxAgeDays: 0 }', /maxAgeDays must be a whole number/],
  ];
  for (const [text, problem] of cases) assert.match(problemsOf(text)[0] ?? 'no problem', problem, text);
});

test('the schema takes what the reader takes, and refuses unknown keys and units', () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(PLANNER_SCHEMA);
  assert.ok(
    validate(parse(FULL.replace('10_000_000_000', '10000000000').replace('"0.12"', '0.12'))),
    validate.errors?.[0]?.message,
  );
  assert.ok(!validate(parse('cost: { curency: USD }')));
  assert.ok(!validate(parse('cost: { current: { prices: [{ amount: 1, per: tokens }] } }')));
  assert.ok(!validate(parse('cost: { tokensPerMonth: -5 }')));
});

test('the block that is printed holds no number, and is read once it is filled in', () => {
  const block = costTemplate();
  assert.ok(block.split('\n').every((line) => line === '' || line.startsWith('#')));
  const on = block.replaceAll(/^# ?/gm, '');
  assert.deepEqual(
    problemsOf(on).map((problem) => problem.replace(/^\S+ /, '')),
    Array.from({ length: 2 }, () => 'A price needs amount and per; here amount and per is missing.'),
  );
  const filled = on
    .replaceAll('amount: ,', 'amount: 3,')
    .replaceAll('per: ,', 'per: month,')
    .replaceAll('value: ,', 'value: 1,')
    .replaceAll('savingPercent: ,', 'savingPercent: 5,')
    .replaceAll('name: ,', 'name: x,')
    .replaceAll('date: ', 'date: 2026-11-01')
    .replaceAll('source: ', 'source: y')
    .replace('currency: ', 'currency: USD')
    .replaceAll(/^( *)# (?=inputT|outputT|requestsP|claims:| {2}- )/gm, '$1');
  const { cost } = readPlannerFile(filled, FILE);
  assert.equal(cost?.currency, 'USD');
  assert.equal(cost?.current?.prices[0]?.amount, '3');
  assert.equal(cost?.neuron?.utilization?.value, '1');
  assert.equal(cost?.outputTokensPerMonth?.value, '1');
  assert.equal(cost?.claims[0]?.savingPercent, '5');
  assert.doesNotMatch(block.replaceAll(/90|730|0\.6|60|1_000/g, ''), /\d/);
});
