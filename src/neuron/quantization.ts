import type { Knowledge, QuantizationClaim } from './knowledge';
import { holds } from './version';

/** The method of a claim about every checkpoint that no other claim of the route speaks of. */
const ANY = '*';

/** The most specific claim: of the method before any, of the model type before every model. */
export function quantizationQuery(claims: readonly QuantizationClaim[]): Pick<Knowledge, 'quantization'> {
  return {
    quantization({ method, algorithm, modelType }, route, target, sdk) {
      const here = claims.filter(
        (claim) =>
          claim.route === route &&
          claim.targets.includes(target) &&
          (claim.algorithm === null || claim.algorithm === algorithm) &&
          holds(claim, sdk),
      );
      for (const wanted of [method, ANY]) {
        const own = here.filter((claim) => claim.method === wanted);
        const found =
          own.find(({ modelTypes }) => modelType !== undefined && modelTypes?.includes(modelType)) ??
          own.find(({ modelTypes }) => modelTypes === null);
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}
