import type { Summary } from '../formats/reading';
import { compareText } from '../model/order';
import type { RouteOption, RoutesOf } from '../model/routes';
import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { findRoutes } from '../routes/find';
import { type RouteSubject, routeSubject } from '../routes/subject';

/** The route finder's answer for every model and target; models that it cannot tell apart share one. By first path, then by target. */
export function routesOf(readings: readonly Summary[], settings: Settings, knowledge: Knowledge): RoutesOf[] {
  const alike = new Map<string, { subject: RouteSubject; paths: string[] }>();
  for (const reading of readings) {
    const subject = routeSubject(reading);
    if (subject === null) continue;
    const { path, ...rest } = subject;
    const key = JSON.stringify(rest);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { subject, paths: [path] });
    else known.paths.push(path);
  }
  return [...alike.values()]
    .map(({ subject, paths }) => ({ subject, paths: paths.sort(compareText) }))
    .sort((a, b) => compareText(a.paths[0] ?? '', b.paths[0] ?? ''))
    .flatMap(({ subject, paths }) =>
      settings.targets.map((target) => {
        const { path: _first, ...answer } = findRoutes(subject, target, settings, knowledge);
        return { paths, ...answer, options: answer.options.map(brief) };
      }),
    );
}

/** A route that is no choice needs no more than its reason. */
function brief(option: RouteOption): RouteOption {
  return option.fit === 'inapplicable' || option.fit === 'unavailable'
    ? { ...option, needs: null, evidence: [] }
    : option;
}
