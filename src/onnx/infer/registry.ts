/** The inference of every operator that is known, by domain. */
import type { Family, InferFunction } from './context';
import { CASTS } from './ops/casts';
import { CONTROL } from './ops/control';
import { ELEMENTWISE } from './ops/elementwise';
import { GATHER } from './ops/gather';
import { GENERATORS } from './ops/generators';
import { MOVEMENT } from './ops/movement';
import { SELECTION } from './ops/selection';
import { SHAPES } from './ops/shapes';
import { SLICE } from './ops/slice';

const AI_ONNX: Family = {
  ...ELEMENTWISE,
  ...CASTS,
  ...SHAPES,
  ...MOVEMENT,
  ...SLICE,
  ...GATHER,
  ...GENERATORS,
  ...SELECTION,
  ...CONTROL,
};

const DOMAINS: ReadonlyMap<string, ReadonlyMap<string, InferFunction>> = new Map(
  Object.entries({ '': AI_ONNX, 'ai.onnx': AI_ONNX }).map(([domain, family]) => [
    domain,
    new Map(Object.entries(family)),
  ]),
);

/** Null for an operator that is not known. */
export function operatorFor(domain: string, op: string): InferFunction | null {
  return DOMAINS.get(domain)?.get(op) ?? null;
}
