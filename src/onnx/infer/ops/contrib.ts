/** The domain com.microsoft: what exporters and the optimizer of ONNX Runtime emit. Source: ContribOperators.md of ONNX Runtime. */
import {
  axisWithin,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  type InferFunction,
  int,
  type NodeContext,
  shaped,
  sharedDtype,
  unknownRank,
} from '../context';
import { add, type Dim, divideExactly, mul } from '../dim';
import { tensor } from '../value';
import { CONTRIB_ATTENTION } from './contrib-attention';
import { broadcastTensor, like, likeFirst } from './elementwise';
import { statistics } from './normalization';
import { gemm, matmul } from './products';
import { dequantize, quantize } from './quantization';
import { BOOL, FLOAT, INT32, STRING, UINT32 } from './types';

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
  const plain = ['transA', 'transB', 'transBatchA', 'transBatchB'].every((name) => (int(node, name) ?? 0) === 0);
  if (plain) return matmul((each) => sharedDtype(each, 0, 1))(node);
  const a = turned(dimsOf(node, 0), int(node, 'transA') === 1, int(node, 'transBatchA') === 1);
  const b = turned(dimsOf(node, 1), int(node, 'transB') === 1, int(node, 'transBatchB') === 1);
  const dtype = sharedDtype(node, 0, 1);
  if (a === null || b === null) return [unknownRank(node, dtype)];
  const rank = Math.max(a.length, b.length);
  const lead = Array.from({ length: Math.max(0, rank - 2) }, (_, i) => {
    const [x, y] = [a[i - (rank - a.length)] ?? 1, b[i - (rank - b.length)] ?? 1];
    return x === 1 ? y : x;
  });
  return [shaped(node, dtype, [...lead, a.at(-2) ?? null, b.at(-1) ?? null])];
};

function turned(dims: readonly Dim[] | null, last: boolean, batch: boolean): readonly Dim[] | null {
  if (dims === null || dims.length < 2) return dims;
  const moved = batch ? [...dims.slice(1, -1), ...dims.slice(0, 1), ...dims.slice(-1)] : dims;
  return last ? [...moved.slice(0, -2), ...moved.slice(-1), ...moved.slice(-2, -1)] : moved;
}

/** Quantized weights whose columns an attribute counts. */
const packedMatmul: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  return [dims === null ? unknownRank(node, dtype) : shaped(node, dtype, [...dims.slice(0, -1), int(node, 'N')])];
};

/** Inputs: A, its scale and zero point, B, …; single precision where no zero point of the result is given. */
const quantizedGemm: InferFunction = (node) => {
  const rows = dimsOf(node, 0)?.[int(node, 'transA') === 1 ? 1 : 0] ?? null;
  const columns = dimsOf(node, 3)?.[int(node, 'transB') === 1 ? 0 : 1] ?? null;
  return [shaped(node, dtypeOf(node, 8) || FLOAT, [rows, columns])];
};

const quantizedBinary: InferFunction = (node) => [broadcastTensor(node, dtypeOf(node, 0), [0, 3])];

/** Scale and zero point of the result, then tensor, scale and zero point of each input. */
const quantizedConcat: InferFunction = (node) => {
  const shapes = node.inputs.flatMap((_, i) => (i >= 2 && (i - 2) % 3 === 0 ? [dimsOf(node, i)] : []));
  const first = shapes[0] ?? null;
  const axis = first === null ? null : axisWithin(int(node, 'axis') ?? 0, first.length);
  const dtype = dtypeOf(node, 1);
  if (first === null || axis === null) return [unknownRank(node, dtype)];
  const total = shapes.reduce<Dim | null>(
    (sum, dims) => (sum === null || dims === null ? null : add(sum, dims[axis] ?? 0)),
    0,
  );
  return [
    shaped(
      node,
      dtype,
      first.map((dim, at) => (at === axis ? total : dim)),
    ),
  ];
};

const quantizedGlobalPool: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const channelsLast = int(node, 'channels_last') === 1;
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [unknownRank(node, dtype)];
  const kept = new Set([0, channelsLast ? dims.length - 1 : 1]);
  return [
    tensor(
      dtype,
      dims.map((dim, axis) => (kept.has(axis) ? dim : 1)),
    ),
  ];
};

/** Halves the last axis: one half gates the other. */
const biasSplitGelu: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const last = dims?.at(-1);
  if (dims === null || last === undefined) return [unknownRank(node, dtype)];
  return [shaped(node, dtype, [...dims.slice(0, -1), divideExactly(last, 2)])];
};

/** Rows of a table; of packed integers of four bits, twice as many columns as are stored. */
const gatherQuantized: InferFunction = (node) => {
  const data = dimsOf(node, 0);
  const indices = dimsOf(node, 1);
  const dtype = dtypeOf(node, 2);
  if (data === null || indices === null) return [unknownRank(node, dtype)];
  const axis = axisWithin(int(node, 'gather_axis') ?? 0, data.length) ?? 0;
  const packed = dtypeOf(node, 0) === 2 ? 8 / (int(node, 'bits') ?? 4) : 1;
  const along = axisWithin(int(node, 'quantize_axis') ?? 1, data.length);
  const unpacked = data.map((dim, at) => (at === along ? mul(dim, packed) : dim));
  return [shaped(node, dtype, [...unpacked.slice(0, axis), ...indices, ...unpacked.slice(axis + 1)])];
};

const expandDims: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const axis = elementsOf(node, 1)?.[0] ?? null;
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
  const dims = dimsOf(node, 0);
  return [
    shaped(node, dtypeOf(node, 0), [
      dimsOf(node, 1)?.[0] ?? null,
      dims?.[1] ?? null,
      size?.[0] ?? null,
      size?.[1] ?? null,
    ]),
  ];
};

const distances: InferFunction = (node) => [
  shaped(node, dtypeOf(node, 0), [dimsOf(node, 0)?.[0] ?? null, dimsOf(node, 1)?.[0] ?? null]),
];

/** Generated sequences; their length depends on what is generated. */
const search: InferFunction = (node) => {
  const batch = dimsOf(node, 0)?.[0] ?? null;
  const beams = node.proto.op === 'GreedySearch' || node.proto.op === 'Sampling' ? [] : [null];
  return [shaped(node, INT32, [batch, ...beams, null])];
};

const biasDropout: InferFunction = (node) => [like(node, 0), like(node, 0, BOOL)];

function all(names: string, rule: InferFunction): Family {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]));
}

function dtypeAt(index: number): (node: NodeContext) => number {
  return (node) => dtypeOf(node, index) || FLOAT;
}

export const CONTRIB: Family = {
  ...CONTRIB_ATTENTION,
  ...all(
    'BiasAdd BiasGelu BiasSoftmax ComplexMul ComplexMulConj FastGelu Gelu GroupNorm Inverse MoE QMoE QLinearLeakyRelu QLinearSigmoid QLinearSoftmax QuickGelu RotaryEmbedding SkipGroupNorm Trilu',
    likeFirst,
  ),
  ...all('SkipLayerNormalization SkipSimplifiedLayerNormalization', skipLayerNormalization),
  ...all('EmbedLayerNormalization QEmbedLayerNormalization', embedLayerNormalization),
  ...all('FusedMatMul TransposeMatMul', fusedMatmul),
  ...all('MatMulNBits MatMulBnb4 MatMulFpQ4', packedMatmul),
  ...all('QLinearAdd QLinearMul', quantizedBinary),
  ...all('BeamSearch GreedySearch Sampling WhisperBeamSearch', search),
  NGramRepeatBlock: (node) => [like(node, 1)],
  MurmurHash3: (node) => [like(node, 0, int(node, 'positive') === 0 ? INT32 : UINT32)],
  IsAllFinite: () => [tensor(BOOL, [])],
  BiasDropout: biasDropout,
  BiasSplitGelu: biasSplitGelu,
  CDist: distances,
  CropAndResize: cropAndResize,
  DynamicQuantizeMatMul: matmul(() => FLOAT),
  MatMulIntegerToFloat: matmul(dtypeAt(2)),
  MatMulInteger16: matmul(() => INT32),
  SparseToDenseMatMul: matmul((node) => sharedDtype(node, 0, 1)),
  FusedGemm: gemm,
  GemmFastGelu: matmul((node) => sharedDtype(node, 0, 1)),
  QGemm: quantizedGemm,
  QLinearConcat: quantizedConcat,
  QLinearGlobalAveragePool: quantizedGlobalPool,
  QuantizeLinear: quantize,
  DequantizeLinear: dequantize,
  ExpandDims: expandDims,
  GatherBlockQuantized: gatherQuantized,
  Tokenizer: tokenizer,
  SampleOp: likeFirst,
};
