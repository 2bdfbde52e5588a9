/**
 * Multiply-accumulates of the operators that do nearly all of them: convolutions, matrix products, recurrent layers and attention.
 * Everything else counts as none.
 */
import type { Graph } from '../graph';
import { attribute, dimsOf, int, type NodeContext, originHere, scalarOf } from './context';
import type { Dim } from './dim';
import { summedAxes } from './ops/einsum';
import { scanLength } from './ops/loops';
import { staticSize, tensorType, type Value } from './value';

export interface OperatorWork {
  nodes: number;
  /** Of the nodes whose sizes are all known. */
  macs: number;
  /** Nodes with a size that is not known, or that run an unknown number of times. */
  unknown: number;
}

/** By operator. */
export type Work = Map<string, OperatorWork>;

/** Null where a size is not known. */
type Count = (node: NodeContext, outputs: readonly Value[]) => number | null;

function size(dims: readonly Dim[] | null | undefined): number | null {
  return dims == null ? null : staticSize(dims);
}

function product(...factors: readonly (number | null)[]): number | null {
  return factors.reduce((a, b) => (a === null || b === null ? null : a * b), 1);
}

function sum(...terms: readonly (number | null)[]): number | null {
  return terms.reduce((a, b) => (a === null || b === null ? null : a + b), 0);
}

function outputSize(outputs: readonly Value[], index = 0): number | null {
  return size(tensorType(outputs[index])?.dims);
}

function number(dim: Dim | null | undefined): number | null {
  return typeof dim === 'number' ? dim : null;
}

/** Each element of the result takes a window of all channels of its group. */
const convolution =
  (weightAt: number): Count =>
  (node, outputs) =>
    product(outputSize(outputs), size(dimsOf(node, weightAt)?.slice(1)));

/** Each element of the input spreads over a window. */
const transposed: Count = (node) => product(size(dimsOf(node, 0)), size(dimsOf(node, 1)?.slice(1)));

const matmul: Count = (node, outputs) => product(outputSize(outputs), number(dimsOf(node, 0)?.at(-1)));

const gemm: Count = (node, outputs) =>
  product(outputSize(outputs), number(dimsOf(node, 0)?.[int(node, 'transA') === 1 ? 0 : 1]));

const fused: Count = (node, outputs) =>
  product(outputSize(outputs), number(dimsOf(node, 0)?.at(int(node, 'transA') === 1 ? -2 : -1)));

const einsum: Count = (node, outputs) => product(outputSize(outputs), size(summedAxes(node)));

/** Both weights are applied to each step of each sequence. */
const recurrent: Count = (node) => {
  const steps = size(dimsOf(node, 0)?.slice(0, 2));
  return product(steps, sum(size(dimsOf(node, 1)), size(dimsOf(node, 2))));
};

/** Queries with keys, then with values, for each position of the present. */
const attention: Count = (node, outputs) => {
  const present = number(tensorType(outputs[1])?.dims?.[2]);
  return product(sum(size(dimsOf(node, 0)), outputSize(outputs)), present);
};

/** The projections, then as above; keys and values are as large as queries. */
const packedAttention: Count = (node, outputs) => {
  const projections = product(size(dimsOf(node, 0)), number(dimsOf(node, 1)?.[1]));
  const present = number(tensorType(outputs[1])?.dims?.[3]);
  return sum(projections, product(2, outputSize(outputs), present));
};

const COUNTS: ReadonlyMap<string, Count> = new Map(
  Object.entries({
    Conv: convolution(1),
    ConvInteger: convolution(1),
    QLinearConv: convolution(3),
    DeformConv: convolution(1),
    ConvTranspose: transposed,
    MatMul: matmul,
    MatMulInteger: matmul,
    QLinearMatMul: matmul,
    Gemm: gemm,
    Einsum: einsum,
    RNN: recurrent,
    GRU: recurrent,
    LSTM: recurrent,
    Attention: attention,
    'com.microsoft::FusedMatMul': fused,
    'com.microsoft::FusedGemm': gemm,
    'com.microsoft::QGemm': gemm,
    'com.microsoft::MatMulNBits': matmul,
    'com.microsoft::DynamicQuantizeMatMul': matmul,
    'com.microsoft::MatMulIntegerToFloat': matmul,
    'com.microsoft::Attention': packedAttention,
    'com.microsoft::MultiHeadAttention': attention,
    'com.microsoft::GroupQueryAttention': attention,
  } satisfies Record<string, Count>),
);

/** Adds what the node itself does, and what its subgraphs do as often as they run. */
export function addNode(
  work: Work,
  node: NodeContext,
  outputs: readonly Value[],
  inner: ReadonlyMap<Graph, Work>,
): void {
  const { domain, op } = node.proto;
  const count = COUNTS.get(domain === '' ? op : `${domain}::${op}`);
  if (count !== undefined) {
    const macs = count(node, outputs);
    addTo(work, originHere(node, 'data').op, { nodes: 1, macs: macs ?? 0, unknown: macs === null ? 1 : 0 });
  }
  if (inner.size > 0) addWork(work, largest([...inner.values()]), repetitions(node));
}

/** @param times Null where that is not known: then so is the part's work. */
export function addWork(work: Work, part: Work, times: number | null): void {
  for (const [op, { nodes, macs, unknown }] of part) {
    addTo(work, op, { nodes, macs: times === null ? 0 : macs * times, unknown: times === null ? nodes : unknown });
  }
}

function addTo(work: Work, op: string, more: OperatorWork): void {
  const known = work.get(op);
  if (known === undefined) work.set(op, { ...more });
  else {
    known.nodes += more.nodes;
    known.macs += more.macs;
    known.unknown += more.unknown;
  }
}

/** Of branches that may all be taken, the one with most work. */
function largest(branches: readonly Work[]): Work {
  return branches.reduce((a, b) => (totalOf(b) > totalOf(a) ? b : a));
}

export function totalOf(work: Work): number {
  return [...work.values()].reduce((total, { macs }) => total + macs, 0);
}

/** How often a node's subgraph runs, at most. */
function repetitions(node: NodeContext): number | null {
  if (attribute(node, 'then_branch') !== null) return 1;
  return number(node.proto.op === 'Scan' ? scanLength(node) : scalarOf(node, 0));
}
