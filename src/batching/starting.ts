import type { Summary } from '../formats/reading';
import type { ModelBatching, StartingBatch } from '../model/batching';
import type { BlankFigure, FigureOrBlank } from '../model/figure';
import { compareText } from '../model/order';
import type { Settings } from '../model/settings';
import { ROUTES, type Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { routeSubject } from '../routes/subject';
import { configDemands } from './config-demand';
import { graphDemand } from './graph-demand';
import type { GraphWork } from './graph-work';
import { type Demand, startingBatch, type TrainingDemand, trainingBatch } from './roofline';

/** A model, and what was counted of its graph while it was at hand. */
export interface BatchingSubject {
  readonly reading: Summary;
  readonly work: GraphWork | null;
}

/** What is asked of a model in one phase: the inputs of a formula, or why there are none. */
export interface PhaseDemand {
  readonly phase: StartingBatch['phase'];
  readonly demand: Demand | TrainingDemand | string;
}

/** All phases of one model. */
export interface ModelDemand {
  /** As torch spells it. */
  readonly dtype: string | null;
  readonly phases: readonly PhaseDemand[];
  readonly notes: readonly string[];
}

/** A starting batch for every model, target and phase; models with the same answers share one. By first path. */
export function startingBatches(
  subjects: readonly BatchingSubject[],
  settings: Settings,
  knowledge: Knowledge,
): ModelBatching[] {
  const alike = new Map<string, { readonly rest: Omit<ModelBatching, 'paths'>; readonly paths: string[] }>();
  for (const subject of subjects) {
    const rest = batchesOf(subject, settings, knowledge);
    if (rest === null) continue;
    const key = JSON.stringify(rest);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { rest, paths: [subject.reading.path] });
    else known.paths.push(subject.reading.path);
  }
  return [...alike.values()]
    .map(({ rest, paths }) => ({ paths: paths.sort(compareText), ...rest }))
    .sort((a, b) => compareText(a.paths[0] ?? '', b.paths[0] ?? ''));
}

/** Null of what is no model of its own. */
function batchesOf(
  { reading, work }: BatchingSubject,
  settings: Settings,
  knowledge: Knowledge,
): Omit<ModelBatching, 'paths'> | null {
  const demand = demandOf(reading, work, settings, knowledge);
  if (demand === null) return null;
  const starts = settings.targets.flatMap((target) =>
    demand.phases.map(({ phase, demand: asked }) => ({
      target,
      phase,
      batch: typeof asked === 'string' ? blank(asked) : batchOf(asked, target, settings, knowledge),
    })),
  );
  const isBlank = starts.every(({ batch }) => batch.value === null);
  return { kind: reading.kind, dtype: demand.dtype, starts, notes: isBlank ? [] : demand.notes };
}

function demandOf(
  reading: Summary,
  work: GraphWork | null,
  settings: Settings,
  knowledge: Knowledge,
): ModelDemand | null {
  if (reading.kind === 'onnx') return work === null ? null : graphDemand(work, settings, knowledge);
  if (reading.kind !== 'hf-config' || !('document' in reading)) return null;
  const subject = routeSubject(reading);
  return subject === null ? null : configDemands(reading, subject.nature, settings, knowledge);
}

function batchOf(
  demand: Demand | TrainingDemand,
  target: Target,
  { sdk, workload }: Settings,
  knowledge: Knowledge,
): FigureOrBlank {
  if ('dtype' in demand) return startingBatch(demand, target, knowledge);
  const routes = ROUTES.map((route) => knowledge.route(route, target, sdk, workload));
  if (routes.every((claim) => claim === null || claim.state === 'ended'))
    return blank(`No route of SDK ${sdk} trains on ${knowledge.target(target).label}.`);
  return trainingBatch(demand, target, sdk, knowledge);
}

function blank(reason: string): BlankFigure {
  return { value: null, unit: 'samples', reason, evidence: [] };
}
