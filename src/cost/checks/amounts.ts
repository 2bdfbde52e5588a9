import { COST_SIDES, type CostInput, type CostProblem, type CostSideName } from '../../model/cost';
import { type Amounts, isMonthHours, isShare, MOST_HOURS } from '../amounts';
import { hoursOf, instanceHoursOf, isKnown, tokensOf } from '../evaluate';
import { compare, type Exact, exactOf, grouped, ONE, over, plus, times, whole, ZERO } from '../exact';
import { shownAs } from '../figures';

/** Served tokens may be off the entered utilization by this much before it is told. */
const SLACK = { n: 105n, d: 100n };
/** Fleets that could serve more than this many times the tokens are told. */
const IDLE = { n: 3n, d: 2n };

/** Quantities that cannot be right, or that contradict one another. */
export function amountProblems(input: CostInput, amounts: Amounts): readonly CostProblem[] {
  return [
    ...tokens(input),
    ...COST_SIDES.flatMap((side) => [
      ...shares(side, input),
      ...hours(side, input, amounts),
      ...capacity(side, amounts),
    ]),
  ];
}

function tokens({ tokensPerMonth, inputTokensPerMonth, outputTokensPerMonth }: CostInput): CostProblem[] {
  if (tokensPerMonth === null) return [];
  const all = exactOf(tokensPerMonth.value);
  const [input, output] = [inputTokensPerMonth, outputTokensPerMonth].map((part) =>
    part === null ? null : exactOf(part.value),
  );
  const sum = plus(input ?? ZERO, output ?? ZERO);
  const told = (message: string): CostProblem[] => [{ kind: 'error', where: 'cost.tokensPerMonth', message }];
  if (input && output)
    return compare(sum, all) === 0
      ? []
      : told(
          `Input and output tokens come to ${grouped(sum, 0, 0)}, not ${grouped(all, 0, 0)}; the sum of both is what is used. Keep the two, or the one total.`,
        );
  return compare(sum, all) > 0
    ? told(`One kind of tokens (${grouped(sum, 0, 0)}) is more than all of them (${grouped(all, 0, 0)}).`)
    : [];
}

function shares(side: CostSideName, input: CostInput): CostProblem[] {
  const entered = input[side];
  if (!entered) return [];
  const told = (key: string, message: string): CostProblem[] => [
    { kind: 'error', where: `cost.${side}.${key}`, message },
  ];
  const utilization = entered.utilization && exactOf(entered.utilization.value);
  const asPercent = utilization && over(utilization, whole(100));
  return [
    ...(utilization && asPercent && !isShare(utilization)
      ? told(
          'utilization',
          compare(utilization, ONE) > 0 && compare(utilization, whole(100)) <= 0
            ? `A utilization of ${grouped(utilization, 0, 6)} is more than everything. If ${grouped(utilization, 0, 6)} % is meant, write ${grouped(asPercent, 0, 8)}. It was not used.`
            : `A utilization must be above 0 and at most 1, not ${grouped(utilization, 0, 6)}. It was not used.`,
        )
      : []),
    ...(entered.tokensPerSecond && compare(exactOf(entered.tokensPerSecond.value), ZERO) === 0
      ? told('tokensPerSecond', 'A throughput of 0 serves no tokens. It was not used.')
      : []),
  ];
}

function hours(side: CostSideName, input: CostInput, amounts: Amounts): CostProblem[] {
  const entered = input[side];
  if (!entered) return [];
  const told = (key: string, message: string): CostProblem[] => [
    { kind: 'error', where: `cost.${side}.${key}`, message },
  ];
  const each = entered.hoursPerMonth && exactOf(entered.hoursPerMonth.value);
  const all = entered.instanceHoursPerMonth && exactOf(entered.instanceHoursPerMonth.value);
  const count = entered.instances && exactOf(entered.instances.value);
  const own = amounts[side];
  return [
    ...(each && !isMonthHours(each)
      ? told(
          'hoursPerMonth',
          `${grouped(each, 0, 2)} hours a month for one instance cannot be: the longest month has ${grouped(MOST_HOURS, 0, 0)}. For all instances together there is instanceHoursPerMonth. It was not used.`,
        )
      : []),
    ...(all && count && compare(all, times(count, MOST_HOURS)) > 0
      ? told(
          'instanceHoursPerMonth',
          `${grouped(all, 0, 2)} instance-hours are more than ${grouped(count, 0, 2)} instances have in the longest month (${grouped(times(count, MOST_HOURS), 0, 2)}).`,
        )
      : all && count && own.hoursPerMonth && compare(all, times(count, own.hoursPerMonth)) !== 0
        ? told(
            'instanceHoursPerMonth',
            `${grouped(count, 0, 2)} instances × ${grouped(own.hoursPerMonth, 0, 2)} hours are ${grouped(times(count, own.hoursPerMonth), 0, 2)}, not ${grouped(all, 0, 2)} instance-hours; the instance-hours are what is used.`,
          )
        : []),
  ];
}

/** The tokens against what the paid instances can serve, by the measured throughput. Of a fleet that follows from the tokens there is nothing to say. */
function capacity(name: CostSideName, { work, [name]: side }: Amounts): CostProblem[] {
  if (side.tokensPerSecond === null || (side.instances === null && side.instanceHoursPerMonth === null)) return [];
  const count = tokensOf(work, side.tokensPerSecondOf);
  const paid = instanceHoursOf(side, work);
  if (!isKnown(count) || !isKnown(paid)) return [];
  const most = times(times(paid, whole(3600)), side.tokensPerSecond);
  const used = over(count, most);
  if (used === null) return [];
  const told = (kind: CostProblem['kind'], message: string): CostProblem[] => [
    { kind, where: `cost.${name}.${side.instances === null ? 'instanceHoursPerMonth' : 'instances'}`, message },
  ];
  const at = `${shownAs(side.tokensPerSecond, 'tokens/s', null)} × ${grouped(paid, 0, 2)} instance-hours (${hoursWords(side.instances, hoursOf(side))}) are ${grouped(most, 0, 0)} tokens a month`;
  if (compare(used, ONE) > 0)
    return told(
      'error',
      `${at} at most, fewer than the ${grouped(count, 0, 0)} that are asked for; the sums assume a fleet that cannot do the work.`,
    );
  if (side.utilization === null) return [];
  if (compare(used, times(side.utilization, SLACK)) > 0)
    return told(
      'error',
      `${at}; ${grouped(count, 0, 0)} of them are ${shownAs(used, 'share', null)} of that, more than the utilization of ${shownAs(side.utilization, 'share', null)} that is entered.`,
    );
  if (compare(times(used, IDLE), side.utilization) < 0)
    return told(
      'doubt',
      `${at}; ${grouped(count, 0, 0)} of them are ${shownAs(used, 'share', null)} of that, though a utilization of ${shownAs(side.utilization, 'share', null)} is entered: fewer instances would do.`,
    );
  return [];
}

function hoursWords(instances: Exact | null, each: Exact): string {
  return instances === null ? 'as entered' : `${grouped(instances, 0, 2)} instances × ${grouped(each, 0, 2)} hours`;
}
