/** Attention operators of com.microsoft. */
import {
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  has,
  type InferFunction,
  int,
  ints,
  type NodeContext,
  scalarOf,
  shaped,
  text,
  unknownRank,
} from '../context';
import { add, type Dim, divideExactly, max } from '../dim';
import type { Value } from '../value';
import { perHead, plus, times } from './attention';
import { like } from './elementwise';
import { FLOAT, INT32 } from './types';

function sizePerHead(hidden: Dim | null, heads: number | null): Dim | null {
  return hidden === null ? null : perHead(hidden, heads);
}

/** A cache in the buffer of the past one: it keeps its shape. */
function shared(node: NodeContext, past: number, output: number): Value {
  const dims = dimsOf(node, past);
  return dims === null
    ? unknownRank(node, dtypeOf(node, past), output)
    : shaped(node, dtypeOf(node, past), dims, output);
}

/** Queries, keys and values from one input and stacked weights; past and present lie in one tensor. */
function packedWeights(pastAt: number, dtypeFrom: (node: NodeContext) => number): InferFunction {
  return (node) => {
    const dtype = dtypeFrom(node);
    const sizes = ints(node, 'qkv_hidden_sizes');
    const columns = dimsOf(node, 1)?.[1] ?? dimsOf(node, 2)?.[0];
    const hidden = sizes?.[2] ?? (columns === undefined ? null : divideExactly(columns, 3));
    const [batch = null, length = null] = dimsOf(node, 0) ?? [];
    const first = shaped(node, dtype, [batch, length, hidden]);
    if (int(node, 'past_present_share_buffer') === 1) return [first, shared(node, pastAt, 1)];
    const heads = int(node, 'num_heads');
    const total = plus(has(node, pastAt) ? (dimsOf(node, pastAt)?.[3] ?? null) : 0, length);
    return [first, shaped(node, dtype, [2, batch, heads, total, sizePerHead(hidden, heads)], 1)];
  };
}

/** Last size of the result: of the values, or of what is packed into one tensor with five axes or with three times the size. */
function valueSize(node: NodeContext): Dim | null {
  const query = dimsOf(node, 0);
  const value = dimsOf(node, 2);
  if (query?.length === 5) return times(query[2] ?? null, query[4] ?? null);
  if (value?.length === 4) return times(value[1] ?? null, value[3] ?? null);
  if (value?.length === 3) return value[2] ?? null;
  if (has(node, 2)) return null;
  const last = query?.[2] ?? null;
  return has(node, 1) || last === null ? last : divideExactly(last, 3);
}

/**
 * Queries, keys and values apart, or packed: all three into one tensor, or keys and values into the second.
 *
 * @param pastAt Input of the past keys; the past values follow.
 * @param sharesBuffer Whether the caches lie in the buffers of the past ones.
 */
function multiHead(pastAt: number, sharesBuffer: (node: NodeContext) => boolean): InferFunction {
  return (node) => {
    const query = dimsOf(node, 0);
    const dtype = dtypeOf(node, 0);
    const heads = int(node, 'num_heads');
    const [batch = null, length = null] = query ?? [];
    const hidden = valueSize(node);
    const first = query === null ? unknownRank(node, dtype) : shaped(node, dtype, [batch, length, hidden]);
    if (sharesBuffer(node)) return [first, shared(node, pastAt, 1), shared(node, pastAt + 1, 2)];
    const keys = dimsOf(node, 1);
    const keySize = query?.length === 5 || !has(node, 1) ? hidden : (query?.[2] ?? null);
    const keyLength = has(node, 1) ? ((keys?.length === 4 ? keys[2] : keys?.[1]) ?? null) : length;
    const total = plus(has(node, pastAt) ? (dimsOf(node, pastAt)?.[2] ?? null) : 0, keyLength);
    const cache = (size: Dim | null, output: number) =>
      shaped(node, dtypeOf(node, pastAt) || dtype, [batch, heads, total, sizePerHead(size, heads)], output);
    return [first, cache(keySize, 1), cache(hidden, 2), shaped(node, dtype, [batch, heads, length, total], 3)];
  };
}

/** A buffer is shared by past and present where past keys and their length are given. */
const sharesByLength = (node: NodeContext): boolean => has(node, 6) && has(node, 8);
const sharesByAttribute = (node: NodeContext): boolean => int(node, 'past_present_share_buffer') === 1;

/** Size of a head; queries may be packed with keys and values that have fewer heads. */
function groupedHeadSize(node: NodeContext): Dim | null {
  const hidden = dimsOf(node, 0)?.at(-1) ?? null;
  const heads = int(node, 'num_heads');
  const keyHeads = int(node, 'kv_num_heads');
  if (hidden === null || heads === null || keyHeads === null) return null;
  return perHead(hidden, has(node, 1) ? heads : heads + 2 * keyHeads);
}

function groupedResult(node: NodeContext, size: Dim | null): Value {
  const query = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (query === null) return unknownRank(node, dtype);
  if (has(node, 1)) return shaped(node, dtype, query);
  return shaped(node, dtype, [...query.slice(0, -1), times(size, int(node, 'num_heads'))]);
}

/**
 * The caches are as long as the past ones or as all tokens together, whichever is longer. Where the number of tokens is not known,
 * they are as long as the model declares; where it does not, as the past ones, whose buffer ONNX Runtime takes them to share.
 */
const groupQuery: InferFunction = (node) => {
  const size = groupedHeadSize(node);
  const first = groupedResult(node, size);
  if (int(node, 'sliding_window_cache') === 1 && has(node, 3)) return [first, shared(node, 3, 1), shared(node, 4, 2)];
  const dtype = dtypeOf(node, 0);
  const [batch = null, length = null] = dimsOf(node, 0) ?? [];
  const total = scalarOf(node, 6);
  const cache = (output: number) => {
    const past = has(node, 2 + output) ? (dimsOf(node, 2 + output) ?? null) : undefined;
    const before = past === undefined ? 0 : (past?.[2] ?? null);
    const longest =
      total !== null && before !== null ? max(before, total) : node.declares(output) ? null : before || null;
    const dims = [batch, int(node, 'kv_num_heads'), longest, past?.[3] ?? size];
    return shaped(node, dtypeOf(node, 2 + output) || dtype, dims, output);
  };
  return [first, cache(1), cache(2), shaped(node, dtype, [batch, int(node, 'num_heads'), length, total], 3)];
};

const sparseAttention: InferFunction = (node) => [
  groupedResult(node, groupedHeadSize(node)),
  shared(node, 3, 1),
  shared(node, 4, 2),
];

/** A cache in blocks, which are written in place. Where keys and values are one latent row, values may be narrower. */
const pagedAttention: InferFunction = (node) => {
  const dtype = dtypeOf(node, 0);
  const caches = [shared(node, 3, 1), shared(node, 4, 2)];
  if (text(node, 'kv_cache_layout') !== 'LATENT') return [groupedResult(node, groupedHeadSize(node)), ...caches];
  const query = dimsOf(node, 0);
  const width = times(int(node, 'num_heads'), int(node, 'v_head_size') || null);
  return [
    query === null ? unknownRank(node, dtype) : shaped(node, dtype, [query[0] ?? null, width ?? query[1] ?? null]),
    ...caches,
  ];
};

/** Tokens of all sequences, without padding. */
const packedAttention: InferFunction = (node) => {
  const columns = dimsOf(node, 1)?.[1] ?? dimsOf(node, 2)?.[0] ?? null;
  const hidden = ints(node, 'qkv_hidden_sizes')?.[2] ?? (columns === null ? null : divideExactly(columns, 3));
  return [shaped(node, dtypeOf(node, 0), [dimsOf(node, 0)?.[0] ?? null, hidden])];
};

/** Queries of (tokens, size), or packed as (tokens, heads, 3, size of a head). */
const packedMultiHead: InferFunction = (node) => {
  const query = dimsOf(node, 0);
  const packed = query?.length === 4 ? times(query[1] ?? null, query[3] ?? null) : null;
  return [shaped(node, dtypeOf(node, 0), [query?.[0] ?? null, packed ?? dimsOf(node, 2)?.[1] ?? null])];
};

/** Caches of (batch, heads, length, size); the new length depends on flags among the inputs. */
const decoderAttention: InferFunction = (node) => {
  const cache = dimsOf(node, 6);
  const grown = [cache?.[0] ?? null, cache?.[1] ?? null, null, cache?.[3] ?? null];
  return [like(node, 0), shaped(node, dtypeOf(node, 0), grown, 1), shaped(node, dtypeOf(node, 0), grown, 2)];
};

/** Two inputs say how many queries and keys there are. */
const relativeBias: InferFunction = (node) => {
  const [queries, keys] = [1, 2].map((index) => elementsOf(node, index)?.[0] ?? null);
  return [shaped(node, dtypeOf(node, 0), [1, dimsOf(node, 0)?.[1] ?? null, queries ?? null, keys ?? null])];
};

const gatedRelativeBias: InferFunction = (node) => {
  const [batch = null, length = null] = dimsOf(node, 0) ?? [];
  return [shaped(node, dtypeOf(node, 0), [batch, int(node, 'num_heads'), length, length])];
};

/** Tokens without padding, where each of them was, where each sequence begins, and the longest length. */
const removePadding: InferFunction = (node) => {
  const [batch = null, length = null, hidden = null] = dimsOf(node, 0) ?? [];
  return [
    shaped(node, dtypeOf(node, 0), [null, hidden]),
    shaped(node, INT32, [batch, length], 1),
    shaped(node, INT32, [batch === null ? null : add(batch, 1)], 2),
    shaped(node, INT32, [1], 3),
  ];
};

const restorePadding: InferFunction = (node) => {
  const [batch = null, length = null] = dimsOf(node, 1) ?? [];
  return [shaped(node, dtypeOf(node, 0), [batch, length, dimsOf(node, 0)?.[1] ?? null])];
};

export const CONTRIB_ATTENTION: Family = {
  Attention: packedWeights(4, (node) => dtypeOf(node, 0)),
  DecoderMaskedSelfAttention: packedWeights(4, (node) => dtypeOf(node, 0)),
  QAttention: packedWeights(8, (node) => dtypeOf(node, 3) || FLOAT),
  MultiHeadAttention: multiHead(6, sharesByLength),
  DecoderMaskedMultiHeadAttention: multiHead(5, sharesByAttribute),
  GroupQueryAttention: groupQuery,
  SparseAttention: sparseAttention,
  PagedAttention: pagedAttention,
  PackedAttention: packedAttention,
  PackedMultiHeadAttention: packedMultiHead,
  DecoderAttention: decoderAttention,
  LongformerAttention: (node) => [like(node, 0)],
  RelativePositionBias: relativeBias,
  GatedRelativePositionBias: gatedRelativeBias,
  RemovePadding: removePadding,
  RestorePadding: restorePadding,
};
