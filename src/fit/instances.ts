import type { FitFigure, FitPlan, FitSubject, FitVerdict, InstanceFit } from '../model/fit';
import type { InstanceClaim, Knowledge } from '../neuron/knowledge';
import { GIB } from '../routes/memory';
import type { Amount } from './figure';
import { budgetOf } from './largest';
import { type Layout, type Load, verdictOf } from './load';
import type { FitPlace } from './place';
import { gib, share, sizeWords } from './words';

/** What the fit of an instance is worked out from. */
export interface InstanceQuestion {
  readonly subject: FitSubject;
  readonly place: FitPlace;
  readonly weights: Amount;
  readonly plan: FitPlan;
  readonly loadOf: (layout: Layout) => Load;
  readonly largestBatch: (layout: Layout) => FitFigure;
  readonly largestSequence: (layout: Layout) => FitFigure;
}

/** One instance type: at the planned degree, else at the smallest that fits, else at the largest. */
export function instanceFit(instance: InstanceClaim, question: InstanceQuestion, knowledge: Knowledge): InstanceFit {
  const { subject, place, weights, plan, loadOf } = question;
  const cores = place.single ? instance.cores : instance.logicalCores;
  const has = place.memory.value;
  const tried = candidates(place, plan, cores).map((degree) => {
    const dataParallel = ranksOf(plan, cores, degree);
    const load = loadOf({ degree, dataParallel });
    return {
      degree,
      dataParallel,
      load,
      verdict: verdictOf(load, has),
      within: withinBudget(load, place, plan, has, knowledge),
    };
  });
  const chosen =
    tried.find(({ verdict, within }) => verdict === 'fits' && within) ??
    tried.find(({ verdict }) => verdict === 'fits') ??
    tried.findLast(({ verdict }) => verdict === 'unknown') ??
    tried.toSorted((a, b) => a.load.least - b.load.least)[0];
  const base = {
    instance: instance.id,
    cores,
    coreMemory: has === null ? null : has / GIB,
    hostMemory: instance.hostMemory,
    host: hostFit(instance, weights, subject, plan, place, knowledge),
  };
  if (chosen === undefined) {
    const words = noDegree(plan, cores, instance.id, place);
    const nothing = {
      unit: 'samples',
      value: null,
      reason: words,
      bound: 'estimate',
      note: null,
      evidence: [],
    } as const;
    return {
      ...base,
      degree: null,
      copies: 0,
      verdict: place.degrees.length === 0 ? 'unknown' : 'does-not-fit',
      reason: words,
      largestBatch: { ...nothing, id: 'largest-batch', label: 'Largest batch' },
      largestSequence: { ...nothing, id: 'largest-sequence', label: 'Largest sequence', unit: 'tokens' },
    };
  }
  const { degree, load } = chosen;
  const over = crowded(plan, degree, cores, instance.id);
  const layouts = tried.map((each) => ({ degree: each.degree, dataParallel: each.dataParallel }));
  return {
    ...base,
    degree,
    copies: Math.floor(cores / degree),
    verdict: over === null ? chosen.verdict : 'does-not-fit',
    reason:
      over ??
      `${reasonOf(chosen.verdict, load, has, place)}${chosen.verdict === 'fits' && !chosen.within ? BEYOND_BUDGET : ''}`,
    largestBatch: best(layouts.map(question.largestBatch)),
    largestSequence: best(layouts.map(question.largestSequence)),
  };
}

const BEYOND_BUDGET = ' The KV cache is larger than vLLM Neuron allows by default.';

/** Whether the KV cache stays within what the route gives it by default; true where the route has no such rule. */
function withinBudget(load: Load, place: FitPlace, plan: FitPlan, has: number | null, knowledge: Knowledge): boolean {
  const budget = has === null || plan.workload === 'training' ? null : budgetOf(load, place, plan, has, knowledge);
  const cache = load.parts.find(({ figure: { id } }) => id === 'kv-cache-per-core');
  return budget === null || cache === undefined || cache.most === null || cache.most <= (budget.value ?? 0);
}

/** The largest of several answers, the first of equals; where none has a value the first. */
function best([first, ...others]: readonly FitFigure[]): FitFigure {
  if (first === undefined) throw new Error('no degree was tried');
  return others.reduce((most, each) => ((each.value ?? -1) > (most.value ?? -1) ? each : most), first);
}

/** Valid degrees that the cores allow, ascending; the planned one alone where there is one. */
function candidates({ degrees, split }: FitPlace, { deployment }: FitPlan, cores: number): number[] {
  const planned = split ? deployment.tensorParallel : undefined;
  return degrees
    .filter(({ degree, valid }) => degree <= cores && (planned === undefined ? valid : degree === planned))
    .map(({ degree }) => degree);
}

/** Copies that train side by side: as planned, else as many as the instance holds. */
export function ranksOf({ deployment }: FitPlan, cores: number, degree: number): number {
  return deployment.dataParallel ?? Math.max(1, Math.floor(cores / degree));
}

function noDegree({ deployment }: FitPlan, cores: number, id: string, { degrees, memory }: FitPlace): string {
  if (degrees.length === 0 && memory.value === null) return memory.reason;
  const { tensorParallel } = deployment;
  const has = `${id} has ${cores} core${cores === 1 ? '' : 's'}`;
  if (tensorParallel !== undefined) return `Degree ${tensorParallel} is planned, and ${has}.`;
  const rule = degrees.find(({ valid, degree }) => !valid && degree <= cores)?.reason;
  return rule == null ? `No degree of this target fits: ${has}.` : `No degree is valid on ${cores} cores: ${rule}.`;
}

/** More copies planned than the cores hold; null: they fit. */
function crowded({ deployment }: FitPlan, degree: number, cores: number, id: string): string | null {
  const { dataParallel } = deployment;
  if (dataParallel === undefined || dataParallel * degree <= cores) return null;
  return `${dataParallel} copies at TP ${degree} take ${dataParallel * degree} cores, and ${id} has ${cores}.`;
}

/** A sentence on one core. */
export function reasonOf(
  verdict: FitVerdict,
  load: Load,
  has: number | null,
  { split }: Pick<FitPlace, 'split'>,
): string {
  const at = split ? ` at TP ${load.degree}` : '';
  const need = load.need.value ?? 0;
  if (has === null)
    return `${load.most === null ? 'At least ' : ''}${gib(need)} GiB per core${at}; what a core has is not documented.`;
  if (verdict === 'fits')
    return `${share(load.most ?? need, has)} per core${at}${split || countsActivations(load) ? '' : ', without activations'}.`;
  if (verdict === 'does-not-fit')
    return `${load.most === null ? 'At least ' : ''}${share(Math.max(load.least, load.most ?? 0), has)} per core${at}.`;
  if (load.most === null)
    return `At least ${share(load.least, has)} per core${at}: ${load.unknown ?? 'the rest is not known'}.`;
  const by = load.parts.some(({ figure: { id } }) => id === 'optimizer-per-core')
    ? 'optimizer and recomputation'
    : 'the type in which the weights of copied heads are kept, or the window of the cache';
  return `Between ${gib(load.least)} and ${share(load.most, has)} per core${at}, by ${by}.`;
}

function countsActivations({ parts }: Load): boolean {
  return parts.some(({ figure: { id, value } }) => id === 'activations-per-core' && value !== null);
}

/** Memory of the machine: a figure of a document decides, and nothing else. */
function hostFit(
  instance: InstanceClaim,
  weights: Amount,
  { facts }: FitSubject,
  { sdk, workload }: FitPlan,
  { target }: FitPlace,
  knowledge: Knowledge,
): InstanceFit['host'] {
  if (instance.hostMemory === null)
    return { verdict: 'unknown', reason: `No document gives the memory of ${instance.id} itself.` };
  const { modelType, architectures } = facts;
  const query = {
    ...(modelType !== undefined && { modelType }),
    ...(architectures !== undefined && { architectures }),
  };
  const claim = knowledge.models(query, target, sdk, workload).find(({ compileMemory }) => compileMemory !== undefined);
  if (claim?.compileMemory !== undefined) {
    const fits = claim.compileMemory <= instance.hostMemory;
    return {
      verdict: fits ? 'fits' : 'does-not-fit',
      reason: `Compiling takes about ${claim.compileMemory} GB, and ${instance.id} has ${instance.hostMemory} GiB.`,
    };
  }
  const { value } = weights.figure;
  const beside =
    value === null ? '' : `; the weights alone take ${sizeWords(value)}${weights.most === null ? ' at least' : ''}`;
  return {
    verdict: 'unknown',
    reason: `No document says how much of the ${instance.hostMemory} GiB compiling and loading take${beside}.`,
  };
}
