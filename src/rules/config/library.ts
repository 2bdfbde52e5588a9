import type { HfConfigReading } from '../../formats/reading';
import type { Route } from '../../model/target';
import type { RuleContext } from '../rule';
import { plannedClaims } from './claims';

/** The library whose classes run the model, and the route that leads to it. */
export interface Library {
  readonly route: Route;
  /** The route itself, or the library whose models it serves. */
  readonly library: Route;
}

/** Of the planned route, or without a plan the first that documents the model; null where it is not there or has no class for the model, or for training. */
export function libraryOf(context: RuleContext<HfConfigReading>): Library | null {
  const { settings, target, knowledge } = context;
  const [first] = plannedClaims(context);
  if (first === undefined || settings.workload !== 'inference') return null;
  const route = settings.deployment.route ?? first.route;
  const claim = knowledge.route(route, target, settings.sdk);
  return claim === null || claim.state === 'ended' ? null : { route, library: claim.modelsOf ?? route };
}
