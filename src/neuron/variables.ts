import { compareText } from '../model/order';
import type { Knowledge, VariableClaim } from './knowledge';
import { holds } from './version';

/** By the name itself, else by the longest beginning of it that has a claim. */
export function variableQuery(claims: readonly VariableClaim[]): Pick<Knowledge, 'variable'> {
  const exact = new Map(claims.filter(({ prefix }) => !prefix).map((claim) => [claim.name, claim]));
  const prefixes = claims
    .filter(({ prefix }) => prefix)
    .sort((a, b) => b.name.length - a.name.length || compareText(a.name, b.name));
  return {
    variable(name, sdk) {
      const claim = exact.get(name) ?? prefixes.find((one) => name.startsWith(one.name)) ?? null;
      return claim !== null && holds(claim, sdk) ? claim : null;
    },
  };
}
