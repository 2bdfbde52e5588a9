/** Loop and Scan: what their bodies carry from one iteration to the next, and what they collect. */
import type { Graph } from '../../graph';
import { fresh, graphAttribute, int, ints, type NodeContext, originHere, scalarOf, shaped } from '../context';
import { type Dim, onlyAtom, sameDim } from '../dim';
import { tensor, tensorType, typed, UNKNOWN, unranked, type Value } from '../value';
import type { Walk } from '../walk';
import { BOOL, INT64 } from './types';

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
function* settle(
  node: NodeContext,
  body: Graph,
  initial: readonly Value[],
  inputsOf: (carried: readonly Value[]) => readonly Value[],
  resultAt: number,
): Walk<Carried> {
  let inside = initial.map(withoutConstant);
  for (let run = 1; ; run++) {
    const results = yield* node.run(body, inputsOf(inside));
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
    // What begins as an optional may go on as what it holds; the body has to stand both.
    const stays = after.type === null || after.type.kind === before.type?.kind || before.type?.kind === 'optional';
    return stays ? before : withoutConstant(after);
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
  const atom = onlyAtom(dim);
  const origin = atom?.kind === 'symbol' ? atom.origin : null;
  return origin !== null && origin.graph === node.scope.path && node.proto.outputs.includes(origin.tensor);
}

/**
 * After a loop: a size that changed between iterations is another symbol than within the body, and an optional is what the last
 * iteration gave.
 */
function afterLoop(node: NodeContext, value: Value, result: Value | undefined, output: number): Value {
  if (value.type?.kind === 'optional' && result !== undefined) return withoutConstant(result);
  const type = tensorType(value);
  if (type === null || type.dims === null) return value;
  if (!type.dims.some((dim) => isOwn(node, dim))) return value;
  return tensor(
    type.dtype,
    type.dims.map((dim, axis) => (isOwn(node, dim) ? fresh(node, 'data', output, axis) : dim)),
  );
}

/** Values after the last iteration, and results of all iterations. */
export function* loop(node: NodeContext): Walk<readonly Value[]> {
  const body = graphAttribute(node, 'body');
  if (body === null) return [];
  const initial = node.inputs.slice(2).map((value) => value ?? UNKNOWN);
  const iteration = tensor(INT64, []);
  const condition = tensor(BOOL, []);
  const { inside, results } = yield* settle(node, body, initial, (carried) => [iteration, condition, ...carried], 1);
  const scanned = results.slice(1 + initial.length);
  const trips = tripCount(node);
  return [
    ...inside.map((value, i) => afterLoop(node, value, results[1 + i], i)),
    ...scanned.map((value, i) => stacked(node, value, trips, 0, initial.length + i)),
  ];
}

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

/** What a Scan cuts up. Version 8 has sequence lengths before its inputs, and a batch axis. */
interface Scanned {
  readonly batched: boolean;
  readonly states: readonly Value[];
  readonly inputs: readonly Value[];
  /** Of each input, the axis along which it is cut. */
  readonly axes: readonly number[];
}

function scannedBy(node: NodeContext): Scanned {
  const batched = node.version < 9;
  const all = node.inputs.slice(batched ? 1 : 0).map((value) => value ?? UNKNOWN);
  const states = all.slice(0, Math.max(0, all.length - (int(node, 'num_scan_inputs') ?? 0)));
  const inputs = all.slice(states.length);
  const given = batched ? [] : (ints(node, 'scan_input_axes') ?? []);
  const axes = inputs.map((value, i) => {
    const axis = given[i] ?? 0;
    const rank = tensorType(value)?.dims?.length ?? 0;
    return batched ? 1 : axis < 0 ? axis + rank : axis;
  });
  return { batched, states, inputs, axes };
}

/** How often the body runs; null where no input tells. */
export function scanLength(node: NodeContext): Dim | null {
  const { inputs, axes } = scannedBy(node);
  return mostTelling(inputs.map((value, i) => tensorType(value)?.dims?.[axes[i] ?? 0] ?? null));
}

/** As a loop over slices of its inputs. */
export function* scan(node: NodeContext): Walk<readonly Value[]> {
  const body = graphAttribute(node, 'body');
  if (body === null) return [];
  const { batched, states, inputs, axes } = scannedBy(node);
  const length = scanLength(node);
  const slices = inputs.map((value, i) => withoutAxes(value, batched ? [0, axes[i] ?? 0] : [axes[i] ?? 0]));
  const initial = batched ? states.map((value) => withoutAxes(value, [0])) : states;
  const { inside, results } = yield* settle(node, body, initial, (carried) => [...carried, ...slices], 0);
  const outputAxes = batched ? [] : (ints(node, 'scan_output_axes') ?? []);
  const final = inside.map((value, i) => afterLoop(node, value, results[i], i));
  const outputs = results
    .slice(initial.length)
    .map((value, i) => stacked(node, value, length, outputAxes[i] ?? 0, initial.length + i));
  if (!batched) return [...final, ...outputs];
  const batch = mostTelling([...states, ...inputs].map((value) => tensorType(value)?.dims?.[0] ?? null));
  return [...final, ...outputs].map((value, i) => stacked(node, value, batch, 0, i));
}

function withoutAxes(value: Value, axes: readonly number[]): Value {
  const type = tensorType(value);
  if (type === null || type.dims === null) return value;
  return tensor(
    type.dtype,
    type.dims.filter((_, axis) => !axes.includes(axis)),
  );
}

/** A number where one of the sizes is one; else the first that is known. */
function mostTelling(dims: readonly (Dim | null)[]): Dim | null {
  return dims.find((dim) => typeof dim === 'number') ?? dims.find((dim) => dim !== null) ?? null;
}
