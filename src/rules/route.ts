import type { RouteClaim } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';
import type { RuleContext } from './rule';

/** The route that a graph is judged on: the planned one where it takes PyTorch models on the target, else the first known. */
export function graphRoute({ knowledge, settings, target }: RuleContext): RouteClaim | null {
  const routes = knowledge.pytorchRoutes(target, settings.sdk, settings.workload);
  return routes.find((route) => route.route === settings.deployment.route) ?? routes[0] ?? null;
}

/** Whether the route traces with an example input, which keeps what a branch, a loop or a slice did with it. */
export function isTraced(context: RuleContext): boolean {
  const route = graphRoute(context)?.route;
  return route === 'torch-neuronx' || route === 'optimum-neuron';
}

/** The release whose compiler judges a graph: that of the route's packages, where they stopped at an earlier one. Three parts. */
export function compilerRelease(context: RuleContext): string {
  const { sdk } = context.settings;
  const pinned = graphRoute(context)?.compilerSdk;
  return pinned !== undefined && compareSdk(pinned, sdk) < 0 ? pinned : sdk;
}

/** "in beta", "in maintenance", …; empty for a route that is simply current. */
function stateWords(state: RouteClaim['state']): string {
  return { current: '', beta: 'in beta', maintenance: 'in maintenance', ended: 'ended', 'third-party': 'third party' }[
    state
  ];
}

/** "TorchNeuron, in beta". */
export function routeWords(route: RouteClaim): string {
  const state = stateWords(route.state);
  return state === '' ? route.label : `${route.label}, ${state}`;
}

/** Whether the graph is judged on the one route with eager execution, at a release where it is public. */
export function runsEagerly(context: RuleContext): boolean {
  return graphRoute(context)?.route === 'torchneuron' && compareSdk(context.settings.sdk, '2.33.0') >= 0;
}

/** Said there of whatever a plain compile refuses: eager execution is no compile. */
export const EAGER: { words: string; sources: readonly string[] } = {
  words:
    'Judged for a full-graph compile; TorchNeuron in eager mode (Trn2, Trn3) runs what it does not support on the CPU, at a cost in speed.',
  sources: ['torchneuron-best-practices-2.33'],
};
