import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../../../src/cost/cost-report';
import { COST_FORMATS, COST_WRITERS, costText } from '../../../src/report/cost';
import { sampleCost, samplePrice, sampleSide } from '../../support/sample-cost';

const DAY = '2026-11-22';
const WIDE = { width: 500 };
const HOSTILE = '=cmd|"/c calc"!A1\x1b[31m\u202e</script>\r\n@everyone';

test('text: the result first, then each figure with formula and inputs', () => {
  const text = costText(costOf(sampleCost(), DAY));
  assert.match(
    text,
    /^Cost a month: GPU service 36,500\.00 USD, Neuron pilot 20,257\.50 USD; saving 16,242\.50 USD\s\(44\.5 %\)\./,
  );
  assert.match(text, /= instance-hours per month × price/);
  assert.match(
    text,
    /price: 9\.25 USD per instance-hour \(planner file, cost\.neuron\.prices\[1\]; quote 118; 2026-11-02\)/,
  );
  assert.doesNotMatch(text, /CHECK THESE FIRST|undefined|NaN/);
});

test('text: a dearer Neuron side, equal sides, an unknown saving', () => {
  const of = (amount: string) =>
    costText(
      costOf(sampleCost({ neuron: sampleSide({ prices: [samplePrice({ amount, per: 'month' })] }) }), DAY),
      WIDE,
    );
  assert.match(of('40000'), /saving -3,500\.00 USD \(-9\.59 %\): the Neuron side costs more\./);
  assert.match(of('36500'), /both cost the same\./);
  assert.match(
    costText(costOf(sampleCost({ neuron: null }), DAY), WIDE),
    /saving unknown: cost\.neuron\.prices holds no price/,
  );
});

test('csv: a figure a row, as many cells in each', () => {
  const lines = COST_WRITERS.csv(costOf(sampleCost(), DAY)).split('\r\n');
  assert.equal(lines[0], 'part,name,value,unit,shown,formula,inputs,reason');
  assert.ok(lines.some((line) => line.startsWith('saving,monthly saving,16242.5,USD,"16,242.50 USD",')));
  assert.equal(lines.at(-1), '');
  const dearer = sampleCost({ neuron: sampleSide({ prices: [samplePrice({ amount: '40000', per: 'month' })] }) });
  assert.match(COST_WRITERS.csv(costOf(dearer, DAY)), /^saving,monthly saving,-3500,USD,/m);
});

test('every format: names from the file neither act nor hide, and the same costs give the same bytes', () => {
  const input = sampleCost({
    current: sampleSide({ name: HOSTILE, prices: [samplePrice({ name: HOSTILE, source: HOSTILE })] }),
    claims: [
      {
        name: HOSTILE,
        currentMonthly: '5',
        neuronMonthly: null,
        savingPercent: '5',
        powerReductionPercent: null,
        tokensPerMegawattFactor: null,
        date: null,
        source: HOSTILE,
      },
    ],
  });
  for (const format of COST_FORMATS) {
    const written = COST_WRITERS[format](costOf(input, DAY));
    assert.ok(!written.includes('\x1b') && !written.includes('\u202e'), format);
    assert.equal(written, COST_WRITERS[format](costOf(input, DAY)));
  }
  const cells = COST_WRITERS.csv(costOf(input, DAY));
  assert.doesNotMatch(cells, /(^|,|")=cmd/m);
});
