/** Attention operators of com.microsoft. */
import {
  dimsOf,
  dtypeOf,
  type Family,
  has,
  type InferFunction,
  int,
  ints,
  type NodeContext,
  shaped,
  unknownRank,
} from '../context';
import { type Dim, divideExactly, mul } from '../dim';
import { perHead, plus, times } from './attention';
import { like } from './elementwise';
import { FLOAT } from './types';

/** Queries, keys and values from one input and stacked weights; past and present lie in one tensor. */
function packedWeights(biasAt: number, pastAt: number, dtypeFrom: (node: NodeContext) => number): InferFunction {
  return (node) => {
    const dims = dimsOf(node, 0);
    const dtype = dtypeFrom(node);
    const sizes = ints(node, 'qkv_hidden_sizes');
    const columns = dimsOf(node, 1)?.[1] ?? dimsOf(node, biasAt)?.[0];
    const hidden = sizes?.[2] ?? (columns === undefined ? null : divideExactly(columns, 3));
    const [batch = null, length = null] = dims ?? [];
    const heads = int(node, 'num_heads');
    const total = plus(has(node, pastAt) ? (dimsOf(node, pastAt)?.[3] ?? null) : 0, length);
    const headSize = hidden === null ? null : perHead(hidden, heads);
    return [shaped(node, dtype, [batch, length, hidden]), shaped(node, dtype, [2, batch, heads, total, headSize], 1)];
  };
}

/** Separate queries, keys and values, each with three axes, or packed into five or keys and values into four. */
const multiHead: InferFunction = (node) => {
  const query = dimsOf(node, 0);
  const key = dimsOf(node, 1);
  const value = dimsOf(node, 2);
  const dtype = dtypeOf(node, 0);
  const heads = int(node, 'num_heads');
  const [batch = null, length = null, third = null] = query ?? [];
  const packed = query?.length === 5 ? times(third, query[4] ?? null) : null;
  const valueSize =
    packed ??
    (value?.length === 3
      ? (value[2] ?? null)
      : value?.length === 4
        ? times(value[1] ?? null, value[3] ?? null)
        : third);
  const keySize = packed ?? third;
  const keyLength = query?.length === 5 ? length : key?.length === 4 ? (key[2] ?? null) : (key?.[1] ?? null);
  const pastLength = has(node, 6) ? (dimsOf(node, 6)?.[2] ?? null) : 0;
  const total = plus(pastLength, keyLength);
  const size = (hidden: Dim | null): Dim | null => (hidden === null ? null : perHead(hidden, heads));
  return [
    query === null ? unknownRank(node, dtype) : shaped(node, dtype, [batch, length, valueSize]),
    shaped(node, dtype, [batch, heads, total, size(keySize)], 1),
    shaped(node, dtype, [batch, heads, total, size(valueSize)], 2),
  ];
};

/**
 * Where keys and values are packed behind the queries, the result has the queries' part. Present tensors are as long as the model
 * declares; where it does not, as long as past ones, whose buffer ONNX Runtime takes them to share.
 */
const groupQuery: InferFunction = (node) => {
  const query = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const heads = int(node, 'num_heads');
  const keyHeads = int(node, 'kv_num_heads');
  const [batch = null, length = null, third = null] = query ?? [];
  const packed = !has(node, 1);
  const size =
    third === null || heads === null || keyHeads === null
      ? null
      : perHead(third, packed ? heads + 2 * keyHeads : heads);
  const hidden = packed ? (size === null || heads === null ? null : mul(size, heads)) : third;
  const present = (output: number) => {
    const past = node.declares(output) ? null : (dimsOf(node, 2 + output)?.[2] ?? null);
    return shaped(node, dtypeOf(node, 2 + output) || dtype, [batch, keyHeads, past, size], output);
  };
  return [
    query === null ? unknownRank(node, dtype) : shaped(node, dtype, [batch, length, hidden]),
    present(1),
    present(2),
  ];
};

/** Tokens of all sequences, without padding. */
const packedAttention: InferFunction = (node) => {
  const columns = dimsOf(node, 1)?.[1] ?? null;
  const sizes = ints(node, 'qkv_hidden_sizes');
  return [
    shaped(node, dtypeOf(node, 0), [
      dimsOf(node, 0)?.[0] ?? null,
      sizes?.[2] ?? (columns === null ? null : divideExactly(columns, 3)),
    ]),
  ];
};

const relativeBias: InferFunction = (node) => [
  shaped(node, dtypeOf(node, 0), [1, dimsOf(node, 0)?.[1] ?? null, null, null]),
];

export const CONTRIB_ATTENTION: Family = {
  Attention: packedWeights(2, 4, (node) => dtypeOf(node, 0)),
  QAttention: packedWeights(2, 8, (node) => dtypeOf(node, 3) || FLOAT),
  MultiHeadAttention: multiHead,
  DecoderMaskedMultiHeadAttention: multiHead,
  GroupQueryAttention: groupQuery,
  SparseAttention: groupQuery,
  PackedAttention: packedAttention,
  PackedMultiHeadAttention: (node) => [like(node, 0)],
  LongformerAttention: (node) => [like(node, 0)],
  RelativePositionBias: relativeBias,
};
