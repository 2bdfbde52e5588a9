/** What others say of the cost, beside what the entered numbers give. Nothing claimed goes into a sum. */
import type { ClaimCheck, CostClaim, CostInput, CostReport, CostSideName, Decimal } from '../model/cost';
import { listed, sentences } from '../text/words';
import { type Amounts, currencyOf } from './amounts';
import { energyCheck } from './energy';
import { costOfPrice, isKnown, type Known, known, monthlyOf, savingOf, TOKENS_PER } from './evaluate';
import { type Exact, exactOf, grouped, minus, over, plus, times, whole, ZERO } from './exact';
import { money, PER_WORDS, percent } from './figures';
import { agrees } from './near';
import { sideName, threeWays } from './side';

/** More prices than this are not tried in every combination. */
const MOST_COMBINED = 10;

export function claimChecks(input: CostInput, amounts: Amounts): CostReport['claims'] {
  return input.claims.flatMap((claim) => [
    ...monthlyCheck(claim, claim.currentMonthly, 'current', input, amounts),
    ...monthlyCheck(claim, claim.neuronMonthly, 'neuron', input, amounts),
    ...savingCheck(claim, input, amounts),
    ...energyCheck(claim),
  ]);
}

function monthlyCheck(
  { name }: CostClaim,
  decimal: Decimal | null,
  side: CostSideName,
  input: CostInput,
  amounts: Amounts,
): ClaimCheck[] {
  if (decimal === null) return [];
  const claimed = exactOf(decimal);
  const currency = currencyOf(input);
  const own = monthlyOf(amounts[side], amounts.work);
  const said = `Claimed: ${money(claimed, currency)} a month for ${sideName(input, side)}.`;
  if (!isKnown(own))
    return [{ claim: name, verdict: 'cannot-tell', words: `${said} No own sum stands beside it: ${own}` }];
  const computed = `The numbers entered come to ${money(own, currency)}.`;
  if (agrees(claimed, own)) return [{ claim: name, verdict: 'agrees', words: `${said} ${computed}` }];
  return [
    {
      claim: name,
      verdict: 'differs',
      words: sentences(said, computed, unitSlip(claimed, own, side, input, amounts) ?? apart(claimed, own)),
    },
  ];
}

/** "The claim is 1,000 times less." */
function apart(claimed: Exact, own: Exact): string | null {
  const more = over(claimed, own);
  const less = over(own, claimed);
  if (more === null || less === null) return null;
  const [ratio, word] = more.n > more.d ? [more, 'more'] : [less, 'less'];
  return `The claim is ${grouped(ratio, 0, 2)} times ${word === 'more' ? 'as much' : 'less'}.`;
}

/** Where another unit of one price gives the claimed sum, the slip in words. */
function unitSlip(claimed: Exact, own: Exact, side: CostSideName, input: CostInput, amounts: Amounts): string | null {
  const currency = currencyOf(input);
  for (const price of amounts[side].prices) {
    const unit = TOKENS_PER[price.per];
    const cost = costOfPrice(price, amounts[side], amounts.work);
    if (unit === null || !isKnown(cost)) continue;
    for (const per of ['token', 'thousand-tokens', 'million-tokens'] as const) {
      const other = TOKENS_PER[per];
      const instead = other === null ? null : over(times(cost, unit), other);
      if (per === price.per || other === null || instead === null) continue;
      if (!agrees(claimed, plus(minus(own, cost), instead))) continue;
      const factor = grouped(other.n > unit.n ? whole(other.n / unit.n) : whole(unit.n / other.n), 0, 0);
      const amount = money(price.amount, currency);
      return `The slip is one of units, a factor of ${factor}: the claim fits ${amount} ${PER_WORDS[per]} (${listed(threeWays(price.amount, other, currency), 3, 'or')}), not ${amount} ${PER_WORDS[price.per]}.`;
    }
  }
  return null;
}

function savingCheck(claim: CostClaim, input: CostInput, amounts: Amounts): ClaimCheck[] {
  if (claim.savingPercent === null) return [];
  const claimed = exactOf(claim.savingPercent);
  const said = `Claimed: a saving of ${percent(claimed)}.`;
  const [current, neuron, whose] = basis(claim, amounts);
  const own = known([current, neuron], percentSaved);
  if (!isKnown(own) || !isKnown(current) || !isKnown(neuron))
    return [
      {
        claim: claim.name,
        verdict: 'cannot-tell',
        words: `${said} No own sum stands beside it: ${isKnown(own) ? '' : own}`,
      },
    ];
  const currency = currencyOf(input);
  const computed = `${whose} ${money(current, currency)} now and ${money(neuron, currency)} on Neuron: (${money(current, currency)} − ${money(neuron, currency)}) ÷ ${money(current, currency)} is ${percent(own)}.`;
  if (agrees(claimed, own)) return [{ claim: claim.name, verdict: 'agrees', words: `${said} ${computed}` }];
  const slip = whose === OWN ? savingSlip(claimed, current, input, amounts) : null;
  const rest = agrees(claimed, minus(whole(100), own))
    ? `${percent(claimed)} is the part that is still paid, not the part that is saved.`
    : null;
  return [{ claim: claim.name, verdict: 'differs', words: sentences(said, computed, slip ?? rest) }];
}

const OWN = 'The numbers entered come to';
const CLAIMED = 'The claimed sums are';

/** The own sums; where they are not known, those of the claim itself. */
function basis(claim: CostClaim, amounts: Amounts): readonly [Known, Known, string] {
  const own = [monthlyOf(amounts.current, amounts.work), monthlyOf(amounts.neuron, amounts.work)] as const;
  if (!isKnown(savingOf(amounts)) && claim.currentMonthly !== null && claim.neuronMonthly !== null)
    return [exactOf(claim.currentMonthly), exactOf(claim.neuronMonthly), CLAIMED];
  return [...own, OWN];
}

/** Where some of the Neuron side's prices alone give the claimed percentage, which. */
function savingSlip(claimed: Exact, current: Exact, input: CostInput, amounts: Amounts): string | null {
  const side = amounts.neuron;
  const parts = side.prices.flatMap((price, index) => {
    const cost = costOfPrice(price, side, amounts.work);
    const name = input.neuron?.prices[index]?.name ?? '';
    return price.per === 'once' || !isKnown(cost) ? [] : [{ name, cost }];
  });
  if (parts.length > MOST_COMBINED) return null;
  for (let chosen = 1; chosen < 2 ** parts.length - 1; chosen++) {
    const within = parts.filter((_, i) => Math.floor(chosen / 2 ** i) % 2 === 1);
    const without = parts.filter((part) => !within.includes(part));
    const alone = percentSaved(
      current,
      within.reduce((sum, { cost }) => plus(sum, cost), ZERO),
    );
    if (!isKnown(alone) || !agrees(claimed, alone)) continue;
    const named = (those: typeof parts) =>
      listed(those.map(({ name, cost }) => `${name} (${money(cost, currencyOf(input))})`));
    return `${percent(claimed)} is what ${named(within)} alone would save; ${named(without)} ${without.length > 1 ? 'are' : 'is'} left out of it.`;
  }
  return null;
}

function percentSaved(current: Exact, neuron: Exact): Known {
  return over(times(minus(current, neuron), whole(100)), current) ?? 'The current side costs nothing.';
}
