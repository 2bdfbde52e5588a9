/** The two sums of an article that went wrong, and its claims on energy: what is right, and the slip in words. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { costs, message, side } from './support';

const SOURCED = 'date: 2026-11-01, source: article';

test('10 billion tokens at 0.12 a token are 1.2 billion, not 1.2 million: the claim fits a price per thousand', () => {
  const report = costs(`currency: USD
tokensPerMonth: { value: 10000000000, ${SOURCED} }
current:
  prices: [{ name: tokens, amount: 0.12, per: token, ${SOURCED} }]
claims: [{ name: article, currentMonthly: 1200000, ${SOURCED} }]`);
  const { items, monthly, perMillionTokens } = side(report, 0);
  assert.equal(monthly.value, 1_200_000_000);
  assert.equal(monthly.shown, '1,200,000,000.00 USD');
  assert.equal(perMillionTokens.value, 120_000);
  assert.equal(items[0]?.cost.formula, 'tokens per month × price');
  assert.deepEqual(items[0]?.threeWays, [
    '0.12 USD per token',
    '120.00 USD per thousand tokens',
    '120,000.00 USD per million tokens',
  ]);
  const [claim] = report.claims;
  assert.equal(claim?.verdict, 'differs');
  assert.match(claim?.words ?? '', /a factor of 1,000: the claim fits 0\.12 USD per thousand tokens/);
  assert.match(claim?.words ?? '', /not 0\.12 USD per token/);
  assert.match(message(report, 'cost.current.prices[1]'), /check that it is meant per token/);
});

test('the same price per thousand tokens is what was claimed', () => {
  const report = costs(`currency: USD
tokensPerMonth: 10_000_000_000
current: { prices: [{ amount: 0.12, per: thousand-tokens }] }
claims: [{ name: article, currentMonthly: 1.2e6 }]`);
  assert.equal(side(report, 0).monthly.value, 1_200_000);
  assert.equal(side(report, 0).perMillionTokens.shown, '120.00 USD');
  assert.equal(report.claims[0]?.verdict, 'agrees');
});

test('480K and 120K against 1.2M are a saving of 50 percent; 60 leaves a part out', () => {
  const report = costs(`currency: USD
current: { prices: [{ name: GPU, amount: 1200000, per: month, ${SOURCED} }] }
neuron:
  prices:
    - { name: infrastructure, amount: 480000, per: month, ${SOURCED} }
    - { name: operation, amount: 120000, per: month, ${SOURCED} }
claims: [{ name: article, savingPercent: 60, ${SOURCED} }]`);
  assert.equal(side(report, 1).monthly.value, 600_000);
  assert.equal(report.saving.value, 600_000);
  assert.equal(report.savingPercent.value, 50);
  assert.equal(report.savingPercent.shown, '50 %');
  const [claim] = report.claims;
  assert.equal(claim?.verdict, 'differs');
  assert.match(
    claim?.words ?? '',
    /60 % is what infrastructure \(480,000\.00 USD\) alone would save; operation \(120,000\.00 USD\) is left out of it\./,
  );
});

test('40 percent less power is 1.67 times the tokens per megawatt; 5 times would take 80 percent', () => {
  const [both] = costs('claims: [{ name: article, powerReductionPercent: 40, tokensPerMegawattFactor: 5 }]').claims;
  assert.equal(both?.verdict, 'differs');
  assert.match(both?.words ?? '', /40 % less power for the same output is 1\.67 times/);
  assert.match(both?.words ?? '', /5 times the tokens per megawatt would take 80 % less energy/);
  assert.match(both?.words ?? '', /contradict each other/);
  const [alone] = costs('claims: [{ name: a, tokensPerMegawattFactor: 5 }]').claims;
  assert.equal(alone?.verdict, 'cannot-tell');
  assert.match(alone?.words ?? '', /measure tokens per second instead/);
  const [same] = costs('claims: [{ name: a, powerReductionPercent: 80, tokensPerMegawattFactor: 5 }]').claims;
  assert.equal(same?.verdict, 'agrees');
  const [odd] = costs('claims: [{ name: a, powerReductionPercent: 100, tokensPerMegawattFactor: 0 }]').claims;
  assert.equal(odd?.verdict, 'cannot-tell');
});

test('the sums of the shared list come out as computed there', (t) => {
  const file = path.resolve(import.meta.dirname, '../../../shared/neuron/seed-claims.json');
  const found = existsSync(file) ? file : path.resolve(import.meta.dirname, '../../shared/neuron/seed-claims.json');
  if (!existsSync(found)) return t.skip('the shared claims are not here');
  const { arithmetic } = JSON.parse(readFileSync(found, 'utf8')) as {
    arithmetic: { name: string; inputs: Record<string, number>; computed: number }[];
  };
  const by = (name: string) => arithmetic.find((one) => one.name === name);
  const bill = by('Monthly token bill');
  const bills = costs(`tokensPerMonth: ${bill?.inputs.tokens}
current: { prices: [{ amount: ${bill?.inputs.usd_per_token}, per: token }] }`);
  assert.equal(side(bills, 0).monthly.value, bill?.computed);
  const total = by('Total cost reduction');
  const totals = costs(`current: { prices: [{ amount: ${total?.inputs.gpu}, per: month }] }
neuron: { prices: [{ amount: ${total?.inputs.infra}, per: month }, { amount: ${total?.inputs.opex}, per: month }] }`);
  assert.equal(totals.savingPercent.value, (total?.computed ?? 0) * 100);
  const training = by('Training cost');
  const trainings = costs(`current: { prices: [{ amount: ${training?.inputs.gpu}, per: month }] }
neuron: { prices: [{ amount: ${training?.inputs.trainium}, per: month }] }`);
  assert.equal(trainings.savingPercent.value, (training?.computed ?? 0) * 100);
});
