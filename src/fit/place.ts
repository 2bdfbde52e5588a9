import type { FitFigure, FitPlan, FitSubject } from '../model/fit';
import type { Route, Target } from '../model/target';
import type { InstanceClaim, Knowledge } from '../neuron/knowledge';
import { logicalCoresFlag } from '../routes/compiler-flags';
import { type Degree, judgeDegree, tensorParallelDegrees } from '../routes/degrees';
import { routeToTake } from '../routes/find';
import { GIB } from '../routes/memory';
import type { ModelNature } from '../routes/subject';
import { blank, figure, given } from './figure';

/** What a target gives to one model. */
export interface FitPlace {
  readonly target: Target;
  readonly label: string;
  readonly route: Route | null;
  /** "vLLM Neuron"; null with `route`. */
  readonly routeLabel: string | null;
  /** Ascending; of a model that is not split only 1. */
  readonly degrees: readonly Degree[];
  /** True where the model's heads are split over cores. */
  readonly split: boolean;
  /** One physical core to a logical one was asked for. */
  readonly single: boolean;
  /** Physical cores of a logical core. */
  readonly physical: number;
  /** Bytes of a logical core; blank where no document says. */
  readonly memory: FitFigure;
}

/** Works out route, degrees and memory of a core. */
export function placeOf(subject: FitSubject, target: Target, plan: FitPlan, knowledge: Knowledge): FitPlace {
  const { deployment, sdk } = plan;
  const route = deployment.route ?? takenRoute(subject, target, plan, knowledge);
  const single = logicalCoresFlag(deployment)?.value === '1';
  const split = subject.nature === 'generative' || subject.nature === 'embedding';
  const [first] = knowledge.instances(target);
  return {
    target,
    label: knowledge.target(target).label,
    route,
    routeLabel: route === null ? null : (knowledge.route(route, target, sdk, plan.workload)?.label ?? null),
    degrees: degreesOf(subject, target, route, { split, single }, plan, knowledge),
    split,
    single,
    physical: first === undefined || single ? 1 : first.cores / first.logicalCores,
    memory: coreMemory(target, route, { single, split }, first, sdk, knowledge),
  };
}

/** The first route that takes the model; null: none is known to. */
function takenRoute(subject: FitSubject, target: Target, plan: FitPlan, knowledge: Knowledge): Route | null {
  const { facts, nature, name, visionType } = subject;
  const { modelType, architectures } = facts;
  const about = {
    path: subject.paths[0] ?? '',
    kind: nature === 'graph' ? ('onnx' as const) : ('hf-config' as const),
    name,
    nature: nature as ModelNature,
    query: {
      ...(modelType !== undefined && { modelType }),
      ...(architectures !== undefined && { architectures }),
      ...(visionType !== null && { visionType }),
    },
    facts,
  };
  return routeToTake(about, target, plan, knowledge);
}

function degreesOf(
  { facts }: FitSubject,
  target: Target,
  route: Route | null,
  { split, single }: { readonly split: boolean; readonly single: boolean },
  { deployment, sdk }: FitPlan,
  knowledge: Knowledge,
): readonly Degree[] {
  const known = single ? { logicalCores: '1' } : {};
  if (!split) return [{ degree: 1, valid: true, verdict: 'fits', reason: null, shared: null, sources: [] }];
  if (unsplit(target, route, sdk, knowledge)) return [];
  const degrees = tensorParallelDegrees(facts, target, route, sdk, knowledge, known);
  const planned = deployment.tensorParallel;
  if (planned === undefined || !isCount(planned) || degrees.some(({ degree }) => degree === planned)) return degrees;
  const own = judgeDegree(planned, facts, target, route, sdk, knowledge, known);
  return [...degrees, own].sort((a, b) => a.degree - b.degree);
}

function coreMemory(
  target: Target,
  route: Route | null,
  { single, split }: { readonly single: boolean; readonly split: boolean },
  first: InstanceClaim | undefined,
  sdk: string,
  knowledge: Knowledge,
): FitFigure {
  const [id, label] = ['memory-per-core', 'Memory per core'] as const;
  const claim = knowledge.tensorParallel(target, route, sdk);
  if (claim !== null && !(single && first !== undefined && first.cores !== first.logicalCores))
    return figure(id, label, 'bytes', claim.coreMemory * GIB, {
      formula: 'memory of a core',
      inputs: [
        given(
          'memory of a core',
          claim.coreMemory * GIB,
          'bytes',
          `${knowledge.target(target).label}, Neuron documents`,
        ),
      ],
      bound: 'exact',
      confidence: claim.confidence,
      evidence: claim.sources.map((source) => knowledge.evidence(source)),
    });
  if (split && unsplit(target, route, sdk, knowledge))
    return blank(
      id,
      label,
      'bytes',
      `No document splits a language model over the cores of ${knowledge.target(target).label}.`,
    );
  const sized = knowledge.instances(target).find(({ deviceMemory }) => deviceMemory !== null);
  if (sized === undefined || sized.deviceMemory === null)
    return blank(id, label, 'bytes', `No document states the memory of a core of ${knowledge.target(target).label}.`);
  const cores = single ? sized.cores : sized.logicalCores;
  return figure(id, label, 'bytes', (sized.deviceMemory / cores) * GIB, {
    formula: 'device memory ÷ cores',
    inputs: [
      given('device memory', sized.deviceMemory * GIB, 'bytes', sized.id),
      given('cores', cores, 'cores', sized.id),
    ],
    bound: 'exact',
    note: 'Cores share the memory of their chip: what one takes beyond its part, another lacks.',
    confidence: 'inferred',
    evidence: sized.sources.map((source) => knowledge.evidence(source)),
  });
}

/** Instances are documented, and no way to split a model over their cores. */
function unsplit(target: Target, route: Route | null, sdk: string, knowledge: Knowledge): boolean {
  return knowledge.tensorParallel(target, route, sdk) === null && knowledge.instances(target).length > 0;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
