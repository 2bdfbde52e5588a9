/** Fourier transforms, windows and filter banks. */
import {
  axisWithin,
  dimsOf,
  dtypeOf,
  type Family,
  has,
  type InferFunction,
  int,
  type NodeContext,
  scalarOf,
  shaped,
  unknownRank,
} from '../context';
import { add, type Dim, floorDiv, mul, sub } from '../dim';
import { FLOAT } from './types';

const half = (size: Dim): Dim => add(floorDiv(size, 2), 1);

/** The axis as an attribute in version 17, as an input (by default the last signal axis) from 20 on. */
function transformAxis(node: NodeContext, rank: number): number | null {
  if (node.version < 20) return axisWithin(int(node, 'axis') ?? 1, rank);
  if (!has(node, 2)) return axisWithin(-2, rank);
  const axis = scalarOf(node, 2);
  return typeof axis === 'number' ? axisWithin(axis, rank) : null;
}

/** One-sided: half of the spectrum forwards, a real signal backwards. */
const dft: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const oneSided = int(node, 'onesided') === 1;
  const inverse = int(node, 'inverse') === 1;
  const axis = transformAxis(node, dims.length);
  const parts = oneSided && inverse ? 1 : 2;
  const changes = oneSided || has(node, 1);
  const out = dims.slice(0, -1).map((dim, at) => {
    if (axis === null) return changes ? null : dim;
    return at === axis ? transformed(node, dim, oneSided, inverse) : dim;
  });
  return [shaped(node, dtype, [...out, parts])];
};

function transformed(node: NodeContext, dim: Dim, oneSided: boolean, inverse: boolean): Dim | null {
  const length = has(node, 1) ? scalarOf(node, 1) : null;
  if (has(node, 1) && length === null) return null;
  if (!oneSided) return length ?? dim;
  if (inverse) return length ?? mul(sub(dim, 1), 2);
  return half(length ?? dim);
}

/** Frames by frequencies, by default half of the spectrum. */
const stft: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const step = scalarOf(node, 1);
  const length = has(node, 3) ? scalarOf(node, 3) : (dimsOf(node, 2)?.[0] ?? null);
  const signal = dims?.[1];
  const frames =
    signal === undefined || step === null || length === null || step === 0
      ? null
      : add(floorDiv(sub(signal, length), step), 1);
  const bins = length === null ? null : int(node, 'onesided') === 0 ? length : half(length);
  return [shaped(node, dtypeOf(node, 0), [dims?.[0] ?? null, frames, bins, 2])];
};

const window: InferFunction = (node) => [shaped(node, int(node, 'output_datatype') ?? FLOAT, [scalarOf(node, 0)])];

const melWeights: InferFunction = (node) => {
  const length = scalarOf(node, 1);
  return [
    shaped(node, int(node, 'output_datatype') ?? FLOAT, [length === null ? null : half(length), scalarOf(node, 0)]),
  ];
};

export const SIGNAL: Family = {
  DFT: dft,
  STFT: stft,
  HannWindow: window,
  HammingWindow: window,
  BlackmanWindow: window,
  MelWeightMatrix: melWeights,
};
