/** The inference of every operator that is known, by domain. */
import type { Family, InferFunction } from './context';
import { ATTENTION, PREVIEW } from './ops/attention';
import { CASTS } from './ops/casts';
import { CONTRIB } from './ops/contrib';
import { NCHWC } from './ops/contrib-windows';
import { CONTROL } from './ops/control';
import { ELEMENTWISE } from './ops/elementwise';
import { GATHER } from './ops/gather';
import { GENERATORS } from './ops/generators';
import { LOSSES } from './ops/losses';
import { ML } from './ops/ml';
import { MOVEMENT } from './ops/movement';
import { NORMALIZATION } from './ops/normalization';
import { PRODUCTS } from './ops/products';
import { QONNX, QUANTIZATION } from './ops/quantization';
import { RECURRENT } from './ops/recurrent';
import { REDUCTIONS } from './ops/reductions';
import { RESAMPLE } from './ops/resample';
import { SELECTION } from './ops/selection';
import { SEQUENCES } from './ops/sequences';
import { SHAPES } from './ops/shapes';
import { SIGNAL } from './ops/signal';
import { SLICE } from './ops/slice';
import { TEXTS } from './ops/texts';
import { TRAINING } from './ops/training';
import { WINDOWS } from './ops/windows';

const AI_ONNX: Family = {
  ...ELEMENTWISE,
  ...CASTS,
  ...SHAPES,
  ...MOVEMENT,
  ...SLICE,
  ...GATHER,
  ...GENERATORS,
  ...SELECTION,
  ...REDUCTIONS,
  ...PRODUCTS,
  ...WINDOWS,
  ...RESAMPLE,
  ...NORMALIZATION,
  ...RECURRENT,
  ...ATTENTION,
  ...QUANTIZATION,
  ...LOSSES,
  ...SIGNAL,
  ...TEXTS,
  ...SEQUENCES,
  ...CONTROL,
};

const FAMILIES: Readonly<Record<string, Family>> = {
  '': AI_ONNX,
  'ai.onnx': AI_ONNX,
  'ai.onnx.ml': ML,
  'ai.onnx.preview': PREVIEW,
  'ai.onnx.preview.training': TRAINING,
  'com.microsoft': CONTRIB,
  'onnx.brevitas': QONNX,
  'qonnx.custom_op.general': QONNX,
  'com.microsoft.nchwc': NCHWC,
};

const DOMAINS: ReadonlyMap<string, ReadonlyMap<string, InferFunction>> = new Map(
  Object.entries(FAMILIES).map(([domain, family]) => [domain, new Map(Object.entries(family))]),
);

/** Null for an operator that is not known. */
export function operatorFor(domain: string, op: string): InferFunction | null {
  return DOMAINS.get(domain)?.get(op) ?? null;
}
