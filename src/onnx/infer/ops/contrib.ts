/** The domain com.microsoft: what exporters and the optimizer of ONNX Runtime emit. Source: ContribOperators.md of ONNX Runtime. */
import {
  axisWithin,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  has,
  type InferFunction,
  int,
  type NodeContext,
  scalarOf,
  shaped,
  sharedDtype,
  unknownRank,
} from '../context';
import { add, ceilDiv, type Dim, divideExactly, floorDiv, mul, sub } from '../dim';
import { tensor, tensorType, type Value } from '../value';
import { CONTRIB_ATTENTION } from './contrib-attention';
import { CONTRIB_QUANTIZED } from './contrib-quantized';
import { CONTRIB_SEARCH } from './contrib-search';
import { CONTRIB_STATES } from './contrib-states';
import { CONTRIB_WINDOWS } from './contrib-windows';
import { like, likeFirst } from './elementwise';
import { gatherNd } from './gather';
import { range } from './generators';
import { statistics } from './normalization';
import { gemm, matmul, matmulDims } from './products';
import { scalar } from './rearrange';
import { gridSample, pad } from './resample';
import { BOOL, FLOAT, INT32, INT64, STRING, UINT32 } from './types';

/** Result, statistics, and the sum of input, skip and bias. */
const skipLayerNormalization: InferFunction = (node) => [
  like(node, 0),
  statistics(node, FLOAT, 1),
  statistics(node, FLOAT, 2),
  like(node, 0),
];

/** Embedded words; lengths of the masks; the sum before normalization. */
const embedLayerNormalization: InferFunction = (node) => {
  const [batch = null, length = null] = dimsOf(node, 0) ?? [];
  const quantized = node.proto.op === 'QEmbedLayerNormalization';
  const dtype = quantized ? FLOAT : dtypeOf(node, 2);
  const sum = [batch, length, dimsOf(node, 2)?.[1] ?? null];
  return [shaped(node, dtype, sum), shaped(node, INT32, [batch], 1), shaped(node, dtype, sum, 2)];
};

/** Both factors may be transposed, alone or with their batch axes. */
const fusedMatmul: InferFunction = (node) => {
  const a = turned(dimsOf(node, 0), int(node, 'transA') === 1, int(node, 'transBatchA') === 1);
  const b = turned(dimsOf(node, 1), int(node, 'transB') === 1, int(node, 'transBatchB') === 1);
  const dims = matmulDims(node, a, b);
  const dtype = sharedDtype(node, 0, 1);
  return [dims === null ? unknownRank(node, dtype) : shaped(node, dtype, dims)];
};

function turned(dims: readonly Dim[] | null, last: boolean, batch: boolean): readonly Dim[] | null {
  if (dims === null || dims.length < 2) return dims;
  const moved = batch ? [...dims.slice(1, -1), ...dims.slice(0, 1), ...dims.slice(-1)] : dims;
  return last ? [...moved.slice(0, -2), ...moved.slice(-1), ...moved.slice(-2, -1)] : moved;
}

/** Halves the last axis: one half gates the other. */
const biasSplitGelu: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const last = dims?.at(-1);
  if (dims === null || last === undefined) return [unknownRank(node, dtype)];
  return [shaped(node, dtype, [...dims.slice(0, -1), divideExactly(last, 2)])];
};

const expandDims: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const axis = scalarOf(node, 1);
  const at = dims === null || typeof axis !== 'number' ? null : axisWithin(axis, dims.length + 1);
  if (dims === null || at === null) return [unknownRank(node, dtype)];
  return [tensor(dtype, [...dims.slice(0, at), 1, ...dims.slice(at)])];
};

/** Words, or characters, along a new last axis. */
const tokenizer: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  return [dims === null ? unknownRank(node, STRING) : shaped(node, STRING, [...dims, null])];
};

const cropAndResize: InferFunction = (node) => {
  const size = elementsOf(node, 3);
  const channels = dimsOf(node, 0)?.[1] ?? null;
  const regions = dimsOf(node, 1)?.[0] ?? null;
  return [shaped(node, dtypeOf(node, 0), [regions, channels, size?.[0] ?? null, size?.[1] ?? null])];
};

const distances: InferFunction = (node) => [
  shaped(node, dtypeOf(node, 0), [dimsOf(node, 0)?.[0] ?? null, dimsOf(node, 1)?.[0] ?? null]),
];

/** The mask is a bit for each element, in whole words. */
const bitmaskDropout: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  return [like(node, 0), shaped(node, UINT32, [dims === null ? null : ceilDiv(dims.reduce(mul, 1), 32)], 1)];
};

/** A table's rows. */
const embedding: InferFunction = (node) => {
  const indices = dimsOf(node, 1);
  const dtype = dtypeOf(node, 0);
  return [
    indices === null ? unknownRank(node, dtype) : shaped(node, dtype, [...indices, dimsOf(node, 0)?.[1] ?? null]),
  ];
};

/** Windows along one axis, their elements as a new last axis. */
const unfold: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const size = int(node, 'size');
  const at = dims === null ? null : axisWithin(int(node, 'dim') ?? -1, dims.length);
  if (dims === null || at === null || size === null) return [unknownRank(node, dtype)];
  const steps = (dim: Dim): Dim => add(floorDiv(sub(dim, size), int(node, 'step') ?? 1), 1);
  return [shaped(node, dtype, [...dims.map((dim, axis) => (axis === at ? steps(dim) : dim)), size])];
};

/** Of real numbers along the last axis: half of the coefficients, as pairs. Signals of more axes are left open. */
const realFourier: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const last = dims?.at(-1);
  if (dims === null || last === undefined || (int(node, 'signal_ndim') ?? 1) !== 1) return [unknownRank(node, dtype)];
  return [shaped(node, dtype, [...dims.slice(0, -1), add(floorDiv(last, 2), 1), 2])];
};

const inverseFourier: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const half = dims?.at(-2);
  if (dims === null || half === undefined || (int(node, 'signal_ndim') ?? 1) !== 1) return [unknownRank(node, dtype)];
  return [shaped(node, dtype, [...dims.slice(0, -2), mul(sub(half, 1), 2)])];
};

/** The distinct elements of a list, for each element its place among them, and how often each occurs. */
const unique: InferFunction = (node) => {
  const first = shaped(node, dtypeOf(node, 0), [null]);
  return [first, shaped(node, INT64, dimsOf(node, 0) ?? [null], 1), tensor(INT64, tensorType(first)?.dims ?? [])];
};

/** Without a step, steps of one. */
const rangeFrom: InferFunction = (node) => {
  if (has(node, 2)) return range(node);
  const one: Value = tensor(sharedDtype(node, 0, 1), [], scalar(1));
  return range({ ...node, inputs: [...node.inputs.slice(0, 2), one] });
};

/** The rule of the default domain, as of that version. */
function asVersion(version: number, rule: InferFunction): InferFunction {
  return (node) => rule({ ...node, version });
}

function all(names: string, rule: InferFunction): Family {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]));
}

const product = matmul((node: NodeContext) => sharedDtype(node, 0, 1));

export const CONTRIB: Family = {
  ...CONTRIB_ATTENTION,
  ...CONTRIB_QUANTIZED,
  ...CONTRIB_SEARCH,
  ...CONTRIB_STATES,
  ...CONTRIB_WINDOWS,
  ...all(
    'BiasAdd BiasGelu BiasSoftmax ComplexMul ComplexMulConj FastGelu Gelu GroupNorm Inverse MoE MRotaryEmbedding QuickGelu RotaryEmbedding SampleOp Trilu',
    likeFirst,
  ),
  ...all('SkipLayerNormalization SkipSimplifiedLayerNormalization', skipLayerNormalization),
  ...all('EmbedLayerNormalization QEmbedLayerNormalization', embedLayerNormalization),
  ...all('FusedMatMul FusedMatMulActivation TransposeMatMul', fusedMatmul),
  ...all('GemmFastGelu SparseToDenseMatMul', product),
  ...all('BitmaskDropout BitmaskBiasDropout', bitmaskDropout),
  FusedGemm: gemm,
  SkipGroupNorm: (node) => [like(node, 0), like(node, 0)],
  MurmurHash3: (node) => [like(node, 0, int(node, 'positive') === 0 ? INT32 : UINT32)],
  IsAllFinite: () => [tensor(BOOL, [])],
  BiasDropout: (node) => [like(node, 0), like(node, 0, BOOL)],
  BiasSplitGelu: biasSplitGelu,
  CDist: distances,
  CropAndResize: cropAndResize,
  DynamicTimeWarping: (node) => [shaped(node, INT32, [2, null])],
  ExpandDims: expandDims,
  GatherND: asVersion(13, gatherNd),
  GridSample: gridSample,
  Irfft: inverseFourier,
  Rfft: realFourier,
  Pad: asVersion(13, pad),
  Range: rangeFrom,
  Tokenizer: tokenizer,
  TorchEmbedding: embedding,
  UnfoldTensor: unfold,
  Unique: unique,
};
