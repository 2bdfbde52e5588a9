import type { Summary } from '../formats/reading';
import type { ModelBuckets } from '../model/batching';
import type { Figure, FigureInput } from '../model/figure';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { TAKEABLE } from '../model/routes';
import type { Route } from '../model/target';
import type { BucketingClaim, Knowledge } from '../neuron/knowledge';
import { routeSubject } from '../routes/subject';
import { isBatchName } from './graph-work';
import type { BucketRequest, Tried } from './plans';

/** What the one dimension of a config that requests give a length to is called. */
const CONFIG_DIMENSIONS = ['sequence', 'sequence_length'];

/** What decides the compilations of a model; a small thing, of which many models have the same. */
interface Meaning extends Pick<ModelBuckets, 'kind' | 'multipliers' | 'beyond'> {
  /** Null: no route is known, or none that documents how it takes several lengths. */
  readonly claim: BucketingClaim | null;
  /** Whether prompts and token generation are compiled apart. */
  readonly lists: boolean;
}

/** What buckets of a plan mean for each model that has its dimension; models for which they mean the same share one. By first path. */
export function modelsWith(plan: Tried, all: readonly Tried[], request: BucketRequest): ModelBuckets[] {
  const taken = takenRoute(request);
  const alike = new Map<string, { readonly meaning: Meaning; readonly paths: string[] }>();
  for (const { reading } of request.subjects) {
    const meaning = meaningFor(reading, plan, all, taken, request);
    if (meaning === null) continue;
    const key = JSON.stringify({ ...meaning, claim: meaning.claim?.id });
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { meaning, paths: [reading.path] });
    else known.paths.push(reading.path);
  }
  return [...alike.values()]
    .map(({ meaning, paths }) => ({
      paths: paths.sort(compareText),
      kind: meaning.kind,
      multipliers: meaning.multipliers,
      compilations: plan.sets.map(({ buckets }) => compilations(buckets.length, meaning, request.knowledge)),
      beyond: meaning.beyond,
    }))
    .sort((a, b) => compareText(a.paths[0] ?? '', b.paths[0] ?? ''));
}

/** Null where the model does not have the dimension. */
function meaningFor(
  reading: Summary,
  plan: Tried,
  all: readonly Tried[],
  taken: (path: RelativePath) => Route | null,
  request: BucketRequest,
): Meaning | null {
  const { dimension, longest } = plan.lengths;
  if (reading.kind === 'onnx' && 'external' in reading) {
    const multipliers = graphMultipliers(reading, dimension, all, request);
    return multipliers === null ? null : { kind: 'onnx', multipliers, claim: null, lists: false, beyond: null };
  }
  if (reading.kind !== 'hf-config' || !('document' in reading) || !CONFIG_DIMENSIONS.includes(dimension)) return null;
  if (reading.facts.vocabSize === undefined) return null;
  const { maxPositions } = reading.facts;
  const route = taken(reading.path);
  const claim = route === null ? null : request.knowledge.bucketing(route, request.settings.sdk);
  return {
    kind: 'hf-config',
    multipliers: [batchMultiplier(request, [])],
    claim,
    lists: claim?.compiles === 'lists' && routeSubject(reading)?.nature === 'generative',
    beyond: maxPositions !== undefined && maxPositions < longest ? maxPositions : null,
  };
}

function compilations(buckets: number, { multipliers, claim, lists }: Meaning, knowledge: Knowledge): Figure {
  const [batches] = multipliers;
  return lists && claim !== null && batches !== undefined
    ? apart(buckets, batches, claim, knowledge)
    : grid(buckets, multipliers, claim, knowledge);
}

type Multiplier = ModelBuckets['multipliers'][number];

/** The other open dimensions of a graph, each once; null where the graph does not have this one. */
function graphMultipliers(
  { facts }: Extract<Summary, { kind: 'onnx'; external: unknown }>,
  dimension: string,
  all: readonly Tried[],
  request: BucketRequest,
): Multiplier[] | null {
  const open = new Map<string, { readonly places: string[]; readonly axis: number }>();
  for (const { name, dims } of facts.inputs) {
    for (const [axis, dim] of (dims ?? []).entries()) {
      if (typeof dim === 'number' && dim >= 0) continue;
      const place = `${name}:${axis}`;
      const symbol = typeof dim === 'string' && dim !== '' ? dim : place;
      const known = open.get(symbol);
      if (known === undefined) open.set(symbol, { places: [place], axis });
      else known.places.push(place);
    }
  }
  const isNamed = (symbol: string, name: string): boolean =>
    symbol === name || (open.get(symbol)?.places.includes(name) ?? false);
  const own = [...open.keys()].find((symbol) => isNamed(symbol, dimension));
  if (own === undefined) return null;
  const batch =
    [...open.keys()].find(isBatchName) ?? [...open].find(([symbol, { axis }]) => axis === 0 && symbol !== own)?.[0];
  return [...open.keys()].flatMap((symbol): Multiplier[] => {
    if (symbol === own) return [];
    const planned = all.find(({ lengths }) => isNamed(symbol, lengths.dimension));
    if (planned !== undefined)
      return [{ name: symbol, sizes: planned.suggested, from: 'the buckets suggested for it' }];
    const places = open.get(symbol)?.places ?? [];
    if (symbol === batch) return [batchMultiplier(request, [symbol, ...places])];
    const pin = [symbol, ...places].find((name) => Object.hasOwn(request.settings.pins, name));
    return [{ name: symbol, sizes: 1, from: pin === undefined ? 'one size, still to be pinned' : 'pins' }];
  });
}

/** Where a batch size comes from that nobody named. */
export const ASSUMED = 'assumed';

/** Batch sizes as asked for, else the one of the deployment or of the pins, else 1. */
export function batchSizes(
  { batches, settings }: Pick<BucketRequest, 'batches' | 'settings'>,
  pins: readonly string[],
): { readonly list: readonly number[]; readonly from: string } {
  const { batchSize } = settings.deployment;
  if (batches !== null) return { list: batches, from: 'as asked for' };
  if (batchSize !== undefined) return { list: [batchSize], from: 'deployment.batchSize' };
  const pin = pins.find((each) => Object.hasOwn(settings.pins, each));
  return pin === undefined ? { list: [1], from: ASSUMED } : { list: [settings.pins[pin] ?? 1], from: 'pins' };
}

function batchMultiplier(request: BucketRequest, pins: readonly string[]): Multiplier {
  const { list, from } = batchSizes(request, pins);
  return { name: 'batch sizes', sizes: list.length, from: `${list.join(', ')}; ${from}` };
}

/** Of a model the planned route, else the first that takes it on one of the targets. */
function takenRoute({ routes, settings }: BucketRequest): (path: RelativePath) => Route | null {
  const planned = settings.deployment.route;
  if (planned !== undefined) return () => planned;
  const taken = new Map<RelativePath, Route>();
  for (const { paths, take } of routes)
    if (take !== null) for (const path of paths) if (!taken.has(path)) taken.set(path, take);
  return (path) => taken.get(path) ?? null;
}

/** Which routes take any of the models, and where. */
export function takenRoutes(paths: ReadonlySet<string>, { routes, settings }: BucketRequest) {
  const pairs = routes.flatMap(({ paths: own, target, options }) =>
    own.some((path) => paths.has(path))
      ? options.filter(({ fit }) => TAKEABLE.includes(fit)).map(({ route }) => ({ route, target }))
      : [],
  );
  return [...new Set(pairs.map(({ route }) => route))]
    .map((route) => ({
      route,
      targets: settings.targets.filter((target) =>
        pairs.some((pair) => pair.route === route && pair.target === target),
      ),
    }))
    .sort((a, b) => compareText(a.route, b.route));
}

/** Every bucket with every other size. */
function grid(
  buckets: number,
  multipliers: readonly Multiplier[],
  claim: BucketingClaim | null,
  knowledge: Knowledge,
): Figure {
  const inputs: FigureInput[] = [
    { name: 'buckets', value: buckets, unit: 'count', from: setFrom(claim) },
    ...multipliers.map(({ name, sizes, from }) => ({ name, value: sizes, unit: 'count' as const, from })),
  ];
  return {
    value: multipliers.reduce((product, { sizes }) => product * sizes, buckets),
    unit: 'compilations',
    formula: inputs.map(({ name }) => name).join(' × '),
    inputs,
    confidence: 'inferred',
    evidence: (claim?.sources ?? []).map((source) => knowledge.evidence(source)),
  };
}

function setFrom(claim: BucketingClaim | null): string {
  return claim === null ? 'this set' : `this set, on the route ${claim.route}`;
}

/**
 * Prompts by bucket, token generation apart. vLLM Neuron compiles prompts and batch sizes of token generation each by its list (source: vLLM
 * Neuron, tensor parallelism, warm-up); NxD Inference has one batch size, and a list of lengths for token generation, here of one.
 */
function apart(buckets: number, batches: Multiplier, claim: BucketingClaim, knowledge: Knowledge): Figure {
  const prompts: FigureInput = { name: 'buckets of prompts', value: buckets, unit: 'count', from: setFrom(claim) };
  const sizes: FigureInput = { name: batches.name, value: batches.sizes, unit: 'count', from: batches.from };
  const evidence = claim.sources.map((source) => knowledge.evidence(source));
  const unit = 'compilations';
  if (claim.route === 'vllm-neuron')
    return {
      value: buckets + batches.sizes,
      unit,
      formula: 'buckets of prompts + batch sizes',
      inputs: [prompts, sizes],
      confidence: 'documented',
      evidence,
    };
  return {
    value: (buckets + 1) * batches.sizes,
    unit,
    formula: '(buckets of prompts + buckets of token generation) × batch sizes',
    inputs: [prompts, { name: 'buckets of token generation', value: 1, unit: 'count', from: 'one length' }, sizes],
    confidence: 'inferred',
    evidence,
  };
}
