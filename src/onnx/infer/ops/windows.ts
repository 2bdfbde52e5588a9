/** Convolutions and poolings: how often a window fits. Formulas: docs/Operators.md of ONNX. */
import {
  contradict,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  has,
  type InferFunction,
  int,
  ints,
  type NodeContext,
  type Rule,
  shaped,
  text,
  unknownRank,
} from '../context';
import { add, ceilDiv, type Dim, floorDiv, min, mul, sub } from '../dim';
import { tensor, tensorType, type Value } from '../value';
import { INT32, INT64 } from './types';

interface Windows {
  /** Sizes of the spatial axes. */
  readonly space: readonly Dim[];
  /** Extents of the window, dilation included; null where not known. */
  readonly extents: readonly (Dim | null)[];
  readonly strides: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Padding that makes the result as large as the input divided by the stride, rounded up. */
  readonly same: boolean;
}

/** Null where attributes and the input's rank do not fit together. */
function windowsOf(node: NodeContext, space: readonly Dim[], kernel: readonly (Dim | null)[]): Windows | null {
  const count = space.length;
  const ones = new Array<number>(count).fill(1);
  const strides = ints(node, 'strides') ?? ones;
  const dilations = ints(node, 'dilations') ?? ones;
  const pads = ints(node, 'pads');
  const fits = kernel.length === count && strides.length === count && dilations.length === count;
  if (!fits || (pads !== null && pads.length !== 2 * count) || strides.some((stride) => stride <= 0)) {
    contradict(node, `kernel, strides, dilations or pads do not fit ${count} spatial axes`);
    return null;
  }
  const automatic = text(node, 'auto_pad') ?? 'NOTSET';
  const zeros = new Array<number>(count).fill(0);
  return {
    space,
    extents: kernel.map((size, i) => (size === null ? null : add(mul(sub(size, 1), dilations[i] ?? 1), 1))),
    strides,
    before: pads?.slice(0, count) ?? zeros,
    after: pads?.slice(count) ?? zeros,
    same: pads === null && automatic.startsWith('SAME'),
  };
}

/** Spatial sizes of the result, null where not known. */
function positions(node: NodeContext, windows: Windows): (Dim | null)[] {
  const roundUp = int(node, 'ceil_mode') === 1;
  return windows.space.map((size, i) => {
    const stride = windows.strides[i] ?? 1;
    if (windows.same) return ceilDiv(size, stride);
    const extent = windows.extents[i] ?? null;
    if (extent === null) return null;
    const before = windows.before[i] ?? 0;
    const room = sub(add(size, before + (windows.after[i] ?? 0)), extent);
    if (!roundUp) return add(floorDiv(room, stride), 1);
    const rounded = add(ceilDiv(room, stride), 1);
    // A window that would begin in the padding at the end is left out. Definitions before version 22 do not say so; runtimes do it.
    if (typeof extent === 'number' && (windows.after[i] ?? 0) + stride <= extent) return rounded;
    return min(rounded, add(floorDiv(add(size, before - 1), stride), 1));
  });
}

/** @param weightAt Input that holds the weights. */
export function convolution(weightAt: number, dtypeFrom: (node: NodeContext) => number): Rule {
  return (node) => {
    const dims = dimsOf(node, 0);
    const weights = dimsOf(node, weightAt);
    const dtype = dtypeFrom(node);
    if (dims === null) return [unknownRank(node, dtype)];
    const space = dims.slice(2);
    const kernel = ints(node, 'kernel_shape') ?? weights?.slice(2) ?? new Array<null>(space.length).fill(null);
    const windows = windowsOf(node, space, kernel);
    const channels = weights?.[0] ?? null;
    const sizes = windows === null ? space.map(() => null) : positions(node, windows);
    return [shaped(node, dtype, [dims[0] ?? null, channels, ...sizes])];
  };
}

/** Values and, of MaxPool, their positions. */
export const pool: Rule = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype), unknownRank(node, INT64, 1)];
  const space = dims.slice(2);
  const windows = windowsOf(node, space, ints(node, 'kernel_shape') ?? space.map(() => null));
  const sizes = windows === null ? space.map(() => null) : positions(node, windows);
  const value = shaped(node, dtype, [dims[0] ?? null, dims[1] ?? null, ...sizes]);
  return [value, tensor(INT64, tensorType(value)?.dims ?? [])];
};

/** One element for each channel. */
export const globalPool: Rule = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  return [
    dims === null
      ? unknownRank(node, dtype)
      : tensor(
          dtype,
          dims.map((dim, axis) => (axis < 2 ? dim : 1)),
        ),
  ];
};

/** The inverse of a convolution's formula; `output_shape` says the result's spatial sizes outright. */
export const transposed: Rule = (node) => {
  const dims = dimsOf(node, 0);
  const weights = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const space = dims.slice(2);
  const windows = windowsOf(node, space, ints(node, 'kernel_shape') ?? weights?.slice(2) ?? space.map(() => null));
  const perGroup = weights?.[1] ?? null;
  const channels = perGroup === null ? null : mul(perGroup, int(node, 'group') ?? 1);
  // Older models store the whole shape there.
  const wanted = ints(node, 'output_shape')?.slice(-space.length) ?? null;
  const sizes = wanted ?? (windows === null ? space.map(() => null) : spread(windows, ints(node, 'output_padding')));
  return [shaped(node, dtype, [dims[0] ?? null, channels, ...sizes])];
};

function spread(windows: Windows, extra: readonly number[] | null): (Dim | null)[] {
  return windows.space.map((size, i) => {
    const stride = windows.strides[i] ?? 1;
    const extent = windows.extents[i] ?? null;
    if (extent === null) return null;
    const pads = (windows.before[i] ?? 0) + (windows.after[i] ?? 0);
    const automatic = windows.same ? padToStride(extent, stride) : 0;
    if (automatic === null) return null;
    return sub(add(add(mul(stride, sub(size, 1)), extra?.[i] ?? 0), extent), pads + automatic);
  });
}

function padToStride(extent: Dim, stride: number): number | null {
  return typeof extent === 'number' ? Math.max(extent - stride, 0) : null;
}

/** Puts pooled values back: a transposed pooling, or the shape that an input gives. */
const maxUnpool: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  if (has(node, 2)) return [shaped(node, dtype, elementsOf(node, 2) ?? dims.map(() => null))];
  const space = dims.slice(2);
  const windows = windowsOf(node, space, ints(node, 'kernel_shape') ?? space.map(() => null));
  const sizes = windows === null ? space.map(() => null) : spread(windows, null);
  return [shaped(node, dtype, [...dims.slice(0, 2), ...sizes])];
};

const roiPool: InferFunction = (node) => {
  const channels = dimsOf(node, 0)?.[1] ?? null;
  const regions = dimsOf(node, 1)?.[0] ?? null;
  const [height, width] = ints(node, 'pooled_shape') ?? [];
  return [shaped(node, dtypeOf(node, 0), [regions, channels, height ?? null, width ?? null])];
};

const roiAlign: InferFunction = (node) => {
  const channels = dimsOf(node, 0)?.[1] ?? null;
  const regions = dimsOf(node, 1)?.[0] ?? null;
  return [
    shaped(node, dtypeOf(node, 0), [
      regions,
      channels,
      int(node, 'output_height') ?? 1,
      int(node, 'output_width') ?? 1,
    ]),
  ];
};

/** A causal depthwise convolution: the input's shape, and a state of one less than the kernel. */
const causalConvolution: InferFunction = (node): readonly Value[] => {
  const dims = dimsOf(node, 0);
  const weights = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  const kernel = weights?.[2];
  const state = dimsOf(node, 3)?.[2] ?? (kernel === undefined ? null : sub(kernel, 1));
  const batch = dims?.[0] ?? dimsOf(node, 3)?.[0] ?? null;
  const channels = dims?.[1] ?? weights?.[0] ?? null;
  return [
    dims === null ? unknownRank(node, dtype) : tensor(dtype, dims),
    shaped(node, dtype, [batch, channels, state], 1),
  ];
};

export const WINDOWS: Family = {
  Conv: convolution(1, (node) => dtypeOf(node, 0)),
  ConvInteger: convolution(1, () => INT32),
  QLinearConv: convolution(3, (node) => dtypeOf(node, 7)),
  DeformConv: convolution(1, (node) => dtypeOf(node, 0)),
  ConvTranspose: transposed,
  MaxPool: pool,
  AveragePool: pool,
  LpPool: pool,
  GlobalAveragePool: globalPool,
  GlobalMaxPool: globalPool,
  GlobalLpPool: globalPool,
  MaxUnpool: maxUnpool,
  MaxRoiPool: roiPool,
  RoiAlign: roiAlign,
  CausalConvWithState: causalConvolution,
};
