import type { ClaimCheck, CostClaim } from '../model/cost';
import { compare, exactOf, grouped, minus, ONE, over, times, whole } from './exact';
import { percent } from './figures';
import { agrees } from './near';

const NO_COST =
  'Neither says what an instance costs or how many tokens it serves, so neither goes into a sum; measure tokens per second instead.';

/**
 * Claims on electrical power, held against each other: P percent less power for the same output is 1 / (1 − P) times the tokens per
 * megawatt, and F times the tokens per megawatt is 1 − 1 / F less energy for each token.
 */
export function energyCheck({ name, powerReductionPercent, tokensPerMegawattFactor }: CostClaim): ClaimCheck[] {
  if (powerReductionPercent === null && tokensPerMegawattFactor === null) return [];
  const less = powerReductionPercent === null ? null : exactOf(powerReductionPercent);
  const factor = tokensPerMegawattFactor === null ? null : exactOf(tokensPerMegawattFactor);
  const gained = less && over(ONE, minus(ONE, times(less, { n: 1n, d: 100n })));
  const needed = factor && over(times(minus(factor, ONE), whole(100)), factor);
  const impossible = (less && compare(less, whole(100)) >= 0) || (factor && compare(factor, ONE) < 0);
  if (impossible)
    return [
      {
        claim: name,
        verdict: 'cannot-tell',
        words: `A reduction of power must stay below 100 %, and a factor that is a gain be at least 1. ${NO_COST}`,
      },
    ];
  const implied =
    less && gained
      ? `${percent(less)} less power for the same output is ${grouped(gained, 0, 2)} times the tokens per megawatt.`
      : '';
  const demanded =
    factor && needed
      ? `${grouped(factor, 0, 2)} times the tokens per megawatt would take ${percent(needed)} less energy for each token.`
      : '';
  const words = [implied, demanded].filter((part) => part !== '').join(' ');
  if (gained === null || factor === null)
    return [{ claim: name, verdict: 'cannot-tell', words: `${words} ${NO_COST}` }];
  const same = agrees(factor, gained);
  return [
    {
      claim: name,
      verdict: same ? 'agrees' : 'differs',
      words: `${words} ${same ? 'Both say the same.' : 'The two claims contradict each other.'} ${NO_COST}`,
    },
  ];
}
