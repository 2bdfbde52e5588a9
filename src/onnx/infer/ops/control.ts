/** If, Loop and Scan: types and shapes through subgraphs. */

import type { Graph } from '../../graph';
import {
  type Family,
  fresh,
  graphAttribute,
  type InferFunction,
  int,
  ints,
  type NodeContext,
  originHere,
  scalarOf,
  shaped,
} from '../context';
import { type Dim, sameDim } from '../dim';
import { type InferredType, tensor, tensorType, typed, UNKNOWN, unranked, type Value } from '../value';
import { BOOL, INT64 } from './types';

/** A condition that is known takes one branch; the other is not walked. Otherwise what both branches agree on. */
const conditional: InferFunction = async (node) => {
  const condition = scalarOf(node, 0);
  const branches =
    typeof condition === 'number' ? [condition !== 0 ? 'then_branch' : 'else_branch'] : ['then_branch', 'else_branch'];
  const results: (readonly Value[])[] = [];
  for (const name of branches) {
    const graph = graphAttribute(node, name);
    if (graph !== null) results.push(await node.run(graph, []));
  }
  const [first, second] = results;
  if (first === undefined) return [];
  return second === undefined ? first : first.map((value, i) => joinedValue(node, value, second[i] ?? UNKNOWN, i));
};

/** What is true of either value. */
function joinedValue(node: NodeContext, a: Value, b: Value, output: number): Value {
  const type = joinedType(node, a.type, b.type, output);
  const same = a.constant !== null && b.constant !== null && a.constant === b.constant;
  const rankless = tensorType({ ...a, type })?.dims === null || type === null;
  return {
    type,
    constant: same ? a.constant : null,
    origin: rankless ? (a.origin ?? b.origin ?? originHere(node, 'data', output)) : null,
  };
}

export function joinedType(
  node: NodeContext,
  a: InferredType | null,
  b: InferredType | null,
  output: number,
): InferredType | null {
  if (a === null || b === null) return null;
  if ('dims' in a && 'dims' in b && a.kind === b.kind) {
    const dtype = a.dtype === b.dtype ? a.dtype : 0;
    return { kind: a.kind, dtype, dims: joinedDims(node, a.dims, b.dims, output) };
  }
  if ((a.kind === 'sequence' || a.kind === 'optional') && a.kind === b.kind) {
    return { kind: a.kind, elem: joinedType(node, a.elem, b.elem, output) };
  }
  // An optional may hold what the other branch gives plainly.
  if (a.kind === 'map' && b.kind === 'map' && a.keyType === b.keyType) {
    return { kind: 'map', keyType: a.keyType, elem: joinedType(node, a.elem, b.elem, output) };
  }
  return a.kind === 'opaque' && b.kind === 'opaque' ? a : null;
}

function joinedDims(
  node: NodeContext,
  a: readonly Dim[] | null,
  b: readonly Dim[] | null,
  output: number,
): readonly Dim[] | null {
  if (a === null || b === null || a.length !== b.length) return null;
  return a.map((dim, axis) => (sameDim(dim, b[axis] ?? 0) ? dim : fresh(node, 'data', output, axis)));
}

/** Runs of a loop's body until what it carries stays the same: each axis, then each rank, can only become unknown once. */
const MAX_RUNS = 4;

interface Carried {
  /** What the body sees. */
  readonly inside: readonly Value[];
  /** What the last run of the body gave. */
  readonly results: readonly Value[];
}

/**
 * Finds shapes of carried values that hold in every iteration: starting from the initial ones, sizes that the body changes become
 * symbols.
 */
async function settle(
  node: NodeContext,
  body: Graph,
  initial: readonly Value[],
  inputsOf: (carried: readonly Value[]) => readonly Value[],
  resultAt: number,
): Promise<Carried> {
  let inside = initial.map(withoutConstant);
  for (let run = 1; ; run++) {
    const results = await node.run(body, inputsOf(inside));
    const next = inside.map((value, i) =>
      widened(node, value, results[resultAt + i] ?? UNKNOWN, i, run === MAX_RUNS - 1),
    );
    const settled = next.every((value, i) => value === inside[i]);
    if (settled || run >= MAX_RUNS) return { inside: next, results };
    inside = next;
  }
}

function withoutConstant(value: Value): Value {
  return value.constant === null ? value : { ...value, constant: null };
}

/** The carried value with what an iteration changes made unknown; the same object where it changes nothing. */
function widened(node: NodeContext, before: Value, after: Value, output: number, last: boolean): Value {
  const [a, b] = [tensorType(before), tensorType(after)];
  if (a === null || b === null) {
    if (before.type === null && after.type !== null) return withoutConstant(after);
    return before;
  }
  if (a.dims === null) return before;
  const dtype = a.dtype === 0 ? b.dtype : a.dtype;
  if (last || b.dims === null || b.dims.length !== a.dims.length) {
    const same =
      b.dims !== null &&
      b.dims.length === a.dims.length &&
      a.dims.every((dim, axis) => sameDim(dim, b.dims?.[axis] ?? 0));
    return same ? before : unranked(dtype, originHere(node, 'data', output));
  }
  const theirs = b.dims;
  let changed = dtype !== a.dtype;
  const dims = a.dims.map((dim, axis) => {
    if (sameDim(dim, theirs[axis] ?? 0) || isOwn(node, dim)) return dim;
    changed = true;
    return fresh(node, 'data', output, axis);
  });
  return changed ? tensor(dtype, dims) : before;
}

/** Whether the size is a symbol that this node made: it stands for any size already. */
function isOwn(node: NodeContext, dim: Dim): boolean {
  if (typeof dim === 'number') return false;
  const [term] = dim.terms;
  const [atom] = term?.atoms ?? [];
  if (dim.terms.length !== 1 || atom?.kind !== 'symbol') return false;
  return (
    atom.origin !== null && atom.origin.graph === node.scope.path && node.proto.outputs.includes(atom.origin.tensor)
  );
}

/** After a loop: a size that changed between iterations is another symbol than within the body. */
function afterLoop(node: NodeContext, value: Value, output: number): Value {
  const type = tensorType(value);
  if (type === null || type.dims === null) return value;
  if (!type.dims.some((dim) => isOwn(node, dim))) return value;
  return tensor(
    type.dtype,
    type.dims.map((dim, axis) => (isOwn(node, dim) ? fresh(node, 'data', output, axis) : dim)),
  );
}

const loop: InferFunction = async (node) => {
  const body = graphAttribute(node, 'body');
  if (body === null) return [];
  const initial = node.inputs.slice(2).map((value) => value ?? UNKNOWN);
  const iteration = tensor(INT64, []);
  const condition = tensor(BOOL, []);
  const { inside, results } = await settle(node, body, initial, (carried) => [iteration, condition, ...carried], 1);
  const scanned = results.slice(1 + initial.length);
  const trips = tripCount(node);
  return [
    ...inside.map((value, i) => afterLoop(node, value, i)),
    ...scanned.map((value, i) => stacked(node, value, trips, 0, initial.length + i)),
  ];
};

/** Known where the count is and no condition can end the loop early. */
function tripCount(node: NodeContext): Dim | null {
  const trips = scalarOf(node, 0);
  const body = graphAttribute(node, 'body');
  if (trips === null || body === null) return null;
  const started = node.inputs[1] === null || node.inputs[1] === undefined || scalarOf(node, 1) === 1;
  return started && passesCondition(body) ? trips : null;
}

/** Whether the body hands on the condition that it was given, or a constant one. */
function passesCondition(body: Graph): boolean {
  const given = body.inputs[1]?.name;
  let name = body.outputs[0]?.name;
  for (let hops = 0; hops < body.nodes.length + 1; hops++) {
    if (name === undefined) return false;
    if (name === given) return true;
    const producer = body.nodes.find((node) => node.outputs.includes(name ?? ''));
    if (producer?.op !== 'Identity') return false;
    name = producer.inputs[0];
  }
  return false;
}

/** Results of all iterations along a new axis. */
function stacked(node: NodeContext, value: Value, count: Dim | null, axis: number, output: number): Value {
  const type = tensorType(value);
  if (type === null) return typed(null, value.origin);
  if (type.dims === null) return unranked(type.dtype, value.origin ?? originHere(node, 'data', output));
  const at = axis < 0 ? axis + type.dims.length + 1 : axis;
  return shaped(node, type.dtype, [...type.dims.slice(0, at), count, ...type.dims.slice(at)], output);
}

/** Version 8 has a batch axis and sequence lengths before its inputs. */
const scan: InferFunction = async (node) => {
  const body = graphAttribute(node, 'body');
  if (body === null) return [];
  const old = node.version < 9;
  const all = node.inputs.slice(old ? 1 : 0).map((value) => value ?? UNKNOWN);
  const scans = int(node, 'num_scan_inputs') ?? 0;
  const states = all.slice(0, Math.max(0, all.length - scans));
  const scanned = all.slice(states.length);
  const axes = old ? [] : (ints(node, 'scan_input_axes') ?? []);
  const lead = old ? 1 : 0;
  let length: Dim | null = null;
  let batch: Dim | null = null;
  const slices = scanned.map((value, i) => {
    const type = tensorType(value);
    if (type === null || type.dims === null) return value;
    const given = axes[i] ?? 0;
    const axis = (given < 0 ? given + type.dims.length : given) + lead;
    length = moreTelling(length, type.dims[axis] ?? null);
    if (old) batch = moreTelling(batch, type.dims[0] ?? null);
    return tensor(
      type.dtype,
      type.dims.filter((_, at) => at !== axis && !(old && at === 0)),
    );
  });
  const initial = states.map((value) => {
    const type = tensorType(value);
    if (!old || type === null || type.dims === null) return value;
    batch = moreTelling(batch, type.dims[0] ?? null);
    return tensor(type.dtype, type.dims.slice(1));
  });
  const { inside, results } = await settle(node, body, initial, (carried) => [...carried, ...slices], 0);
  const outputAxes = old ? [] : (ints(node, 'scan_output_axes') ?? []);
  const final = inside.map((value, i) => afterLoop(node, value, i));
  const outputs = results
    .slice(initial.length)
    .map((value, i) => stacked(node, value, length, outputAxes[i] ?? 0, initial.length + i));
  if (!old) return [...final, ...outputs];
  return [...final, ...outputs].map((value, i) => stacked(node, value, batch, 0, i));
};

function moreTelling(known: Dim | null, dim: Dim | null): Dim | null {
  return known === null || (typeof known !== 'number' && typeof dim === 'number') ? dim : known;
}

export const CONTROL: Family = { If: conditional, Loop: loop, Scan: scan };
