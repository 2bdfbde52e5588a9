import type { HfConfigReading } from '../../formats/reading';
import { type Route, TARGETS, type Target } from '../../model/target';
import type { Knowledge, ModelClaim } from '../../neuron/knowledge';
import type { RuleContext } from '../rule';
import { listed } from '../words';
import { modelQuery } from './model-kind';

/** Where else a model is documented: on the same target by other routes, on other targets, or at an older release. */
export interface Elsewhere {
  /** On the target at the release, by routes other than the planned one. */
  readonly here: readonly ModelClaim[];
  /** On other targets at the release. */
  readonly otherTargets: readonly { readonly target: Target; readonly claims: readonly ModelClaim[] }[];
  /** The newest older release with a claim on the target. */
  readonly older: { readonly sdk: string; readonly claims: readonly ModelClaim[] } | null;
}

/** Looks for the model's declared class everywhere but where it was not found. */
export function elsewhere({ reading, target, settings, knowledge }: RuleContext<HfConfigReading>): Elsewhere {
  const { facts } = reading;
  const claims = (on: typeof target, sdk: string) => knowledge.models(modelQuery(facts), on, sdk);
  const here = claims(target, settings.sdk);
  const otherTargets = TARGETS.filter((other) => other !== target)
    .map((other) => ({ target: other, claims: claims(other, settings.sdk) }))
    .filter((other) => other.claims.length > 0);
  const known = new Set(here.map(({ route }) => route));
  for (const { sdk } of knowledge.releases.toReversed()) {
    if (!isOlder(sdk, settings.sdk, knowledge)) continue;
    const older = claims(target, sdk).filter(({ route }) => !known.has(route));
    if (older.length > 0) return { here, otherTargets, older: { sdk, claims: older } };
  }
  return { here, otherTargets, older: null };
}

/** One sentence on where the model is documented; empty where it is nowhere. */
export function elsewhereWords(found: Elsewhere, { target, knowledge }: RuleContext): string {
  const label = (one: Target) => knowledge.target(one).label;
  const places = new Map<string, string[]>();
  const add = (claims: readonly ModelClaim[], place: string) => {
    for (const name of new Set(claims.map(({ route }) => routeLabel(route, knowledge))))
      places.set(name, [...(places.get(name) ?? []), place]);
  };
  add(found.here, label(target));
  for (const other of found.otherTargets) add(other.claims, label(other.target));
  if (found.older !== null) add(found.older.claims, `${label(target)} up to SDK ${found.older.sdk}`);
  const parts = [...places].map(([name, where]) => `with ${name} on ${listed(where)}`);
  return parts.length === 0 ? '' : `The model is documented ${listed(parts)}`;
}

/** The route's name as the documents write it. */
export function routeLabel(route: Route, knowledge: Knowledge): string {
  for (const { sdk } of knowledge.releases.toReversed())
    for (const target of TARGETS) {
      const claim = knowledge.route(route, target, sdk);
      if (claim !== null) return claim.label;
    }
  return route;
}

function isOlder(sdk: string, than: string, { releases }: Knowledge): boolean {
  const order = releases.map((release) => release.sdk);
  return order.indexOf(sdk) < order.indexOf(than);
}
