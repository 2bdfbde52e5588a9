import type { Deployment } from '../model/settings';
import type { Route, Target, Workload } from '../model/target';
import type { Knowledge, ModelClaim, ModelLimit } from '../neuron/knowledge';
import type { RouteSubject } from './subject';

const EMBEDS = 'feature-extraction';

/** Where and when a claim is asked for. */
export interface Place {
  readonly target: Target;
  /** Three parts. */
  readonly sdk: string;
  readonly workload: Workload;
}

/**
 * What the knowledge base holds for the model at a place, for the use that its config suggests: a class that generates is not served by a claim
 * about embeddings. Best first: claims that cover the model's size before others, those on embeddings first for an embedding model.
 */
export function claimsFor(subject: RouteSubject, knowledge: Knowledge, { target, sdk, workload }: Place): ModelClaim[] {
  if (subject.nature === 'graph') return [];
  const claims = knowledge.models(subject.query, target, sdk, workload);
  if (subject.nature === 'embedding')
    return claims.toSorted((a, b) => Number(b.tasks.includes(EMBEDS)) - Number(a.tasks.includes(EMBEDS)));
  const outside = (claim: ModelClaim) => Number(exceeded(claim, subject, target) !== null);
  return claims
    .filter((claim) => subject.nature !== 'generative' || claim.tasks.some((task) => task !== EMBEDS))
    .toSorted((a, b) => outside(a) - outside(b));
}

/** The limit of the claim that the model breaks on the target, or null. */
export function exceeded({ limits = [] }: ModelClaim, { facts }: RouteSubject, target: Target): ModelLimit | null {
  return limits.find((limit) => limit.fact === 'layers' && breaks(limit, facts.layers, target)) ?? null;
}

/** A limit that the plan breaks. */
export interface BrokenByPlan {
  readonly fact: Exclude<ModelLimit['fact'], 'layers'>;
  /** As planned. */
  readonly value: number;
  readonly limit: ModelLimit;
}

/** The limits of the claim that the planned batch size or sequence length breaks on the target. */
export function exceededByPlan({ limits = [] }: ModelClaim, plan: Deployment, target: Target): BrokenByPlan[] {
  return limits.flatMap((limit) => {
    const { fact } = limit;
    const value = fact === 'layers' ? undefined : plan[fact];
    return fact !== 'layers' && value !== undefined && breaks(limit, value, target) ? [{ fact, value, limit }] : [];
  });
}

function breaks({ atLeast, atMost, targets }: ModelLimit, value: number | undefined, target: Target): boolean {
  return value !== undefined && (value < atLeast || value > atMost) && (targets === null || targets.includes(target));
}

/** True of the claim's own route, and of a route that runs the models of that library. */
export function serves(
  route: Route,
  claim: ModelClaim,
  knowledge: Knowledge,
  { target, sdk, workload }: Place,
): boolean {
  return claim.route === route || knowledge.route(route, target, sdk, workload)?.modelsOf === claim.route;
}
