import type { DegreeFit, FitFigure, FitPlan, FitSubject, FitVerdict, InstanceFit, TargetFit } from '../model/fit';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { GIB } from '../routes/memory';
import type { Assumed } from './assumed';
import { type Amount, figure, given } from './figure';
import { type InstanceQuestion, instanceFit, ranksOf } from './instances';
import { budgetOf, largestBatch, largestSequence } from './largest';
import { type Load, loads, remembered, verdictOf } from './load';
import { type FitPlace, placeOf } from './place';
import { weightsOf } from './weights';
import { gib, sizeWords } from './words';

/** The fit of one model on one target. */
export function targetFit(
  subject: FitSubject,
  target: Target,
  assumed: Assumed,
  plan: FitPlan,
  knowledge: Knowledge,
): TargetFit {
  const place = placeOf(subject, target, plan, knowledge);
  const weights = weightsOf(subject, plan, { target, route: place.route }, knowledge);
  const has = place.memory.value;
  const loadOf = loads(subject, place, weights, assumed, plan, knowledge);
  const asked = { subject, place, loadOf, assumed, plan, has };
  const question: InstanceQuestion = {
    subject,
    place,
    weights,
    plan,
    loadOf,
    largestBatch: remembered((layout) => largestBatch({ ...asked, layout }, knowledge)),
    largestSequence: remembered((layout) => largestSequence({ ...asked, layout }, knowledge)),
  };
  const loadAt = (degree: number, dataParallel = plan.deployment.dataParallel ?? 1): Load =>
    loadOf({ degree, dataParallel });
  const instances = knowledge.instances(target).map((instance) => instanceFit(instance, question, knowledge));
  const degrees = place.degrees.map(({ degree, valid, reason }): DegreeFit => {
    const load = loadAt(degree);
    return {
      degree,
      valid,
      reason,
      weights: bytesOf(load, 'weights-per-core'),
      kvCache: bytesOf(load, 'kv-cache-per-core'),
      need: bytesOf(load, 'weights-per-core') === null ? null : load.need.value,
      bound: load.need.bound,
      verdict: verdictOf(load, has),
    };
  });
  const planned = plannedInstance(plan, instances, knowledge);
  const smallest = instances.find(({ verdict }) => verdict === 'fits') ?? null;
  const example = planned ?? smallest ?? instances[instances.length - 1];
  const shown = example?.degree ?? plannedDegree(plan, place);
  const load = shown === null ? null : loadAt(shown, example && ranksOf(plan, example.cores, shown));
  const verdict = planned?.verdict ?? overall(instances);
  return {
    target,
    label: place.label,
    route: place.route,
    verdict,
    answer: answerOf(verdict, { planned, smallest, instances, weights, place }),
    degree: shown,
    figures: load === null ? [place.memory] : figuresOf(load, place, plan, weights.figure, knowledge),
    degrees,
    instances,
    smallest: smallest?.instance ?? null,
    blanks: blanksOf(subject, place, instances),
  };
}

function bytesOf({ parts }: Load, id: FitFigure['id']): number | null {
  return parts.find(({ figure: part }) => part.id === id)?.figure.value ?? null;
}

function plannedInstance(
  { deployment }: FitPlan,
  instances: readonly InstanceFit[],
  knowledge: Knowledge,
): InstanceFit | null {
  const planned = knowledge.plannedInstance(deployment);
  return instances.find(({ instance }) => instance === planned?.id) ?? null;
}

/** Where no instance is documented: the planned degree, else the smallest valid one. */
function plannedDegree({ deployment }: FitPlan, { degrees, split }: FitPlace): number | null {
  const planned = split ? deployment.tensorParallel : undefined;
  return degrees.find(({ degree, valid }) => (planned === undefined ? valid : degree === planned))?.degree ?? null;
}

function overall(instances: readonly InstanceFit[]): FitVerdict {
  if (instances.some(({ verdict }) => verdict === 'fits')) return 'fits';
  return instances.length > 0 && instances.every(({ verdict }) => verdict === 'does-not-fit')
    ? 'does-not-fit'
    : 'unknown';
}

interface Answer {
  readonly planned: InstanceFit | null;
  readonly smallest: InstanceFit | null;
  readonly instances: readonly InstanceFit[];
  readonly weights: Amount;
  readonly place: FitPlace;
}

function answerOf(verdict: FitVerdict, { planned, smallest, instances, weights, place }: Answer): string {
  const lead = (instance: InstanceFit, words: string): string =>
    `${words} ${instance.instance}${at(instance, place)}: ${decapital(instance.reason)}`;
  if (planned !== null) {
    const first =
      verdict === 'fits'
        ? lead(planned, 'Fits on the planned')
        : verdict === 'does-not-fit'
          ? lead(planned, 'Does not fit on the planned')
          : lead(planned, 'Cannot be told for the planned');
    if (smallest === null || smallest.instance === planned.instance) return first;
    return `${first} The smallest that fits is ${smallest.instance}.`;
  }
  if (smallest !== null) return lead(smallest, 'Fits on');
  const largest = instances[instances.length - 1];
  if (largest === undefined) {
    const { value } = weights.figure;
    const need =
      value === null ? '' : `; the weights take ${weights.most === null ? 'at least ' : ''}${sizeWords(value)}`;
    return `Cannot be told: no document gives the sizes of ${place.label} instances${need}.`;
  }
  const shorter = shorterWords(instances);
  if (verdict === 'does-not-fit')
    return `${lead(largest, `Does not fit on any ${place.label} instance, not even on`)}${shorter}`;
  if (place.degrees.length === 0)
    return `Cannot be told: ${largest.reason[0]?.toLowerCase()}${largest.reason.slice(1)}`;
  const open = instances.find((instance) => instance.verdict === 'unknown') ?? largest;
  const smaller = open === instances[0] ? '' : ', and smaller ones do not hold it';
  return `${lead(open, 'Cannot be told for').replace(/\.$/, '')}${smaller}.${shorter}`;
}

/** What would fit with a shorter sequence; empty where none does or where nothing tells. */
function shorterWords(instances: readonly InstanceFit[]): string {
  const first = instances.find(({ largestSequence: { value } }) => value !== null && value > 0);
  const tokens = first?.largestSequence.value ?? 0;
  return first === undefined || tokens < 1
    ? ''
    : ` With up to ${tokens.toLocaleString('en-US')} tokens it fits on ${first.instance}.`;
}

/** Where the sentence itself does not say at which degree. */
function at({ degree, reason }: InstanceFit, { split }: FitPlace): string {
  return degree === null || reason.includes(' at TP ') || !split ? '' : ` at TP ${degree}`;
}

function decapital(sentence: string): string {
  return /^(?:At least|Between|Just|No degree|Degree)/.test(sentence)
    ? `${sentence[0]?.toLowerCase()}${sentence.slice(1)}`
    : sentence;
}

function figuresOf(
  load: Load,
  place: FitPlace,
  plan: FitPlan,
  weights: FitFigure,
  knowledge: Knowledge,
): readonly FitFigure[] {
  const { memory } = place;
  const budget =
    memory.value === null || plan.workload === 'training' ? null : budgetOf(load, place, plan, memory.value, knowledge);
  const chips = memory.value === null && place.target === 'trn3' ? chipsOf(weights, plan, knowledge) : null;
  return [
    weights,
    ...load.parts.map(({ figure: part }) => part),
    load.need,
    memory,
    ...(budget === null ? [] : [budget]),
    ...(chips === null ? [] : [chips]),
  ];
}

/** Where no instance sizes are documented: how many chips the weights fill at the least. */
function chipsOf(weights: FitFigure, { sdk }: FitPlan, knowledge: Knowledge): FitFigure | null {
  if (weights.value === null) return null;
  const claim = knowledge.memory('trn3-chip', sdk);
  const chip = (claim.figures.gibibytes ?? 0) * GIB;
  return figure('chips', 'Chips at the least', 'chips', Math.max(1, Math.ceil(weights.value / chip)), {
    formula: 'weights ÷ memory of a chip, rounded up',
    inputs: [
      given('weights', weights.value, 'bytes', 'above'),
      given('memory of a chip', chip, 'bytes', `${gib(chip)} GiB, Trainium3 architecture`),
    ],
    bound: 'at-least',
    note: 'For the weights alone; KV cache and activations come on top.',
    evidence: claim.sources.map((source) => knowledge.evidence(source)),
  });
}

/** Sentences on what is not known of the target. */
function blanksOf({ facts }: FitSubject, place: FitPlace, instances: readonly InstanceFit[]): string[] {
  const { label, route, split, memory } = place;
  return [
    ...(route === null
      ? [`No documented route is known to run this model on ${label}; the figures speak of memory alone.`]
      : []),
    ...(instances.length === 0 ? [`Instance types: no document gives the sizes of ${label} instances.`] : []),
    ...(memory.value === null ? [memory.reason] : []),
    ...(split && facts.attentionHeads === undefined
      ? ['The config does not state attention heads, so degrees are those of the runtime, whatever the model.']
      : []),
    'Instructions of the compiled graph and power: no document gives a limit that a file could be held against.',
  ];
}
