/** One file's verdicts on every target, release and route: the parts of the matrix, worked out while its graph is at hand. */
import { type JudgeContext, type Subject, weigh } from '../findings/judge';
import { artifactVerdict } from '../findings/verdict';
import type { Pace } from '../model/host';
import type { MatrixFlip } from '../model/matrix';
import { type RouteOption, type RouteState, TAKEABLE } from '../model/routes';
import type { Settings } from '../model/settings';
import { type Route, type Target, VERDICT_RANK, type Verdict } from '../model/target';
import type { Knowledge, ReleaseSpan } from '../neuron/knowledge';
import { findRoutes } from '../routes/find';
import { type RouteSubject, routeSubject } from '../routes/subject';
import { isWithin, judgedAt } from './releases';

/** One route of a model on one target. */
export interface RouteCells {
  readonly target: Target;
  readonly route: Route;
  /** At the release of the settings. */
  readonly state: RouteState | null;
  /** One a span; null where the route is not there or takes no such model. */
  readonly verdicts: readonly (Verdict | null)[];
  /** At the release of the settings. */
  readonly flags: readonly MatrixFlip[];
}

export interface FileCells {
  /** Of each target one a span, on the planned route or the first. */
  readonly overall: Readonly<Partial<Record<Target, readonly Verdict[]>>>;
  /** Empty of a file that is no model. */
  readonly routes: readonly RouteCells[];
}

/** Judges one file for every target of the settings, span of releases and route that takes it. Rejects with `Cancelled` only. */
export async function cellsOf(
  subject: Subject,
  context: JudgeContext,
  spans: readonly ReleaseSpan[],
  pace: Pace,
): Promise<FileCells> {
  const model = routeSubject(subject.reading);
  const judged = verdictsOf(subject, context, pace);
  const overall: Partial<Record<Target, Verdict[]>> = {};
  const routes: RouteCells[] = [];
  for (const target of context.settings.targets) {
    const own: Verdict[] = [];
    const byRoute = new Map<Route, (Verdict | null)[]>();
    const taken = new Set<Route>();
    for (const [at, span] of spans.entries()) {
      const sdk = judgedAt(span, context.settings.sdk);
      own.push(await judged({ ...context.settings, sdk }, target));
      if (model === null) continue;
      for (const option of optionsFor(model, target, { ...context.settings, sdk }, context.knowledge)) {
        if (option.fit === 'unavailable' || option.fit === 'inapplicable') continue;
        const cells = byRoute.get(option.route) ?? spans.map(() => null);
        const verdict = await judged(onRoute({ ...context.settings, sdk }, option.route), target);
        const takes = TAKEABLE.includes(option.fit);
        if (takes && sdk === context.settings.sdk) taken.add(option.route);
        cells[at] = takes ? verdict : atLeastUnknown(verdict);
        byRoute.set(option.route, cells);
      }
    }
    overall[target] = own;
    const now = spans.findIndex((span) => judgedAt(span, context.settings.sdk) === context.settings.sdk);
    for (const [route, verdicts] of byRoute) {
      const settings = onRoute(context.settings, route);
      const flags = taken.has(route)
        ? await flagFlips(verdicts[now] ?? null, target, settings, { judged, knowledge: context.knowledge })
        : [];
      const state = context.knowledge.route(route, target, settings.sdk, settings.workload)?.state ?? null;
      routes.push({ target, route, state, verdicts, flags });
    }
  }
  return { overall, routes };
}

type Judge = (settings: Settings, target: Target) => Promise<Verdict>;

/** Judges the file; a graph only once for settings that come to the same route, which is all of the plan that rules on graphs look at. */
function verdictsOf(subject: Subject, context: JudgeContext, pace: Pace): Judge {
  const { knowledge } = context;
  const known = new Map<string, Verdict>();
  const isGraph = subject.reading.kind === 'onnx';
  const spans = knowledge.spans('graph');
  return async (settings, target) => {
    const { sdk, workload, deployment } = settings;
    const routes = isGraph ? knowledge.pytorchRoutes(target, sdk, workload) : [];
    const route = isGraph
      ? (routes.find((one) => one.route === deployment.route) ?? routes[0])?.route
      : deployment.route;
    const span = isGraph ? spans.find((one) => isWithin(one, sdk))?.last : sdk;
    const key = [target, span, route, deployment.compilerFlags?.join(' ')].join('\0');
    const before = known.get(key);
    if (before !== undefined) return before;
    const weighed = await weigh(subject, target, { ...context, settings }, pace);
    const verdict = artifactVerdict(subject.reading.status, weighed, target);
    known.set(key, verdict);
    return verdict;
  };
}

function onRoute(settings: Settings, route: Route): Settings {
  return { ...settings, deployment: { ...settings.deployment, route } };
}

/** No document lists the model for the route: nothing is ready there. */
function atLeastUnknown(verdict: Verdict): Verdict {
  return VERDICT_RANK[verdict] > VERDICT_RANK.unknown ? verdict : 'unknown';
}

const answers = new WeakMap<Knowledge, Map<string, readonly RouteOption[]>>();

/** The route finder's options, remembered for models that it cannot tell apart. */
function optionsFor(
  { path: _path, ...model }: RouteSubject,
  target: Target,
  settings: Settings,
  knowledge: Knowledge,
): readonly RouteOption[] {
  const own = answers.get(knowledge) ?? new Map<string, readonly RouteOption[]>();
  answers.set(knowledge, own);
  const key = JSON.stringify([model, target, settings.sdk, settings.workload]);
  const known = own.get(key) ?? findRoutes({ path: '', ...model }, target, settings, knowledge).options;
  own.set(key, known);
  return known;
}

/** Values that let more models through, the first that a flag has. */
const PERMISSIVE = ['enabled', 'all'];

/** Single flags that the plan does not set and that give a better verdict today. */
async function flagFlips(
  now: Verdict | null,
  target: Target,
  settings: Settings,
  { judged, knowledge }: { readonly judged: Judge; readonly knowledge: Knowledge },
): Promise<MatrixFlip[]> {
  if (now === null || now === 'ready') return [];
  const planned = settings.deployment.compilerFlags ?? [];
  const candidates = knowledge
    .flags(target, settings.sdk)
    .flatMap(({ flag, takes, values, neuronErrors, ...claim }) => {
      if (neuronErrors.length === 0 && claim.default !== null) return [];
      if (planned.some((word) => word === flag || word.startsWith(`${flag}=`) || word.startsWith(`${flag} `)))
        return [];
      if (takes === 'switch') return [flag];
      const value = PERMISSIVE.find((one) => values.some((known) => known.value === one));
      return value === undefined ? [] : [`${flag}=${value}`];
    });
  const under = (flags: readonly string[]) =>
    judged({ ...settings, deployment: { ...settings.deployment, compilerFlags: [...planned, ...flags] } }, target);
  const better = (verdict: Verdict) => VERDICT_RANK[verdict] < VERDICT_RANK[now];
  if (candidates.length === 0 || !better(await under(candidates))) return [];
  const flips: MatrixFlip[] = [];
  for (const value of candidates) {
    const verdict = await under([value]);
    if (better(verdict)) flips.push({ by: 'flag', value, verdict });
  }
  return flips.length > 0 ? flips : [{ by: 'flag', value: candidates.join(' '), verdict: await under(candidates) }];
}
