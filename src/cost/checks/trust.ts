import type { CostInput, CostProblem, Sourced } from '../../model/cost';
import { listed } from '../../text/words';

/** Days after which a number counts as old, where the planner file says nothing. */
const MAX_AGE_DAYS = 90;
const DAY_MS = 86_400_000;

interface Entered extends Sourced {
  readonly where: string;
}

/** Numbers without day or source, from days to come, or old as of the day. Nothing is filled in for them. */
export function trustProblems(input: CostInput, asOf: string): readonly CostProblem[] {
  const most = input.maxAgeDays ?? MAX_AGE_DAYS;
  const groups = [
    { where: 'cost', entered: workOf(input) },
    { where: 'cost.current', entered: sideOf('current', input) },
    { where: 'cost.neuron', entered: sideOf('neuron', input) },
    { where: 'cost.claims', entered: input.claims.map((claim, i) => ({ ...claim, where: `claims[${i + 1}]` })) },
  ];
  return groups.flatMap(({ where, entered }) => {
    const told = (kind: CostProblem['kind'], those: readonly Entered[], words: (names: string) => string) =>
      those.length === 0 ? [] : [{ kind, where, message: words(listed(those.map((one) => one.where))) }];
    const age = ({ date }: Entered) => (date === null ? 0 : daysBetween(date, asOf));
    return [
      ...told(
        'error',
        entered.filter((one) => age(one) < 0),
        (names) => `The date of ${names} lies after ${asOf}, the day of this calculation; correct it.`,
      ),
      ...told(
        'trust',
        entered.filter(({ date }) => date === null),
        (names) => `No date says when ${names} was read; add date: YYYY-MM-DD.`,
      ),
      ...told(
        'trust',
        entered.filter(({ source }) => source === null),
        (names) => `No source says where ${names} comes from; add source.`,
      ),
      ...told(
        'trust',
        entered.filter((one) => age(one) > most),
        (names) => `${names}: read more than ${most} days before ${asOf}; look again whether it still holds.`,
      ),
    ];
  });
}

function workOf(input: CostInput): Entered[] {
  return (['tokensPerMonth', 'inputTokensPerMonth', 'outputTokensPerMonth', 'requestsPerMonth'] as const).flatMap(
    (key) => {
      const quantity = input[key];
      return quantity === null ? [] : [{ ...quantity, where: key }];
    },
  );
}

function sideOf(name: 'current' | 'neuron', input: CostInput): Entered[] {
  const side = input[name];
  if (side === null) return [];
  const quantities = ['instances', 'hoursPerMonth', 'instanceHoursPerMonth', 'tokensPerSecond', 'utilization'] as const;
  return [
    ...side.prices.map((price, i) => ({ ...price, where: `prices[${i + 1}]` })),
    ...quantities.flatMap((key) => {
      const quantity = side[key];
      return quantity === null ? [] : [{ ...quantity, where: key }];
    }),
  ];
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}
