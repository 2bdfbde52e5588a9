import type { Route } from '../model/target';
import type { Knowledge } from './knowledge';
import type { RouteEntry } from './schema';
import { holds } from './version';

/** Routes that take a PyTorch model of any architecture; the serving libraries take only the models they know. */
export const PYTORCH: readonly Route[] = ['torchneuron', 'torch-neuronx', 'optimum-neuron'];

type Routes = Pick<Knowledge, 'pytorchRoutes' | 'route'>;

export function routeQueries(entries: readonly RouteEntry[]): Routes {
  const ranked = entries.toSorted((a, b) => a.rank - b.rank);
  return {
    pytorchRoutes: (target, sdk, workload) =>
      ranked.filter(
        (entry) =>
          PYTORCH.includes(entry.route) &&
          entry.state !== 'ended' &&
          entry.targets.includes(target) &&
          entry.workloads.includes(workload) &&
          holds(entry, sdk),
      ),
    route: (route, target, sdk, workload = 'inference') =>
      ranked.find(
        (entry) =>
          entry.route === route &&
          entry.targets.includes(target) &&
          entry.workloads.includes(workload) &&
          holds(entry, sdk),
      ) ?? null,
  };
}
