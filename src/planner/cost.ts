import { isMap, isScalar } from 'yaml';
import {
  type CostClaim,
  type CostInput,
  type CostPrice,
  type CostQuantity,
  type CostSide,
  type Decimal,
  PRICE_UNITS,
  type PriceUnit,
  type Sourced,
  TOKEN_KINDS,
  type TokenKind,
} from '../model/cost';
import { isDay } from '../text/date';
import { plainDecimal } from '../text/decimal';
import { choiceOf, countOf, type Field, type Fields, fieldsOf, itemsOf, refuseUnknown, textOf } from '../text/fields';
import { quoted } from '../text/quote';
import type { YamlText } from '../text/yaml';

const SOURCED = ['date', 'source'];
const WORK = ['tokensPerMonth', 'inputTokensPerMonth', 'outputTokensPerMonth', 'requestsPerMonth'] as const;
const CLAIMED = [
  'currentMonthly',
  'neuronMonthly',
  'savingPercent',
  'powerReductionPercent',
  'tokensPerMegawattFactor',
] as const;
const KEYS = ['currency', 'maxAgeDays', ...SOURCED, ...WORK, 'current', 'neuron', 'claims'];
const OF_SIDE = ['instances', 'hoursPerMonth', 'instanceHoursPerMonth', 'tokensPerSecond', 'utilization'] as const;
const SIDE_KEYS = ['name', ...SOURCED, 'prices', ...OF_SIDE, 'tokensPerSecondOf'];
const PRICE_KEYS = ['name', 'amount', 'per', 'tokens', 'currency', ...SOURCED];
const CLAIM_KEYS = ['name', ...CLAIMED, ...SOURCED];
/** More are no calculation that anybody reads, and each is varied against all others. */
const MOST_PRICES = 100;
const MOST_CLAIMS = 30;
const UNKNOWN: Sourced = { date: null, source: null };

/** The key `cost` of a planner file; undefined where nothing is entered. Whether the numbers make sense is for `cost/` to say. */
export function readCost(yaml: YamlText, field: Field | undefined): CostInput | undefined {
  if (!field?.value) return undefined;
  const fields = fieldsOf(yaml, field.value, 'cost');
  refuseUnknown(yaml, fields, KEYS);
  const sourced = sourcedOf(yaml, fields, UNKNOWN);
  return {
    currency: currencyOf(yaml, fields.get('currency')),
    ...quantities(yaml, fields, WORK, sourced),
    maxAgeDays: countOf(yaml, fields.get('maxAgeDays')) ?? null,
    current: readSide(yaml, fields.get('current')),
    neuron: readSide(yaml, fields.get('neuron')),
    claims: atMost(yaml, fields.get('claims'), MOST_CLAIMS).flatMap((item) => readClaim(yaml, item) ?? []),
  };
}

function readSide(yaml: YamlText, field: Field | undefined): CostSide | null {
  if (!field?.value) return null;
  const fields = fieldsOf(yaml, field.value, field.label);
  refuseUnknown(yaml, fields, SIDE_KEYS);
  const sourced = sourcedOf(yaml, fields, UNKNOWN);
  return {
    name: textOf(yaml, fields.get('name')) ?? null,
    prices: atMost(yaml, fields.get('prices'), MOST_PRICES).flatMap((item) => readPrice(yaml, item, sourced) ?? []),
    ...quantities(yaml, fields, OF_SIDE, sourced),
    tokensPerSecondOf: choiceOf(yaml, fields.get('tokensPerSecondOf'), TOKEN_KINDS) ?? 'all',
  };
}

/** The items of a list; none, reported, where it is longer. */
function atMost(yaml: YamlText, field: Field | undefined, most: number): readonly Field[] {
  const items = itemsOf(yaml, field) ?? [];
  if (items.length <= most) return items;
  yaml.report(field?.key ?? null, `${field?.label} holds ${items.length} entries; at most ${most} are read.`);
  return [];
}

function readPrice(yaml: YamlText, item: Field, inherited: Sourced): CostPrice | null {
  const fields = fieldsOf(yaml, item.value, item.label);
  refuseUnknown(yaml, fields, PRICE_KEYS);
  const missing = ['amount', 'per'].filter((name) => !fields.get(name)?.value);
  if (missing.length > 0)
    yaml.report(item.value, `A price needs amount and per; here ${missing.join(' and ')} is missing.`);
  const amount = decimalOf(yaml, fields.get('amount'));
  const per = choiceOf(yaml, fields.get('per'), PRICE_UNITS);
  const tokens = choiceOf(yaml, fields.get('tokens'), TOKEN_KINDS);
  if (tokens !== undefined && per !== undefined && !per.endsWith('token') && !per.endsWith('tokens'))
    yaml.report(fields.get('tokens')?.key ?? null, `tokens says which tokens a price counts; this one is per ${per}.`);
  if (amount === undefined || per === undefined) return null;
  return {
    name: textOf(yaml, fields.get('name')) ?? usualName(per, tokens ?? 'all'),
    amount,
    per,
    tokens: tokens ?? 'all',
    currency: currencyOf(yaml, fields.get('currency')),
    ...sourcedOf(yaml, fields, inherited),
  };
}

/** What a price is called that has no name. */
function usualName(per: PriceUnit, tokens: TokenKind): string {
  if (per === 'instance-hour') return 'instances';
  if (per === 'request') return 'requests';
  if (per === 'month') return 'running costs';
  if (per === 'once') return 'one-off costs';
  return tokens === 'all' ? 'tokens' : `${tokens} tokens`;
}

function readClaim(yaml: YamlText, item: Field): CostClaim | null {
  const fields = fieldsOf(yaml, item.value, item.label);
  refuseUnknown(yaml, fields, CLAIM_KEYS);
  const name = textOf(yaml, fields.get('name'));
  const numbers = Object.fromEntries(CLAIMED.map((key) => [key, decimalOf(yaml, fields.get(key)) ?? null])) as Record<
    (typeof CLAIMED)[number],
    Decimal | null
  >;
  if (name === undefined) {
    yaml.report(item.value, 'A claim needs a name: who says it, or where it stands.');
    return null;
  }
  if (CLAIMED.every((key) => !fields.get(key)?.value)) {
    yaml.report(item.value, `A claim needs a number: at least one of ${CLAIMED.join(', ')}.`);
    return null;
  }
  return { name, ...numbers, ...sourcedOf(yaml, fields, UNKNOWN) };
}

/** Each as a number alone, or as a mapping with value, date and source. */
function quantities<K extends string>(
  yaml: YamlText,
  fields: Fields,
  keys: readonly K[],
  inherited: Sourced,
): Record<K, CostQuantity | null> {
  const read = (field: Field | undefined): CostQuantity | null => {
    if (!field?.value) return null;
    const isMapping = isMap(field.value);
    const own: Fields = isMapping ? fieldsOf(yaml, field.value, field.label) : new Map();
    if (isMapping) refuseUnknown(yaml, own, ['value', ...SOURCED]);
    const value = decimalOf(yaml, isMapping ? own.get('value') : field);
    return value === undefined ? null : { value, ...sourcedOf(yaml, own, inherited) };
  };
  return Object.fromEntries(keys.map((key) => [key, read(fields.get(key))])) as Record<K, CostQuantity | null>;
}

function sourcedOf(yaml: YamlText, fields: Fields, inherited: Sourced): Sourced {
  const field = fields.get('date');
  const date = textOf(yaml, field);
  if (date !== undefined && !isDay(date))
    yaml.report(field?.value ?? null, `date must be a day as YYYY-MM-DD, not ${quoted(date)}.`);
  return { date: date ?? inherited.date, source: textOf(yaml, fields.get('source')) ?? inherited.source };
}

/** A number of at least 0, as it is written. */
function decimalOf(yaml: YamlText, field: Field | undefined): Decimal | undefined {
  const node = field?.value;
  if (!field || !node) return undefined;
  const written = isScalar(node) && typeof node.value === 'number' ? node.source : isScalar(node) ? node.value : null;
  const value = typeof written === 'string' ? plainDecimal(written) : null;
  if (value !== null) return value;
  const shown = typeof written === 'string' ? `, not ${quoted(written)}` : '';
  yaml.report(
    node,
    `${field.label} must be a number of at least 0 in plain digits, without sign, unit, percent sign or commas${shown}.`,
  );
  return undefined;
}

function currencyOf(yaml: YamlText, field: Field | undefined): string | null {
  const currency = textOf(yaml, field);
  if (currency === undefined) return null;
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  yaml.report(
    field?.value ?? null,
    `A currency is written with its three letters, such as USD, not ${quoted(currency)}.`,
  );
  return null;
}
