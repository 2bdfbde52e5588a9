import { groupBy } from '../model/group-by';
import type { Knowledge, ModelClaim, ModelQuery, RouteState } from './knowledge';
import { lazy } from './lazy';
import type { ModelEntry } from './schema';
import { holds } from './version';

/** Best first. */
const STATES: readonly RouteState[] = ['current', 'beta', 'maintenance', 'third-party'];

/** Classes that generate: a library that knows only the encoder of such a model does not serve them. */
const GENERATES = /(?:ForCausalLM|LMHeadModel|ForConditionalGeneration)$/i;

/** Stands for all pipelines of that library, so that only the class tells one from another. */
const PIPELINES = 'diffusers';

type Models = Pick<Knowledge, 'models' | 'knowsModel' | 'lacksModel'>;

/** `route`: a model is served only where, and as long as, its library is there. */
export function modelQueries(claims: readonly ModelEntry[], route: Knowledge['route']): Models {
  const byType = lazy(() => groupBy(claims, (claim) => claim.modelType));
  const byClass = lazy(() =>
    groupBy(
      claims.flatMap((claim) => claim.architectures.map((name) => ({ name, claim }))),
      ({ name }) => name.toLowerCase(),
    ),
  );

  /** The model type decides; classes only where no entry names the type. */
  function candidates({ modelType, architectures = [] }: ModelQuery): readonly ModelEntry[] {
    const named = modelType === undefined ? undefined : byType().get(modelType);
    if (named) return named.filter((claim) => servesClass(claim, architectures));
    return [
      ...new Set(architectures.flatMap((name) => byClass().get(name.toLowerCase()) ?? []).map(({ claim }) => claim)),
    ];
  }

  /** Of a route that is there. */
  function withState(
    claim: ModelEntry,
    ...place: Parameters<Knowledge['route']> extends [unknown, ...infer P] ? P : never
  ) {
    const state = route(claim.route, ...place)?.state;
    return state === undefined || state === 'ended' ? [] : [{ ...claim, state }];
  }

  return {
    models: (query, target, sdk, workload = 'inference') =>
      candidates(query)
        .filter((claim) => claim.supported !== false && (claim.workload ?? 'inference') === workload)
        .filter((claim) => claim.targets.includes(target) && holds(claim, sdk))
        .filter(({ visionType }) => visionType === undefined || visionType === query.visionType)
        .flatMap((claim): ModelClaim[] => withState(claim, target, sdk, workload))
        .toSorted((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state)),
    lacksModel: (query, of, target, sdk) =>
      candidates(query)
        .filter((claim) => claim.supported === false && claim.route === of)
        .filter((claim) => claim.targets.includes(target) && holds(claim, sdk))
        .flatMap((claim): ModelClaim[] => withState(claim, target, sdk))[0] ?? null,
    knowsModel: ({ modelType, architectures = [] }) =>
      (modelType !== undefined && byType().has(modelType)) ||
      architectures.some((name) => byClass().has(name.toLowerCase())),
  };
}

/**
 * Whether a claim about the model type is about one of these classes. Encoders compile with any head, so an unlisted head of
 * an encoder passes; a class that generates has to be listed, and a claim about generation covers nothing else.
 */
function servesClass(claim: ModelEntry, architectures: readonly string[]): boolean {
  if (architectures.length === 0) return true;
  const listed = new Set(claim.architectures.map((name) => name.toLowerCase()));
  if (architectures.some((name) => listed.has(name.toLowerCase()))) return true;
  return (
    claim.modelType !== PIPELINES &&
    !architectures.some((name) => GENERATES.test(name)) &&
    !claim.architectures.some((name) => GENERATES.test(name))
  );
}
