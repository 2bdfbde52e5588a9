import type { HfConfigReading } from '../../formats/reading';
import type { Route, Target } from '../../model/target';
import type { Knowledge, ModelClaim, ModelLimit } from '../../neuron/knowledge';
import type { RuleContext } from '../rule';
import { isGenerative, modelQuery } from './model-kind';

type ConfigContext = RuleContext<HfConfigReading>;

/** Embedding models are published under the class that generates; only the name tells them apart. */
const EMBEDDING = /embed/i;
const EMBEDS = 'feature-extraction';

/**
 * What the knowledge base holds for the model on a target at a release, for the use that the config suggests: a class that generates is not served
 * by a claim about embeddings. Best first: claims that cover the model's size before others, those on embeddings first for an embedding model.
 */
export function claimsFor(reading: HfConfigReading, knowledge: Knowledge, target: Target, sdk: string): ModelClaim[] {
  const claims = knowledge.models(modelQuery(reading), target, sdk);
  if (isGenerative(reading) && isEmbedding(reading))
    return claims.toSorted((a, b) => Number(b.tasks.includes(EMBEDS)) - Number(a.tasks.includes(EMBEDS)));
  const outside = (claim: ModelClaim) => Number(exceeded(claim, reading, target) !== null);
  return claims
    .filter((claim) => !isGenerative(reading) || claim.tasks.some((task) => task !== EMBEDS))
    .toSorted((a, b) => outside(a) - outside(b));
}

/** Those of them that the planned route serves; all where none is planned. */
export function plannedClaims({ reading, knowledge, target, settings }: ConfigContext): ModelClaim[] {
  const claims = claimsFor(reading, knowledge, target, settings.sdk);
  const { route } = settings.deployment;
  return route === undefined ? claims : claims.filter((claim) => serves(route, claim, { knowledge, target, settings }));
}

/** The limit of the claim that the model breaks on the target, or null. */
export function exceeded({ limits = [] }: ModelClaim, { facts }: HfConfigReading, target: Target): ModelLimit | null {
  const broken = limits.find(({ fact, atLeast, atMost, targets }) => {
    const value = facts[fact];
    return value !== undefined && (value < atLeast || value > atMost) && (targets === null || targets.includes(target));
  });
  return broken ?? null;
}

/** True of the claim's own route, and of a route that runs the models of that library. */
function serves(
  route: Route,
  claim: ModelClaim,
  { knowledge, target, settings }: Pick<RuleContext, 'knowledge' | 'target' | 'settings'>,
): boolean {
  return claim.route === route || knowledge.route(route, target, settings.sdk)?.modelsOf === claim.route;
}

function isEmbedding({ path, document }: HfConfigReading): boolean {
  const { _name_or_path: name } = document;
  return EMBEDDING.test(path) || (typeof name === 'string' && EMBEDDING.test(name));
}
