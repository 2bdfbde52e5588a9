import { TEXT_MODEL_KEYS } from '../formats/hf-config/keys';
import type { HfConfigFacts } from '../model/facts';
import type { FigureInput } from '../model/figure';
import type { FitFigure } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { leastParameters } from '../routes/memory';
import { type DataObject, isDataObject } from '../text/data';
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
  ...['qwen3_moe', 'gpt_oss'],
]);
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
  return figure('parameters', 'Parameters', 'parameters', least.count, {
    formula: 'vocabulary × hidden size + layers × (attention + 2 × hidden size × intermediate size)',
    inputs: dimensions,
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
  const moe = family === 'qwen3_moe' || family === 'gpt_oss';
  // Layers that differ from one another are not counted.
  const own = part.mlp_only_layers;
  if (
    moe !== (experts !== undefined) ||
    (Array.isArray(own) && own.length > 0) ||
    Number(part.decoder_sparse_step ?? 1) !== 1
  )
    return null;
  const width = family === 'qwen3_moe' ? part.moe_intermediate_size : intermediateSize;
  if (typeof width !== 'number' || !Number.isSafeInteger(width) || width < 1) return null;
  const size = facts.headDim ?? hiddenSize / attentionHeads;
  const attention = 2 * hiddenSize * size * (attentionHeads + keyValueHeads);
  const feedForward = (experts ?? 1) * 3 * hiddenSize * width + (experts ?? 0) * hiddenSize;
  const tied = part.tie_word_embeddings ?? TIED.has(family);
  const total = vocabSize * hiddenSize * (tied === true ? 1 : 2) + layers * (attention + feedForward);
  return Number.isSafeInteger(total) ? total : null;
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
