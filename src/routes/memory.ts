import type { HfConfigFacts } from '../model/facts';
import { keptKeyValueHeads } from './heads';

/** Bytes of a GiB: the documents count device and host memory in it. */
export const GIB = 1024 ** 3;

const BYTES: Readonly<Record<string, number>> = {
  bfloat16: 2,
  bf16: 2,
  float16: 2,
  fp16: 2,
  half: 2,
  float32: 4,
  fp32: 4,
  float: 4,
};

/** Bytes of an element of a floating-point type, as PyTorch or a flag spells it; null for another spelling. */
export function bytesOf(dtype: string | undefined): number | null {
  return BYTES[(dtype ?? '').toLowerCase().replace(/^torch\./, '')] ?? null;
}

/** How a model is meant to be served. */
export interface ServingPlan {
  /** Cores that share the model. */
  readonly degree: number;
  readonly batch: number;
  /** Tokens of a sequence. */
  readonly length: number;
  readonly bytesPerElement: number;
}

/** Bytes of the KV cache over all cores, copied heads counted; null where the config does not state the dimensions. */
export function keyValueCacheBytes(facts: HfConfigFacts, plan: ServingPlan): number | null {
  const { layers, attentionHeads: heads, hiddenSize } = facts;
  if (!layers || !heads || !hiddenSize) return null;
  const kept = keptKeyValueHeads(heads, facts.keyValueHeads || heads, plan.degree);
  const size = facts.headDim ?? hiddenSize / heads;
  return 2 * layers * kept * size * plan.length * plan.batch * plan.bytesPerElement;
}

/** Families in which not every layer has attention and a feed-forward part. */
const UNEVEN = new Set([
  ...['nemotron_h', 'nemotron-nas', 'jamba', 'bamba', 'zamba', 'zamba2', 'recurrent_gemma', 'lfm2', 'lfm2_moe'],
  ...['granitemoehybrid', 'minimax_m1', 'qwen3_next'],
]);

/**
 * The number of parameters where the reader could count them, else a lower bound for a decoder: one embedding matrix, and in each layer the four attention
 * projections and two feed-forward matrices of the stated size (gated families have three, mixtures of experts more). Of a family whose layers differ the embedding
 * alone. Null: a dimension is missing.
 */
export function leastParameters(facts: HfConfigFacts): { readonly count: number; readonly exact: boolean } | null {
  if (facts.parameters !== undefined) return { count: facts.parameters, exact: true };
  const { hiddenSize, layers, attentionHeads: heads, vocabSize, intermediateSize = 0 } = facts;
  if (!hiddenSize || !layers || !heads || !vocabSize) return null;
  if (UNEVEN.has(facts.modelType ?? '')) return { count: vocabSize * hiddenSize, exact: false };
  const size = facts.headDim ?? hiddenSize / heads;
  // A config that states no key/value heads may mean one for all queries (Falcon, StarCoder).
  const attention = 2 * hiddenSize * size * (heads + (facts.keyValueHeads ?? 1));
  const count = vocabSize * hiddenSize + layers * (attention + 2 * hiddenSize * intermediateSize);
  return Number.isSafeInteger(count) ? { count, exact: false } : null;
}
