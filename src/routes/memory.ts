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
