/** Costs as a user could have entered them; no number is a real price. */
import type { CostInput, CostPrice, CostSide } from '../../src/model/cost';

const SOURCED = { date: '2026-11-02', source: 'invoice of October' };

export function samplePrice(overrides: Partial<CostPrice> = {}): CostPrice {
  return {
    name: 'instances',
    amount: '12.5',
    per: 'instance-hour',
    tokens: 'all',
    currency: null,
    ...SOURCED,
    ...overrides,
  };
}

export function sampleSide(overrides: Partial<CostSide> = {}): CostSide {
  return {
    name: null,
    prices: [samplePrice()],
    instances: null,
    hoursPerMonth: null,
    instanceHoursPerMonth: null,
    tokensPerSecond: null,
    tokensPerSecondOf: 'all',
    utilization: null,
    ...overrides,
  };
}

export function sampleCost(overrides: Partial<CostInput> = {}): CostInput {
  return {
    currency: 'USD',
    tokensPerMonth: { value: '10000000000', date: '2026-11-01', source: 'gateway log' },
    inputTokensPerMonth: null,
    outputTokensPerMonth: null,
    requestsPerMonth: null,
    maxAgeDays: null,
    current: sampleSide({
      name: 'GPU service',
      instances: { value: '4', ...SOURCED },
    }),
    neuron: sampleSide({
      name: 'Neuron pilot',
      prices: [
        samplePrice({ amount: '9.25', source: 'quote 118' }),
        samplePrice({ name: 'migration', amount: '40000', per: 'once', source: 'estimate of the team' }),
      ],
      tokensPerSecond: { value: '2600', date: '2026-11-12', source: 'run 118' },
      utilization: { value: '0.55', date: '2026-11-12', source: 'run 118' },
    }),
    claims: [],
    ...overrides,
  };
}
