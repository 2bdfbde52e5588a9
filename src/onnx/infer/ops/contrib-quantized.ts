/** Quantized operators of com.microsoft: scales and zero points stand among the inputs. */
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
  text,
  unknownRank,
} from '../context';
import { add, type Dim, mul } from '../dim';
import { tensorType, typed, type Value } from '../value';
import { broadcastTensor, like, likeFirst } from './elementwise';
import { sharedDim } from './movement';
import { matmul } from './products';
import { dequantize, quantize } from './quantization';
import { reduce } from './reductions';
import { FLOAT, INT8, INT32, UINT8, UINT16, UINT32 } from './types';

/** The input with as many columns as the weights have. */
function columns(node: NodeContext, count: Dim | null, output = 0): Value {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  return dims === null ? unknownRank(node, dtype, output) : shaped(node, dtype, [...dims.slice(0, -1), count], output);
}

/** Weights that turn K columns into N, or back. */
const narrowMatmul: InferFunction = (node) => [columns(node, int(node, int(node, 'transB') === 0 ? 'K' : 'N'))];

/** Projections of one normalized input, and the sum before the normalization. */
const projections: InferFunction = (node) => {
  const [queries, others] = [int(node, 'Nq'), int(node, 'Nkv')];
  return [columns(node, queries), columns(node, others, 1), columns(node, others, 2), like(node, 0)];
};

/** The third input holds rows and columns of the packed weights. */
const blockMatmul: InferFunction = (node) => [columns(node, elementsOf(node, 2)?.[1] ?? null)];

/** Inputs: A, its scale and zero point, B, …; single precision where no zero point of the result is given. */
const gemm: InferFunction = (node) => {
  const rows = dimsOf(node, 0)?.[int(node, 'transA') ? 1 : 0] ?? null;
  const width = dimsOf(node, 3)?.[int(node, 'transB') ? 0 : 1] ?? null;
  return [shaped(node, dtypeOf(node, 8) || FLOAT, [rows, width])];
};

/** Of tensors at these inputs, broadcast together; the data type is that of `dtypeFrom`. */
function broadcastOf(inputs: readonly number[], dtypeFrom = 0): InferFunction {
  return (node) => [broadcastTensor(node, dtypeOf(node, dtypeFrom), inputs)];
}

/** Scale and zero point of the result, then tensor, scale and zero point of each input. */
const concat: InferFunction = (node) => {
  const shapes = node.inputs.flatMap((_, i) => (i >= 2 && (i - 2) % 3 === 0 ? [dimsOf(node, i)] : []));
  const ranked = shapes.filter((dims) => dims !== null);
  const [first] = ranked;
  const axis = first === undefined ? null : axisWithin(int(node, 'axis') ?? 0, first.length);
  const dtype = dtypeOf(node, 1);
  if (first === undefined || axis === null || ranked.some((dims) => dims.length !== first.length))
    return [unknownRank(node, dtype)];
  const total = ranked.length < shapes.length ? null : ranked.reduce<Dim>((sum, dims) => add(sum, dims[axis] ?? 0), 0);
  return [
    shaped(
      node,
      dtype,
      first.map((_, at) => (at === axis ? total : sharedDim(node, ranked, at))),
    ),
  ];
};

/** The tensor is the first input only; what follows are its scale and zero point. */
function reduction(dtypeFrom: (node: NodeContext) => number): InferFunction {
  const rule = reduce(null);
  return (node) => {
    const [value] = rule({ ...node, inputs: node.inputs.slice(0, 1) });
    const type = tensorType(value);
    return [typed(type === null ? null : { ...type, dtype: dtypeFrom(node) }, value?.origin ?? null)];
  };
}

/** Sums of bytes are kept in 32 bits of the same signedness. */
const wider = (node: NodeContext): number => ({ [INT8]: INT32, [UINT8]: UINT32 })[dtypeOf(node, 0)] ?? 0;

/** As LSTM, with recurrence weights of (directions, hidden size, 4 times that). */
const lstm: InferFunction = (node) => {
  const [sequence = null, batch = null] = dimsOf(node, 0) ?? [];
  const directions = text(node, 'direction') === 'bidirectional' ? 2 : 1;
  const hidden = int(node, 'hidden_size') ?? dimsOf(node, 2)?.[1] ?? null;
  const last = [directions, batch, hidden];
  const dtype = dtypeOf(node, 0);
  return [
    shaped(node, dtype, [sequence, directions, batch, hidden]),
    shaped(node, dtype, last, 1),
    shaped(node, dtype, last, 2),
  ];
};

/** Rows of a table; of integers packed into bytes, as many more columns as a byte holds. */
const gather: InferFunction = (node) => {
  const data = dimsOf(node, 0);
  const indices = dimsOf(node, 1);
  const dtype = dtypeOf(node, 2);
  if (data === null || indices === null) return [unknownRank(node, dtype)];
  const axis = axisWithin(int(node, 'gather_axis') ?? 0, data.length) ?? 0;
  const packed = dtypeOf(node, 0) === UINT8 ? 8 / (int(node, 'bits') ?? 4) : 1;
  const unpacked = data.map((dim, at) => (at === data.length - 1 ? mul(dim, packed) : dim));
  return [shaped(node, dtype, [...unpacked.slice(0, axis), ...indices, ...unpacked.slice(axis + 1)])];
};

export const CONTRIB_QUANTIZED: Family = {
  QuantizeLinear: quantize,
  DequantizeLinear: dequantize,
  QuantizeWithOrder: (node) => [like(node, 0, INT8)],
  DequantizeWithOrder: (node) => [like(node, 0, dtypeOf(node, 1))],
  QLinearAdd: broadcastOf([0, 3]),
  QLinearMul: broadcastOf([0, 3]),
  QLinearWhere: broadcastOf([0, 1, 4], 1),
  QOrderedAdd: broadcastOf([0, 2]),
  MulInteger: (node) => [broadcastTensor(node, INT32, [0, 2])],
  QLinearConcat: concat,
  QLinearReduceMean: reduction((node) => dtypeOf(node, 0)),
  ReduceSumInteger: reduction(wider),
  QLinearLeakyRelu: likeFirst,
  QLinearSigmoid: likeFirst,
  QLinearSoftmax: likeFirst,
  QOrderedAttention: likeFirst,
  QOrderedBiasGelu: likeFirst,
  QOrderedGelu: likeFirst,
  QOrderedLayerNormalization: likeFirst,
  QOrderedLongformerAttention: likeFirst,
  QOrderedMatMul: matmul((node) => dtypeOf(node, 0), 0, 2),
  QGemm: gemm,
  DynamicQuantizeMatMul: matmul(() => FLOAT),
  MatMulIntegerToFloat: matmul((node) => dtypeOf(node, 2) || FLOAT),
  MatMulInteger16: matmul((node) => (dtypeOf(node, 0) === UINT16 && dtypeOf(node, 1) === UINT16 ? UINT32 : INT32)),
  MatMulNBits: narrowMatmul,
  MatMulNBitsMlp: (node) => [columns(node, int(node, 'N')), like(node, 0)],
  MatMulNBitsQkv: projections,
  MatMulBnb4: narrowMatmul,
  MatMulBlockQuantizedFp4Weight: (node) => [columns(node, dimsOf(node, 1)?.[0] ?? null)],
  MatMulBlockQuantizedFp8Weight: (node) => [columns(node, dimsOf(node, 1)?.[0] ?? null)],
  MatMulFpQ4: blockMatmul,
  DynamicQuantizeLSTM: lstm,
  GatherBlockQuantized: gather,
  QMoE: likeFirst,
};
