import type { HfConfigReading } from '../../formats/reading';
import type { ModelClaim, ModelLimit } from '../../neuron/knowledge';
import * as claims from '../../routes/claims';
import { type ClaimedPlace, elsewhere as placesOf } from '../../routes/elsewhere';
import { configSubject } from '../../routes/subject';
import type { RuleContext } from '../rule';

type ConfigContext = RuleContext<HfConfigReading>;

/** What the knowledge base holds for the model on the target at the release, best first. */
export function claimsFor(context: ConfigContext): ModelClaim[] {
  const subject = configSubject(context.reading);
  return subject === null ? [] : claims.claimsFor(subject, context.knowledge, placeOf(context));
}

/** Those of them that the planned route serves; all where none is planned. */
export function plannedClaims(context: ConfigContext): ModelClaim[] {
  const { route } = context.settings.deployment;
  const found = claimsFor(context);
  return route === undefined
    ? found
    : found.filter((claim) => claims.serves(route, claim, context.knowledge, placeOf(context)));
}

/** The limit of the claim that the model breaks on the target, or null. */
export function exceeded(claim: ModelClaim, { reading, target }: ConfigContext): ModelLimit | null {
  const subject = configSubject(reading);
  return subject === null ? null : claims.exceeded(claim, subject, target);
}

/** Where the model is documented, here and elsewhere. */
export function elsewhere(context: ConfigContext): ClaimedPlace[] {
  const subject = configSubject(context.reading);
  return subject === null ? [] : placesOf(subject, context.knowledge, placeOf(context));
}

/** The target, release and workload of the context. */
export function placeOf({ target, settings: { sdk, workload } }: Pick<RuleContext, 'target' | 'settings'>) {
  return { target, sdk, workload };
}
