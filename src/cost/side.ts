/** One side's figures, each with its formula and inputs. */
import type {
  CostFigureInput,
  CostInput,
  CostItem,
  CostOfSide,
  CostPrice,
  CostQuantity,
  CostSideName,
  TokenKind,
} from '../model/cost';
import { type Amounts, currencyOf, MONTH_HOURS, type PriceAmount, type SideAmounts } from './amounts';
import {
  capacityOf,
  costOfPrice,
  instanceHoursOf,
  instancesOf,
  isKnown,
  known,
  MILLION,
  monthlyOf,
  onceOf,
  TOKENS_PER,
  tokensOf,
} from './evaluate';
import { type Exact, exactOf, grouped, over, times, whole } from './exact';
import { figure, money, origin, PER_WORDS, shownAs } from './figures';

const SIDE_NAMES: Readonly<Record<CostSideName, string>> = { current: 'Current', neuron: 'Neuron' };

/** The user's name of a side, else its own. */
export function sideName(input: CostInput, side: CostSideName): string {
  return input[side]?.name ?? SIDE_NAMES[side];
}

export function costOfSide(name: CostSideName, input: CostInput, amounts: Amounts): CostOfSide {
  const { work } = amounts;
  const side = amounts[name];
  const currency = currencyOf(input);
  const of = inputsOf(input, name);
  const tokens = of.tokens('all');
  const items = (input[name]?.prices ?? []).map((price, index) => itemOf(price, index, input, amounts, name));
  const parts = (once: boolean): CostFigureInput[] =>
    items
      .filter(({ per }) => (per === 'once') === once)
      .map((item) => ({ name: item.name, shown: item.cost.shown, from: 'calculated above' }));
  const monthly = monthlyOf(side, work);
  const derived = side.instances === null;
  return {
    side: name,
    name: sideName(input, name),
    items,
    monthly: figure(monthly, { unit: 'money', formula: 'sum of the running prices', inputs: parts(false), currency }),
    once: figure(onceOf(side, work), {
      unit: 'money',
      formula: 'sum of the prices paid once',
      inputs: parts(true),
      currency,
    }),
    perMillionTokens: figure(
      known(
        [monthly, tokensOf(work, 'all')],
        (cost, count) => over(times(cost, MILLION), count) ?? 'cost.tokensPerMonth is 0.',
      ),
      {
        unit: 'money',
        formula: 'monthly cost ÷ tokens per month × 1,000,000',
        inputs: [
          ...(isKnown(monthly)
            ? [{ name: 'monthly cost', shown: money(monthly, currency), from: 'calculated above' }]
            : []),
          ...tokens,
        ],
        currency,
      },
    ),
    instances: figure(instancesOf(side, work), {
      unit: 'instances',
      formula: derived
        ? 'tokens per month ÷ (tokens per second × utilization × 3,600 × hours per month), rounded up'
        : 'as entered',
      inputs: derived
        ? [...of.tokens(side.tokensPerSecondOf), ...of.quantities('tokensPerSecond', 'utilization'), of.hours]
        : of.quantities('instances'),
      currency,
    }),
    capacity: figure(capacityOf(side, work), {
      unit: 'tokens',
      formula: 'instance-hours × 3,600 × tokens per second × utilization',
      inputs: [...hoursInputs(side, amounts, of), ...of.quantities('tokensPerSecond', 'utilization')],
      currency,
    }),
  };
}

function itemOf(price: CostPrice, index: number, input: CostInput, amounts: Amounts, name: CostSideName): CostItem {
  const side = amounts[name];
  const currency = price.currency ?? currencyOf(input);
  const amount: PriceAmount = { amount: exactOf(price.amount), per: price.per, tokens: price.tokens };
  const of = inputsOf(input, name);
  const entered: CostFigureInput = {
    name: 'price',
    shown: `${money(amount.amount, currency)} ${PER_WORDS[price.per]}`,
    from: origin(`cost.${name}.prices[${index + 1}]`, price),
  };
  const unit = TOKENS_PER[price.per];
  const counted = `${price.tokens === 'all' ? '' : `${price.tokens} `}tokens per month`;
  const [formula, inputs]: [string, readonly CostFigureInput[]] =
    unit !== null
      ? [`${counted}${unit.n > 1n ? ` ÷ ${grouped(unit, 0, 0)}` : ''} × price`, of.tokens(price.tokens)]
      : price.per === 'instance-hour'
        ? ['instance-hours per month × price', hoursInputs(side, amounts, of)]
        : price.per === 'request'
          ? ['requests per month × price', of.work('requestsPerMonth', 'requests per month')]
          : ['price', []];
  return {
    name: price.name,
    per: price.per,
    cost: figure(costOfPrice(amount, side, amounts.work), {
      unit: 'money',
      formula,
      inputs: [...inputs, entered],
      currency,
    }),
    threeWays: unit === null ? [] : threeWays(amount.amount, unit, currency),
  };
}

/** One price by token, by thousand and by million tokens. */
export function threeWays(amount: Exact, unit: Exact, currency: string | null): readonly string[] {
  const perToken = over(amount, unit) ?? amount;
  return (['token', 'thousand-tokens', 'million-tokens'] as const).map(
    (per) => `${money(times(perToken, TOKENS_PER[per] ?? whole(1)), currency)} ${PER_WORDS[per]}`,
  );
}

interface InputsOf {
  tokens(kind: TokenKind): readonly CostFigureInput[];
  work(key: WorkKey, name: string): readonly CostFigureInput[];
  quantities(...keys: readonly SideKey[]): readonly CostFigureInput[];
  readonly hours: CostFigureInput;
}

type WorkKey = 'tokensPerMonth' | 'inputTokensPerMonth' | 'outputTokensPerMonth' | 'requestsPerMonth';
type SideKey = 'instances' | 'hoursPerMonth' | 'instanceHoursPerMonth' | 'tokensPerSecond' | 'utilization';

const SIDE_WORDS = {
  instances: ['instances', 'instances'],
  hoursPerMonth: ['hours per month', 'hours'],
  instanceHoursPerMonth: ['instance-hours per month', 'hours'],
  tokensPerSecond: ['tokens per second', 'tokens/s'],
  utilization: ['utilization', 'share'],
} as const;

/** What was entered, in the words of formulas; what was not is left out. */
function inputsOf(input: CostInput, name: CostSideName): InputsOf {
  const entered = (quantity: CostQuantity | null | undefined, words: string, where: string, unit: 'tokens' | null) =>
    quantity
      ? [
          {
            name: words,
            shown:
              unit === null ? grouped(exactOf(quantity.value), 0, 6) : shownAs(exactOf(quantity.value), unit, null),
            from: origin(where, quantity),
          },
        ]
      : [];
  const work = (key: WorkKey, words: string) =>
    entered(input[key], words, `cost.${key}`, key === 'requestsPerMonth' ? null : 'tokens');
  const of = (key: SideKey): CostFigureInput[] => {
    const quantity = input[name]?.[key];
    const [words, unit] = SIDE_WORDS[key];
    if (!quantity) return [];
    const shown = shownAs(exactOf(quantity.value), unit, null);
    return [{ name: words, shown, from: origin(`cost.${name}.${key}`, quantity) }];
  };
  const [hours] = of('hoursPerMonth');
  const both = input.inputTokensPerMonth !== null && input.outputTokensPerMonth !== null;
  return {
    tokens: (kind) => {
      if (kind !== 'all' && input[`${kind}TokensPerMonth`] !== null)
        return work(`${kind}TokensPerMonth`, `${kind} tokens per month`);
      const parts = [
        ...work('inputTokensPerMonth', 'input tokens per month'),
        ...work('outputTokensPerMonth', 'output tokens per month'),
      ];
      if (kind === 'all') return both ? parts : work('tokensPerMonth', 'tokens per month');
      return [...work('tokensPerMonth', 'tokens per month'), ...parts];
    },
    work,
    quantities: (...keys) => keys.flatMap(of),
    hours: hours ?? {
      name: 'hours per month',
      shown: shownAs(MONTH_HOURS, 'hours', null),
      from: 'the calendar: 365 × 24 / 12; instances are taken to run all the time unless hoursPerMonth is entered',
    },
  };
}

/** What the instance-hours came from. */
function hoursInputs(side: SideAmounts, { work }: Amounts, of: InputsOf): readonly CostFigureInput[] {
  if (side.instanceHoursPerMonth !== null) return of.quantities('instanceHoursPerMonth');
  if (side.instances !== null) return [...of.quantities('instances'), of.hours];
  const hours = instanceHoursOf(side, work);
  const count = instancesOf(side, work);
  return [
    ...(isKnown(count)
      ? [
          {
            name: 'instances',
            shown: shownAs(count, 'instances', null),
            from: 'calculated from the measured throughput',
          },
        ]
      : []),
    ...(isKnown(hours) ? [of.hours] : []),
  ];
}
