import type { FigureInput } from '../model/figure';
import type { FitPlan, FitSubject } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { bytesOf } from '../routes/memory';
import { given } from './figure';

/** Types of one byte, as planner files and libraries spell them. */
const ONE_BYTE = /^(?:fp8|f8e4m3|float8.*|int8|uint8)$/;

/** Bytes of an element of a type as a planner file or a config spells it; null for another spelling. */
export function elementBytes(dtype: string | undefined): number | null {
  const name = (dtype ?? '').toLowerCase().replace(/^torch\./, '');
  return bytesOf(name) ?? (ONE_BYTE.test(name) ? 1 : null);
}

/** Bytes of a weight as it is run, with where that comes from. */
export interface ElementSize {
  readonly bytes: number;
  /** True where the plan decides it, whatever the files hold. */
  readonly planned: boolean;
  readonly input: FigureInput;
}

/**
 * The planned type, else the config's. Generating models in float32, or of no stated type, are counted in two bytes: NxD Inference casts to bfloat16 by default,
 * and the documents count two.
 */
export function weightSize({ facts, nature, paths }: FitSubject, plan: FitPlan, knowledge: Knowledge): ElementSize {
  const { dtype } = plan.deployment;
  const size = (bytes: number, from: string, planned = false): ElementSize => ({
    bytes,
    planned,
    input: given('bytes per weight', bytes, 'bytes', from),
  });
  const planned = elementBytes(dtype);
  if (planned !== null) return size(planned, `${dtype}, planned`, true);
  const own = elementBytes(facts.torchDtype);
  const widest = nature === 'generative' || nature === 'embedding' ? 2 : 4;
  if (own !== null && own <= widest) return size(own, `${facts.torchDtype} of ${paths[0] ?? 'the config'}`);
  if (widest === 2) return size(2, `bfloat16, the default of NxD Inference (${knowledge.evidence('nxdi-api').title})`);
  return size(4, own === null ? 'assumed: float32' : `${facts.torchDtype} of ${paths[0] ?? 'the config'}`);
}

/** Bytes of a cached key or value: as planned, else those of a weight and at least two, since weights are quantized apart from the cache. */
export function cacheSize(plan: FitPlan, weight: ElementSize): ElementSize {
  const planned = elementBytes(plan.cacheDtype);
  const bytes = planned ?? Math.max(2, weight.bytes);
  const from = planned === null ? weight.input.from : `${plan.cacheDtype}, planned`;
  return { bytes, planned: planned !== null, input: given('bytes per value', bytes, 'bytes', from) };
}
