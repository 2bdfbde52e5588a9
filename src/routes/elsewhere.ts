import type { OtherPlace } from '../model/routes';
import { type Route, TARGETS, type Target } from '../model/target';
import type { Knowledge, ModelClaim } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import { listed, sentences } from '../text/words';
import { claimsFor, exceeded, type Place } from './claims';
import type { RouteSubject } from './subject';

/** A place where claims hold. */
export interface ClaimedPlace {
  readonly target: Target;
  readonly claims: readonly ModelClaim[];
  /** The newest release where the claims hold, where it is not the one asked for. */
  readonly last: string | null;
}

/**
 * Where the model is documented: at the release, on every target; and at an older one, on the targets with the same NeuronCore. The same for
 * targets of one generation, so that what is said of them is one finding.
 */
export function elsewhere(subject: RouteSubject, knowledge: Knowledge, place: Place): ClaimedPlace[] {
  const claims = (target: Target, sdk: string) => claimsFor(subject, knowledge, { ...place, target, sdk });
  const now = TARGETS.map((on): ClaimedPlace => ({ target: on, claims: claims(on, place.sdk), last: null }));
  const { core } = knowledge.target(place.target);
  const older = now
    .filter(({ target }) => knowledge.target(target).core === core)
    .flatMap(({ target: on, claims: known }): ClaimedPlace[] => {
      const routes = new Set(known.map(({ route }) => route));
      for (const { sdk } of knowledge.releases.toReversed()) {
        if (compareSdk(sdk, place.sdk) >= 0) continue;
        const ended = claims(on, sdk).filter(({ route }) => !routes.has(route));
        if (ended.length > 0) return [{ target: on, claims: ended, last: sdk }];
      }
      return [];
    });
  return [...now, ...older].filter(({ claims: found }) => found.length > 0);
}

/** The same as data, without the place itself; what only code has, and what is documented for other sizes of the model, is left out. */
export function otherPlaces(
  subject: RouteSubject,
  places: readonly ClaimedPlace[],
  knowledge: Knowledge,
  here: Target,
): OtherPlace[] {
  const covers = (claim: ModelClaim, target: Target) =>
    claim.listed !== false && exceeded(claim, subject, target) === null;
  return places
    .filter(({ target, last }) => target !== here || last !== null)
    .flatMap(({ target, claims, last }) =>
      [...new Set(claims.filter((claim) => covers(claim, target)).map(({ route }) => route))].map((route) => ({
        route,
        label: routeLabel(route, knowledge),
        target,
        last,
      })),
    );
}

/** A sentence or two on where the model is documented, or has model code at least; empty where it is nowhere. */
export function elsewhereWords(places: readonly ClaimedPlace[], knowledge: Knowledge): string {
  const documented = withRoutes(places, knowledge, (claim) => claim.listed !== false);
  const coded = withRoutes(places, knowledge, (claim) => claim.listed === false);
  return sentences(
    documented.length > 0 ? `The model is documented ${listed(documented)}` : '',
    coded.length > 0 ? `There is model code that no document lists ${listed(coded)}` : '',
  );
}

function withRoutes(
  places: readonly ClaimedPlace[],
  knowledge: Knowledge,
  counts: (claim: ModelClaim) => boolean,
): string[] {
  const byRoute = new Map<string, string[]>();
  for (const { target, claims, last } of places) {
    const { label } = knowledge.target(target);
    for (const name of new Set(claims.filter(counts).map(({ route }) => routeLabel(route, knowledge))))
      byRoute.set(name, [...(byRoute.get(name) ?? []), last === null ? label : `${label} up to SDK ${last}`]);
  }
  return [...byRoute].map(([name, where]) => `with ${name} on ${listed(where)}`);
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
