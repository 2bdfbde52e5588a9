/** Attention of the ONNX operator set. */
import { dimsOf, dtypeOf, type Family, has, type InferFunction, int, shaped, unknownRank } from '../context';
import { add, type Dim, divideExactly, mul } from '../dim';
import { like } from './elementwise';

/** Sizes by role; heads are packed into the last axis of three-dimensional inputs. */
interface Heads {
  readonly batch: Dim | null;
  readonly heads: Dim | null;
  readonly length: Dim | null;
  readonly size: Dim | null;
}

export function headsOf(dims: readonly Dim[] | null, count: number | null): Heads {
  const [batch = null, second = null, third = null, fourth = null] = dims ?? [];
  if (dims?.length === 4) return { batch, heads: second, length: third, size: fourth };
  return { batch, heads: count, length: second, size: third === null ? null : perHead(third, count) };
}

export function perHead(size: Dim, count: number | null): Dim | null {
  return count === null || count <= 0 ? null : divideExactly(size, count);
}

export function plus(a: Dim | null, b: Dim | null): Dim | null {
  return a === null || b === null ? null : add(a, b);
}

export function times(a: Dim | null, b: Dim | null): Dim | null {
  return a === null || b === null ? null : mul(a, b);
}

/** Result, present keys and values, and the products of queries and keys. */
const attention: InferFunction = (node) => {
  const query = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const keyHeads = int(node, 'kv_num_heads');
  const q = headsOf(query, int(node, 'q_num_heads'));
  const k = headsOf(dimsOf(node, 1), keyHeads);
  const v = headsOf(dimsOf(node, 2), keyHeads);
  const pastLength = has(node, 4) ? (dimsOf(node, 4)?.[2] ?? null) : 0;
  const total = plus(pastLength, k.length ?? v.length);
  const first =
    query === null
      ? unknownRank(node, dtype)
      : query.length === 4
        ? shaped(node, dtype, [q.batch, q.heads, q.length, v.size])
        : shaped(node, dtype, [q.batch, q.length, times(q.heads, v.size)]);
  return [
    first,
    shaped(node, dtypeOf(node, 4) || dtypeOf(node, 1) || dtype, [k.batch ?? q.batch, k.heads, total, k.size], 1),
    shaped(node, dtypeOf(node, 5) || dtypeOf(node, 2) || dtype, [v.batch ?? q.batch, v.heads, total, v.size], 2),
    shaped(node, dtype, [q.batch, q.heads, q.length, total], 3),
  ];
};

/** Four axes: batch, heads, length, size; the last one from the values. */
const flexAttention: InferFunction = (node) => {
  const [batch = null, heads = null, length = null] = dimsOf(node, 0) ?? [];
  return [shaped(node, dtypeOf(node, 0), [batch, heads, length, dimsOf(node, 2)?.[3] ?? null])];
};

/** Result, and a state of heads by key size by value size. */
export const linearAttention: InferFunction = (node) => {
  const q = headsOf(dimsOf(node, 0), int(node, 'q_num_heads'));
  const v = headsOf(dimsOf(node, 2), int(node, 'kv_num_heads'));
  const dtype = dtypeOf(node, 0);
  return [
    shaped(node, dtype, [q.batch, q.length, times(q.heads, v.size)]),
    shaped(node, dtypeOf(node, 3) || dtype, [q.batch, v.heads, q.size, v.size], 1),
  ];
};

export const ATTENTION: Family = {
  Attention: attention,
  LinearAttention: linearAttention,
  RotaryEmbedding: (node) => [like(node, 0)],
};

/** The domain ai.onnx.preview. */
export const PREVIEW: Family = { FlexAttention: flexAttention };
