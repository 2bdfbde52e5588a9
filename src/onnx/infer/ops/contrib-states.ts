/** Operators of com.microsoft that carry a state from token to token instead of a cache. */
import { dimsOf, dtypeOf, type Family, type InferFunction, int, type NodeContext, shaped } from '../context';
import { type Dim, mul, sub } from '../dim';
import { perHead, times } from './attention';
import { like } from './elementwise';

/** The last states may be kept, along a new first axis. */
function windowed(node: NodeContext, dims: readonly (Dim | null)[]): readonly (Dim | null)[] {
  const kept = int(node, 'state_window') ?? 0;
  return kept > 0 ? [kept, ...dims] : dims;
}

/** Heads are packed into the last axis; the state is heads by key size by value size. */
const linearAttention: InferFunction = (node) => {
  const [batch = null, length = null, keys = null] = dimsOf(node, 0) ?? [];
  const values = dimsOf(node, 2)?.[2] ?? null;
  const heads = int(node, 'q_num_heads');
  const keyHeads = int(node, 'kv_num_heads');
  const keySize = keys === null ? null : perHead(keys, heads);
  const valueSize = values === null ? null : perHead(values, keyHeads);
  const most = heads === null || keyHeads === null ? null : Math.max(heads, keyHeads);
  const dtype = dtypeOf(node, 0);
  return [
    shaped(node, dtype, [batch, length, times(most, valueSize)]),
    shaped(node, dtypeOf(node, 3) || dtype, windowed(node, [batch, keyHeads, keySize, valueSize]), 1),
  ];
};

/** The state is as long as the kernel reaches back along the last axis. */
const causalConvolution: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const kernel = dimsOf(node, 1)?.at(-1);
  const reach = kernel === undefined ? null : mul(sub(kernel, 1), int(node, 'dilation') ?? 1);
  const first = like(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null || dims.length < 3) return [first];
  const state =
    int(node, 'channels_last') === 1 ? [dims[0] ?? null, reach, ...dims.slice(2)] : [...dims.slice(0, -1), reach];
  return [first, shaped(node, dtypeOf(node, 3) || dtype, windowed(node, state), 1)];
};

export const CONTRIB_STATES: Family = {
  LinearAttention: linearAttention,
  LinearAttentionGate: (node) => [like(node, 0), like(node, 3)],
  CausalConvWithState: causalConvolution,
};
