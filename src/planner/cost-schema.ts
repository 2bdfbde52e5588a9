/** The schema of the planner file's key `cost`; see `cost.ts` for the reader. */
import { PRICE_UNITS, TOKEN_KINDS } from '../model/cost';
import type { Schema } from './schema';

const SOURCED: Readonly<Record<string, Schema>> = {
  date: {
    type: 'string',
    format: 'date',
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'The day on which it was read, YYYY-MM-DD.',
  },
  source: {
    type: 'string',
    description: 'Where it was read, so that others find it again.',
    examples: ['invoice of October'],
  },
};

/** A number alone, or with the day and the place it was read. */
const quantity = (description: string): Schema => ({
  description,
  anyOf: [
    { type: 'number', minimum: 0 },
    {
      type: 'object',
      additionalProperties: false,
      properties: { value: { type: 'number', minimum: 0, description }, ...SOURCED },
    },
  ],
});

const number = (description: string): Schema => ({ type: 'number', minimum: 0, description });

const currency: Schema = {
  type: 'string',
  pattern: '^[A-Z]{3}$',
  description: 'Currency of the prices, three letters.',
  examples: ['USD'],
};

const PRICE: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['amount', 'per'],
  properties: {
    name: { type: 'string', description: 'What is paid for.' },
    amount: number('The price, without currency sign.'),
    per: { type: 'string', enum: PRICE_UNITS, description: 'Of what the amount is the price.' },
    tokens: { type: 'string', enum: TOKEN_KINDS, description: 'Which tokens a price per token counts; default all.' },
    currency,
    ...SOURCED,
  },
};

const side = (description: string): Schema => ({
  type: 'object',
  description,
  additionalProperties: false,
  properties: {
    name: { type: 'string', description: 'What reports call this side.' },
    ...SOURCED,
    prices: { type: 'array', description: 'All that is paid for.', items: PRICE },
    instances: quantity('Instances that are paid for; without it, as many as the measured throughput asks for.'),
    hoursPerMonth: quantity('Hours a month that one instance is paid for; default 730, all of an average month.'),
    instanceHoursPerMonth: quantity('Hours a month that all instances together are paid for.'),
    tokensPerSecond: quantity('Tokens a second of one instance, as you measured them.'),
    tokensPerSecondOf: {
      type: 'string',
      enum: TOKEN_KINDS,
      description: 'Which tokens the throughput counts; default all.',
    },
    utilization: quantity('Share of the throughput that is used on average, above 0 and up to 1.'),
  },
});

const CLAIM: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', description: 'Who says it, or where it stands.' },
    currentMonthly: number('A monthly cost of the current side.'),
    neuronMonthly: number('A monthly cost of the Neuron side.'),
    savingPercent: number('A saving, in percent of the current monthly cost.'),
    powerReductionPercent: number('Less electrical power for the same output, in percent.'),
    tokensPerMegawattFactor: number('Tokens per megawatt, as a multiple of the current side.'),
    ...SOURCED,
  },
};

export const COST_SCHEMA: Schema = {
  type: 'object',
  description: 'What both sides cost; every number is yours, with the day and the place it was read.',
  additionalProperties: false,
  properties: {
    currency,
    maxAgeDays: { type: 'integer', minimum: 1, description: 'Days after which a number counts as old; default 90.' },
    ...SOURCED,
    tokensPerMonth: quantity('Tokens a month that both sides have to serve.'),
    inputTokensPerMonth: quantity('Of these, tokens that are sent in.'),
    outputTokensPerMonth: quantity('Of these, tokens that are generated.'),
    requestsPerMonth: quantity('Requests a month that both sides have to serve.'),
    current: side('What runs today.'),
    neuron: side('The same work on Inferentia or Trainium.'),
    claims: {
      type: 'array',
      description: 'What others say of the cost, to be held against these numbers.',
      items: CLAIM,
    },
  },
};
