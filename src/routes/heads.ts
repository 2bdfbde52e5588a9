/** How NxD Inference and vLLM Neuron lay attention heads out over cores. */

/**
 * The key/value heads that all cores keep together, copies counted: as many as there are where the degree divides them, one a core where the degree is
 * a multiple of them, and else as many as the (padded) attention heads. Source: the NxD Inference guide on grouped-query attention.
 */
export function keptKeyValueHeads(heads: number, keyValueHeads: number, degree: number): number {
  if (keyValueHeads % degree === 0) return keyValueHeads;
  if (degree % keyValueHeads === 0) return degree;
  return paddedHeads(heads, degree);
}

/** Attention heads, rounded up to a multiple of the degree. */
export function paddedHeads(heads: number, degree: number): number {
  return Math.ceil(heads / degree) * degree;
}
