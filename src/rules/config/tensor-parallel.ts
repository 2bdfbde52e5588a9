import type { HfConfigReading } from '../../formats/reading';
import type { HfConfigFacts } from '../../model/facts';
import type { Location } from '../../model/finding';
import type { Route } from '../../model/target';
import { degreeWords, judgeDegree, tensorParallelDegrees } from '../../routes/degrees';
import { keptKeyValueHeads, paddedHeads } from '../../routes/heads';
import { bytesOf } from '../../routes/memory';
import { configRule } from '../define';
import { logicalCoresFlag } from '../flags';
import type { Draft, RuleContext } from '../rule';
import { counted, listed, sentences } from '../words';
import { factLocation, isGenerative } from './model-kind';

const SOURCE = 'nxdi-tensor-parallelism';
/** Where NxD Inference says how it pads and copies heads. */
const HEADS = 'nxdi-grouped-query';

/** A degree that is planned or launched, and what it is for. */
export interface PlannedDegree {
  readonly degree: number;
  /** How the user sets it: "deployment.tensorParallel", "--tensor-parallel-size". */
  readonly setting: string;
  readonly facts: HfConfigFacts;
  /** False of encoders and vision models: their heads are not split over cores. */
  readonly generative: boolean;
  readonly route: Route | null;
  /** Where the degree, or the heads, stand. */
  readonly locations: { readonly degree: Location; readonly heads: Location; readonly keyValueHeads: Location };
}

/** Attention heads and the target's degrees against the planned tensor parallel degree. */
export const headsTensorParallel = configRule(
  {
    id: 'config/heads-tensor-parallel',
    phase: 'scale-out',
    fix: 'settings',
    page: {
      title: 'Attention heads and tensor parallel degree',
      what: 'Reports a planned tensor parallel degree that the target does not run, that does not divide the attention heads of a generative model, that does not divide its intermediate size, or that fits its key/value heads badly, and lists for every degree of the target whether it fits and what speaks against it. Key/value heads that are copied to fill the cores are a note.',
      why: 'The runtime runs certain degrees only. Attention heads are split over the cores; libraries that pad them waste the padding, others refuse. Key/value heads are copied where there are fewer than cores, and turned into full attention where neither number divides the other, which costs memory.',
      fix: 'Choose a degree that the target runs and that divides the attention heads; best is one that also divides the key/value heads or is a multiple of them.',
      example: {
        before: 'deployment:\n  tensorParallel: 24   # 40 heads, Trn1',
        after: 'deployment:\n  tensorParallel: 8',
        language: 'yaml',
      },
      sources: [SOURCE, HEADS],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings } = context;
    const { tensorParallel: degree, route } = settings.deployment;
    if (degree === undefined) return;
    yield* degreeDrafts(context, {
      degree,
      setting: 'deployment.tensorParallel',
      facts: reading.facts,
      generative: isGenerative(reading),
      route: route ?? null,
      locations: placesIn(reading),
    });
  },
);

/** What speaks against a degree for a model on the context's target, wherever the degree is set. */
export function* degreeDrafts(
  context: Pick<RuleContext, 'settings' | 'target' | 'knowledge'>,
  given: PlannedDegree,
): Iterable<Draft> {
  const { settings, target, knowledge } = context;
  // A plugin on top of NxD Inference splits heads as that does.
  const route =
    given.route === null ? null : (knowledge.route(given.route, target, settings.sdk)?.modelsOf ?? given.route);
  const planned = { ...given, route };
  const { degree, facts } = planned;
  if (degree < 1) return;
  const plan = logicalCoresFlag(settings.deployment);
  const known = plan === null ? {} : { logicalCores: plan.value };
  const verdict = judgeDegree(degree, facts, target, route, settings.sdk, knowledge, known);
  const degrees = tensorParallelDegrees(planned.generative ? facts : {}, target, route, settings.sdk, knowledge, {
    ...known,
    ...(settings.deployment.instance !== undefined && { instance: settings.deployment.instance }),
    ...weightBytes(facts, settings.deployment.dtype),
  });
  const choice = degreeWords(degrees);
  if (verdict.verdict === 'refused') {
    yield refused(context, planned, choice);
    return;
  }
  if (!planned.generative) return;
  const { attentionHeads: heads, keyValueHeads: kv } = facts;
  if (heads === undefined) return;
  if (heads % degree !== 0) yield uneven(heads, planned, choice, documentedDegree(context, planned));
  if (kv !== undefined && kv > 0 && kv !== heads && kv % degree !== 0) yield keyValue(kv, heads, planned, choice);
  const { intermediateSize } = facts;
  if (intermediateSize && intermediateSize % degree !== 0) yield feedForward(intermediateSize, planned, choice);
}

function refused(
  { settings, target, knowledge }: Pick<RuleContext, 'settings' | 'target' | 'knowledge'>,
  { degree, setting, route, locations }: PlannedDegree,
  choice: string,
): Draft {
  const claim = knowledge.tensorParallel(target, route, settings.sdk);
  const { label } = knowledge.target(target);
  const degrees = listed((claim?.degrees ?? []).map(String), 12, 'or');
  return {
    key: 'degree',
    severity: claim?.confidence === 'documented' ? 'blocker' : 'warning',
    confidence: claim?.confidence ?? 'inferred',
    action: `Choose a tensor parallel degree that ${label} runs`,
    message: `Tensor parallel degree ${degree} is not one that ${label} runs: ${degrees}.`,
    why: sentences(claim?.note),
    remedy: sentences(`Set ${setting} to a degree that fits the model and the instance. ${choice}`),
    sources: claim?.sources ?? [SOURCE],
    locations: [locations.degree],
  };
}

/** The weights of a model that is not quantized, where its config lets them be counted. */
function weightBytes({ parameters, torchDtype, quantMethod }: HfConfigFacts, dtype: string | undefined) {
  const element = bytesOf(dtype) ?? bytesOf(torchDtype);
  return parameters === undefined || element === null || quantMethod !== undefined
    ? {}
    : { weightBytes: parameters * element };
}

/** What documents the model at exactly this degree on the route: its sources; null where nothing does. */
function documentedDegree(
  { settings, target, knowledge }: Pick<RuleContext, 'settings' | 'target' | 'knowledge'>,
  { degree, route, facts }: PlannedDegree,
): readonly string[] | null {
  const { modelType, architectures } = facts;
  const query = {
    ...(modelType !== undefined && { modelType }),
    ...(architectures !== undefined && { architectures }),
  };
  const claims = knowledge.models(query, target, settings.sdk, settings.workload);
  return claims.find((claim) => claim.route === route && claim.degrees?.includes(degree))?.sources ?? null;
}

/**
 * Attention heads that the degree does not divide. NxD Inference asks for a degree that divides them, and its library pads them all the same, as a
 * tutorial of its own does; for other libraries nothing is said.
 */
function uneven(
  heads: number,
  { degree, setting, route, locations }: PlannedDegree,
  choice: string,
  documented: readonly string[] | null,
): Draft {
  const padded = `NxD Inference pads the query heads to ${paddedHeads(heads, degree)}`;
  const principle =
    'The guide asks for a number of attention heads that the degree divides, because they are split over the cores';
  return {
    key: 'heads',
    // Optimum Neuron is built on NxD and published such configurations; serving with vLLM Neuron divides evenly in all recipes.
    severity: documented !== null || route === 'optimum-neuron' ? 'info' : 'warning',
    confidence: route === 'nxd-inference' ? 'documented' : 'inferred',
    action: 'Choose a tensor parallel degree that divides the attention heads',
    message: `${heads} attention heads cannot be split evenly over tensor parallel degree ${degree}.`,
    why:
      documented !== null
        ? `A document of the model runs it at this degree: ${padded}, and the padding is computed for nothing.`
        : route === 'nxd-inference'
          ? `${principle}. ${padded}, and the padding is computed for nothing.`
          : `${principle}. ${padded}; for other libraries no document says what happens.`,
    remedy:
      documented === null ? sentences(`Set ${setting} to a degree that divides ${heads}. ${choice}`) : 'Nothing to do.',
    sources: [SOURCE, HEADS, ...(documented ?? [])],
    locations: [locations.heads],
  };
}

/** Key/value heads that are fewer than the cores, or do not divide by them. */
function keyValue(kv: number, heads: number, planned: PlannedDegree, choice: string): Draft {
  const { degree, setting, locations } = planned;
  const copied = degree % kv === 0;
  return {
    key: 'key-value-heads',
    severity: copied ? 'info' : 'warning',
    confidence: copied ? 'documented' : 'inferred',
    action: copied
      ? 'Count copied key/value heads in the memory'
      : 'Choose a tensor parallel degree that fits the key/value heads',
    message: copied
      ? `${counted(kv, 'key/value head')} (num_key_value_heads) at tensor parallel degree ${degree} are copied so that each core has one.`
      : `${counted(kv, 'key/value head')} (num_key_value_heads) do not fit tensor parallel degree ${degree}.`,
    why: copied
      ? `The KV cache takes ${degree / kv} times the space that ${kv} heads would take.`
      : `Neither number divides the other, so the ${kv} key/value heads become ${keptKeyValueHeads(heads, kv, degree)}, one for each attention head, which costs memory.`,
    remedy: copied
      ? 'Nothing to do, but count the copies when you size the KV cache.'
      : sentences(`Set ${setting} to a degree that divides ${kv} or is a multiple of it. ${choice}`),
    sources: [SOURCE, HEADS],
    locations: [locations.keyValueHeads],
  };
}

/** A feed-forward part that the degree does not divide. */
function feedForward(size: number, { degree, setting, route, locations }: PlannedDegree, choice: string): Draft {
  const pads = route === 'nxd-inference' || route === 'optimum-neuron';
  return {
    key: 'intermediate-size',
    severity: pads ? 'info' : 'warning',
    confidence: 'inferred',
    action: 'Choose a tensor parallel degree that divides the feed-forward part',
    message: `intermediate_size ${size} does not divide by tensor parallel degree ${degree}.`,
    why: pads
      ? 'The feed-forward matrices are split over the cores along this size; the classes of the library pad it, and the padding is computed for nothing.'
      : 'The feed-forward matrices are split over the cores along this size; every recipe divides it evenly, and no document says what happens otherwise.',
    remedy: sentences(`Set ${setting} to a degree that divides ${size}. ${choice}`),
    sources: pads ? ['nxdi-model-code'] : ['vllm-tensor-parallelism'],
    locations: [locations.heads],
  };
}

/** Where the config states its heads. */
function placesIn(reading: HfConfigReading): PlannedDegree['locations'] {
  const heads = factLocation(reading, 'attentionHeads');
  return { degree: heads, heads, keyValueHeads: factLocation(reading, 'keyValueHeads') };
}
