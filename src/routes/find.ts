import type { ModelRoutes, RouteOption, RouteState } from '../model/routes';
import { ROUTE_FITS, TAKEABLE } from '../model/routes';
import type { Settings } from '../model/settings';
import { ROUTES, type Route, type Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { adviceOn } from './advice';
import type { Place } from './claims';
import { elsewhere, otherPlaces } from './elsewhere';
import { optionOf } from './option';
import type { RouteSubject } from './subject';

const STATES: readonly (RouteState | null)[] = ['current', 'beta', 'maintenance', 'third-party', 'ended', null];

/**
 * Every route for a model on a target, best first, with what it needs or why it is none, and the one to take. Pure: asks nothing but
 * the knowledge base. What no document decides is said so; a route is never recommended where it is not there.
 */
export function findRoutes(
  subject: RouteSubject,
  target: Target,
  settings: Pick<Settings, 'sdk' | 'workload'>,
  knowledge: Knowledge,
): ModelRoutes {
  const place: Place = { target, sdk: settings.sdk, workload: settings.workload };
  const options = ranked(ROUTES, subject, place, knowledge);
  const take = taken(options);
  const places = otherPlaces(subject, elsewhere(subject, knowledge, place), knowledge, target);
  return {
    path: subject.path,
    kind: subject.kind,
    model: subject.name,
    ...place,
    options,
    take: take?.route ?? null,
    advice: adviceOn(subject, take, options, places, knowledge, place),
    elsewhere: places,
  };
}

/** The route to take alone, which {@link findRoutes} gives with much else; null: none is known. Far cheaper: routes that are not there are not looked into. */
export function routeToTake(
  subject: RouteSubject,
  target: Target,
  { sdk, workload }: Pick<Settings, 'sdk' | 'workload'>,
  knowledge: Knowledge,
): Route | null {
  const there = ROUTES.filter((route) => {
    const claim = knowledge.route(route, target, sdk, workload);
    return claim !== null && claim.state !== 'ended';
  });
  return taken(ranked(there, subject, { target, sdk, workload }, knowledge))?.route ?? null;
}

/** Best first. */
function ranked(
  routes: readonly Route[],
  subject: RouteSubject,
  place: Place,
  knowledge: Knowledge,
): readonly RouteOption[] {
  return routes
    .map((route) => ({
      option: optionOf(route, subject, knowledge, place),
      rank: knowledge.route(route, place.target, place.sdk, place.workload)?.rank ?? Number.MAX_SAFE_INTEGER,
    }))
    .sort(
      (a, b) =>
        ROUTE_FITS.indexOf(a.option.fit) - ROUTE_FITS.indexOf(b.option.fit) ||
        // Routes for any model come in the order of the knowledge base: a closed beta is no first choice.
        (a.option.fit === 'any' ? a.rank - b.rank : 0) ||
        STATES.indexOf(a.option.state) - STATES.indexOf(b.option.state) ||
        a.rank - b.rank,
    )
    .map(({ option }) => option);
}

function taken([best]: readonly RouteOption[]): RouteOption | null {
  return best !== undefined && TAKEABLE.includes(best.fit) ? best : null;
}
