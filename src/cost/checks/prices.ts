import { COST_SIDES, type CostInput, type CostProblem, type CostSideName } from '../../model/cost';
import { listed } from '../../text/words';
import { currencyOf } from '../amounts';
import { TOKENS_PER } from '../evaluate';
import { compare, type Exact, exactOf, grouped, ONE, over, times, whole, ZERO } from '../exact';
import { PER_WORDS } from '../figures';
import { sideName, threeWays } from '../side';

/** Currencies whose unit is worth so much that more than one for a thousand tokens would be an odd price. */
const LARGE_UNITS: ReadonlySet<string> = new Set(['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD']);
/** Two prices of tokens that are further apart than this mostly differ in their unit. */
const FAR_APART = whole(200);

/** Prices whose unit or currency cannot be right, or looks wrong. */
export function priceProblems(input: CostInput): readonly CostProblem[] {
  return [
    ...currencies(input),
    ...COST_SIDES.flatMap((side) => [...ofSide(side, input), ...twice(side, input)]),
    ...apart(input),
  ];
}

function currencies(input: CostInput): CostProblem[] {
  const own = currencyOf(input);
  const prices = COST_SIDES.flatMap((side) => input[side]?.prices ?? []);
  if (prices.length === 0) return [];
  if (own === null)
    return [{ kind: 'doubt', where: 'cost.currency', message: 'No currency is named; add currency, such as USD.' }];
  const others = [
    ...new Set(prices.flatMap(({ currency }) => (currency === null || currency === own ? [] : currency))),
  ];
  if (others.length === 0) return [];
  return [
    {
      kind: 'error',
      where: 'cost.currency',
      message: `Prices are in ${listed([own, ...others])}. They are not added up: convert them to one currency and name the rate and its day in source.`,
    },
  ];
}

function ofSide(side: CostSideName, input: CostInput): CostProblem[] {
  return (input[side]?.prices ?? []).flatMap((price, index): CostProblem[] => {
    const unit = TOKENS_PER[price.per];
    const perToken = unit && over(exactOf(price.amount), unit);
    if (unit === null || perToken === null) return [];
    const currency = price.currency ?? currencyOf(input);
    const where = `cost.${side}.prices[${index + 1}]`;
    const ways = listed(threeWays(exactOf(price.amount), unit, currency), 3, 'or');
    if (compare(perToken, ONE) > 0)
      return [
        { kind: 'error', where, message: `This price is more than 1 for a single token (${ways}); check its unit.` },
      ];
    if (currency === null || !LARGE_UNITS.has(currency) || compare(times(perToken, whole(1000)), ONE) <= 0) return [];
    return [
      {
        kind: 'doubt',
        where,
        message: `This price comes to ${ways}. Price lists mostly speak of a thousand or a million tokens; check that it is meant ${PER_WORDS[price.per]}.`,
      },
    ];
  });
}

/** A price of all tokens beside one of input or output alone counts these twice. */
function twice(side: CostSideName, input: CostInput): CostProblem[] {
  const kinds = new Set(
    (input[side]?.prices ?? []).flatMap(({ per, tokens }) => (TOKENS_PER[per] === null ? [] : tokens)),
  );
  if (!kinds.has('all') || kinds.size === 1) return [];
  return [
    {
      kind: 'doubt',
      where: `cost.${side}.prices`,
      message:
        'One price counts all tokens and another input or output alone, so some tokens are paid for twice; say tokens: input and tokens: output.',
    },
  ];
}

/** Prices of tokens, on whichever side, that are hundreds of times apart. */
function apart(input: CostInput): CostProblem[] {
  const priced = COST_SIDES.flatMap((side) =>
    (input[side]?.prices ?? []).flatMap(
      ({ amount, per, currency }, index): { where: string; title: string; perToken: Exact }[] => {
        const unit = TOKENS_PER[per];
        const perToken = unit && over(exactOf(amount), unit);
        if (perToken === null || compare(perToken, ZERO) === 0 || (currency ?? currencyOf(input)) !== currencyOf(input))
          return [];
        return [
          {
            where: `cost.${side}.prices[${index + 1}]`,
            title: `${sideName(input, side)}, prices[${index + 1}]`,
            perToken,
          },
        ];
      },
    ),
  ).sort((a, b) => compare(b.perToken, a.perToken));
  const [dearest] = priced;
  const cheapest = priced.at(-1);
  const ratio = dearest && cheapest && over(dearest.perToken, cheapest.perToken);
  if (!dearest || !cheapest || !ratio || compare(ratio, FAR_APART) < 0) return [];
  return [
    {
      kind: 'doubt',
      where: dearest.where,
      message: `By token this price is ${grouped(ratio, 0, 1)} times that of ${cheapest.title}; check that neither is off by 1,000 (per thousand and per million tokens).`,
    },
  ];
}
