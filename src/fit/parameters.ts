import { TEXT_MODEL_KEYS } from '../formats/hf-config/keys';
import type { HfConfigFacts } from '../model/facts';
import type { FigureInput } from '../model/figure';
import type { FitFigure } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { leastParameters } from '../routes/memory';
import { type DataObject, isDataObject } from '../text/data';
import { layerKinds } from './attention';
import { blank, figure, given } from './figure';

/**
 * Families whose layers have plain attention and a feed-forward part of two matrices, four times as wide: what the formula of the Neuron documents
 * counts. As the classes of the same names in `transformers` build them.
 */
const PLAIN = new Set([
  ...['gpt2', 'gpt_neo', 'gpt_neox', 'gptj', 'opt', 'bloom', 'codegen', 'mpt', 'xglm'],
  ...['bert', 'roberta', 'xlm-roberta', 'camembert', 'electra'],
]);
/** Of those, the ones whose output matrix is another one than the embedding. */
const UNTIED = new Set(['gpt_neox', 'gptj', 'codegen']);

/** Families with a gated feed-forward part, or with experts that have one, beside those that the config reader counts. */
const GATED = new Set([
  ...['gemma', 'gemma2', 'gemma3_text', 'phi3', 'olmo', 'olmo2', 'granite', 'internlm2', 'cohere', 'cohere2'],
  ...['qwen3_moe', 'gpt_oss', 'qwen2_vl', 'qwen2_5_vl', 'qwen3_vl_text', 'qwen3_vl_moe_text', 'qwen2_5_vl_text'],
]);
/** Of those, the ones with experts whose width is `moe_intermediate_size`. */
const EXPERT_WIDTH = new Set(['qwen3_moe', 'qwen3_vl_moe_text']);
/** Families whose experts are as wide as `intermediate_size` says. */
const WIDE_EXPERTS = new Set(['gpt_oss', 'mixtral', 'minimax', 'minimax_m2', 'phimoe']);
/** Of those, the ones that tie the output matrix to the embedding unless they say otherwise. */
const TIED = new Set(['gemma', 'gemma2', 'gemma3_text', 'granite', 'cohere', 'cohere2']);

/** The number of weights as the config tells it: an estimate, a lower bound, or blank. `path`: of the config. */
export function countedParameters(
  document: DataObject,
  facts: HfConfigFacts,
  path: string,
  knowledge: Knowledge,
): FitFigure {
  const dimensions = dimensionsOf(facts, path);
  const counted = (): FitFigure => languageModel(document, facts, dimensions, knowledge);
  return isOneOfSeveral(document) ? withoutOtherParts(counted()) : counted();
}

/** Of a model with a vision or audio part the count is that of the language model alone. */
function withoutOtherParts(one: FitFigure): FitFigure {
  return one.value === null
    ? one
    : { ...one, bound: 'at-least', note: 'The language model alone; the parts for images or sound come on top.' };
}

/** Parts with weights of their own beside the language model. */
function isOneOfSeveral(document: DataObject): boolean {
  return ['vision_config', 'audio_config', 'vision_cfg', 'vision_tower_config'].some((key) =>
    isDataObject(document[key]),
  );
}

function languageModel(
  document: DataObject,
  facts: HfConfigFacts,
  dimensions: readonly FigureInput[],
  knowledge: Knowledge,
): FitFigure {
  const counted = (value: number, formula: string, inputs: readonly FigureInput[], note?: string): FitFigure =>
    figure('parameters', 'Parameters', 'parameters', value, {
      formula,
      inputs,
      confidence: 'inferred',
      ...(note !== undefined && { note }),
    });
  if (facts.parameters !== undefined)
    return counted(facts.parameters, 'embeddings + layers × (attention + feed-forward part + norms)', dimensions);
  const plain = plainParameters(facts, textPart(document), knowledge, dimensions);
  if (plain !== null) return plain;
  const gated = gatedParameters(textPart(document), facts);
  if (gated !== null)
    return counted(
      gated,
      facts.experts === undefined
        ? 'embeddings + layers × (attention + 3 × hidden size × intermediate size)'
        : 'embeddings + layers × (attention + experts × 3 × hidden size × expert size)',
      dimensions,
      'Norms and biases are left out.',
    );
  const least = leastParameters(facts);
  if (least === null)
    return blank(
      'parameters',
      'Parameters',
      'parameters',
      'The config does not state hidden size, layers, attention heads and vocabulary, from which weights are counted.',
    );
  const experts = leastExperts(textPart(document), facts);
  return figure('parameters', 'Parameters', 'parameters', Math.max(least.count, experts?.value ?? 0), {
    formula:
      experts === null || experts.value < least.count
        ? least.count === (facts.vocabSize ?? 0) * (facts.hiddenSize ?? 0)
          ? 'vocabulary × hidden size'
          : 'vocabulary × hidden size + layers × (attention + 2 × hidden size × intermediate size)'
        : 'layers with experts × experts × 2 × hidden size × expert size',
    inputs: [...dimensions, ...(experts?.inputs ?? [])],
    bound: 'at-least',
    confidence: 'inferred',
    note: 'A lower bound: how this family builds its layers is not known here.',
  });
}

/** The formula of the documents with the embedding beside it. */
function plainParameters(
  { modelType = '', hiddenSize, layers, attentionHeads, keyValueHeads, intermediateSize, vocabSize }: HfConfigFacts,
  part: DataObject,
  knowledge: Knowledge,
  inputs: readonly FigureInput[],
): FitFigure | null {
  if (!PLAIN.has(modelType) || !hiddenSize || !layers || !vocabSize) return null;
  if (keyValueHeads !== undefined && keyValueHeads !== attentionHeads) return null;
  if (intermediateSize && intermediateSize !== 4 * hiddenSize) return null;
  const claim = knowledge.memory('plain-weights', knowledge.newest.sdk);
  const tied = part.tie_word_embeddings === true || !UNTIED.has(modelType);
  const value = (claim.figures.perLayer ?? 0) * layers * hiddenSize ** 2 + vocabSize * hiddenSize * (tied ? 1 : 2);
  return figure('parameters', 'Parameters', 'parameters', value, {
    formula: `12 × layers × hidden size² + ${tied ? '' : '2 × '}vocabulary × hidden size`,
    inputs: inputs.filter(({ name }) => ['layers', 'hidden size', 'vocabulary'].includes(name)),
    note: 'Norms, biases and position embeddings are left out.',
    evidence: claim.sources.map((source) => knowledge.evidence(source)),
  });
}

function gatedParameters(part: DataObject, facts: HfConfigFacts): number | null {
  const { modelType = '', hiddenSize, layers, attentionHeads, intermediateSize, vocabSize, experts } = facts;
  const keyValueHeads = facts.keyValueHeads ?? attentionHeads;
  const family = String(part.model_type ?? modelType);
  if (!GATED.has(family) || !hiddenSize || !layers || !attentionHeads || !keyValueHeads || !vocabSize) return null;
  const moe = EXPERT_WIDTH.has(family) || WIDE_EXPERTS.has(family);
  // Layers that differ from one another are not counted.
  const own = part.mlp_only_layers;
  if (
    moe !== (experts !== undefined) ||
    (Array.isArray(own) && own.length > 0) ||
    Number(part.decoder_sparse_step ?? 1) !== 1
  )
    return null;
  const width = EXPERT_WIDTH.has(family) ? part.moe_intermediate_size : intermediateSize;
  if (typeof width !== 'number' || !Number.isSafeInteger(width) || width < 1) return null;
  const size = facts.headDim ?? hiddenSize / attentionHeads;
  const attention = 2 * hiddenSize * size * (attentionHeads + keyValueHeads);
  const feedForward = (experts ?? 1) * 3 * hiddenSize * width + (experts ?? 0) * hiddenSize;
  const tied = part.tie_word_embeddings ?? TIED.has(family);
  const total = vocabSize * hiddenSize * (tied === true ? 1 : 2) + layers * (attention + feedForward);
  return Number.isSafeInteger(total) ? total : null;
}

/**
 * The weights of the experts at the least: two matrices each, in the layers that have them. Null where the width of an expert is not stated.
 */
function leastExperts(
  part: DataObject,
  { hiddenSize, layers, experts, intermediateSize, modelType }: HfConfigFacts,
): { readonly value: number; readonly inputs: readonly FigureInput[] } | null {
  const stated = WIDE_EXPERTS.has(String(part.model_type ?? modelType)) ? intermediateSize : part.moe_intermediate_size;
  if (!hiddenSize || !layers || !experts || !isCount(stated)) return null;
  const sparse = sparseLayers(part, layers);
  // Latent experts work on a narrower vector.
  const width = isCount(part.moe_latent_size) ? part.moe_latent_size : hiddenSize;
  const value = sparse * experts * 2 * width * stated;
  if (!Number.isSafeInteger(value)) return null;
  return {
    value,
    inputs: [
      given('layers with experts', sparse, 'count', 'the config'),
      given('expert size', stated, 'elements', 'the config'),
      ...(width === hiddenSize ? [] : [given('latent size', width, 'elements', 'the config')]),
    ],
  };
}

/** Layers with experts: not the first dense ones, and of the others as many as the config's step or list says. */
function sparseLayers(part: DataObject, layers: number): number {
  const { moe_layer_freq: list } = part;
  if (Array.isArray(list)) return list.filter((entry) => entry === 1 || entry === true).length;
  const kinds = layerKinds(part);
  if (kinds?.includes('moe')) return kinds.filter((kind) => kind === 'moe').length;
  const dense = isCount(part.first_k_dense_replace) ? part.first_k_dense_replace : 0;
  const only = Array.isArray(part.mlp_only_layers) ? part.mlp_only_layers.length : 0;
  const steps = [
    part.moe_layer_freq,
    part.decoder_sparse_step,
    part.interleave_moe_layer_step,
    part.expert_layer_period,
  ];
  const step = Math.max(1, ...steps.filter(isCount));
  return Math.max(0, Math.floor((layers - dense) / step) - only);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The text model's part of a config of several. */
function textPart(document: DataObject): DataObject {
  const nested = TEXT_MODEL_KEYS.map((key) => document[key]).find(isDataObject);
  return nested === undefined || !isDataObject(nested) ? document : nested;
}

function dimensionsOf(facts: HfConfigFacts, path: string): FigureInput[] {
  const named: readonly (readonly [string, number | undefined])[] = [
    ['vocabulary', facts.vocabSize],
    ['hidden size', facts.hiddenSize],
    ['layers', facts.layers],
    ['attention heads', facts.attentionHeads],
    ['KV heads', facts.keyValueHeads],
    ['head size', facts.headDim],
    ['intermediate size', facts.intermediateSize],
    ['experts', facts.experts],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [given(name, value, 'count', path)]));
}
