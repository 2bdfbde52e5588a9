/** What the steps of a plan look at, gathered once. */
import type { Summary } from '../formats/reading';
import type { Artifact, ArtifactKind } from '../model/artifact';
import type { CostReport } from '../model/cost';
import type { ModelFit } from '../model/fit';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { type RouteOption, type RoutesOf, TAKEABLE } from '../model/routes';
import type { Settings } from '../model/settings';
import { type Route, TARGETS, type Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { show } from '../text/words';

export interface PlanFacts {
  readonly settings: Settings;
  readonly knowledge: Knowledge;
  readonly artifacts: readonly Artifact[];
  readonly readings: readonly Summary[];
  /** Of the instance that is planned; else all that are judged. */
  readonly targets: readonly Target[];
  /** The routes to take on these targets, and who takes them. */
  readonly routes: readonly TakenRoute[];
  readonly fit: readonly ModelFit[];
  /** How many models there are that nothing but their path tells apart; at least 1. */
  readonly models: number;
  /** Ids of the steps about findings that have to be settled before a compile can succeed. */
  readonly beforeCompile: readonly string[];
  /** Ids of those without which no target or route stands. */
  readonly decisions: readonly string[];
  /** Ids of those that rebuild an ONNX model. */
  readonly conversion: readonly string[];
  /** Null: the planner file holds no prices. */
  readonly cost: CostReport | null;
}

/** A route that models of the workspace take on some of the targets. */
export interface TakenRoute {
  readonly option: RouteOption;
  readonly targets: readonly Target[];
  readonly paths: readonly RelativePath[];
}

/** The targets that are planned for: one where an instance is chosen. */
export function plannedTargets({ deployment, targets }: Settings, knowledge: Knowledge): readonly Target[] {
  const chosen = knowledge.plannedInstance(deployment)?.target;
  return chosen === undefined ? targets : [chosen];
}

/** The routes taken, the planned one wherever a model can take it, by first target; one whose needs differ by target is told once for each. */
export function takenRoutes(
  routes: readonly RoutesOf[],
  targets: readonly Target[],
  planned: Route | undefined,
): TakenRoute[] {
  const taken = new Map<string, { option: RouteOption; targets: Set<Target>; paths: Set<RelativePath> }>();
  for (const { options, take, target, paths } of routes) {
    const option =
      options.find(({ route, fit }) => route === planned && TAKEABLE.includes(fit)) ??
      options.find(({ route }) => route === take);
    if (option === undefined || !targets.includes(target)) continue;
    const key = JSON.stringify([option.route, option.state, option.until, option.needs?.packages]);
    const known = taken.get(key) ?? { option, targets: new Set(), paths: new Set() };
    taken.set(key, known);
    known.targets.add(target);
    for (const path of paths) known.paths.add(path);
  }
  return [...taken.values()].map(({ option, targets: on, paths }) => ({
    option,
    targets: TARGETS.filter((target) => on.has(target)),
    paths: [...paths].sort(compareText),
  }));
}

/** Files of these kinds, in code unit order. */
export function filesOf({ artifacts }: PlanFacts, ...kinds: readonly ArtifactKind[]): readonly RelativePath[] {
  return artifacts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ path }) => path)
    .sort(compareText);
}

/** The first file of which the test names something, both fit for a sentence. */
export function firstMention(
  facts: PlanFacts,
  test: (reading: ReturnType<typeof mentioning>[number]) => string | undefined,
): { readonly path: string; readonly name: string } | null {
  for (const reading of mentioning(facts)) {
    const name = test(reading);
    if (name !== undefined) return { path: show(reading.path), name: show(name) };
  }
  return null;
}

/** Readings that mention packages, images, resources and so on. */
export function mentioning({ readings }: PlanFacts) {
  return readings.flatMap((reading) => ('mentions' in reading ? [reading] : []));
}
