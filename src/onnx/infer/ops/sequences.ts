/** Sequences and optionals. */
import {
  attribute,
  axisWithin,
  dimsOf,
  dtypeOf,
  elementsOf,
  type Family,
  fresh,
  graphAttribute,
  has,
  type InferFunction,
  input,
  int,
  type NodeContext,
  originHere,
  shaped,
  unknownRank,
} from '../context';
import { fromDeclared } from '../declared';
import { type Dim, divideExactly, onlyAtom } from '../dim';
import { type InferredType, sequenceOf, tensor, tensorType, typed, UNKNOWN, type Value } from '../value';
import { joinedType } from './control';
import { BOOL, FLOAT, INT64 } from './types';

function elementType(value: Value): InferredType | null {
  const { type } = value;
  return type !== null && (type.kind === 'sequence' || type.kind === 'optional') ? type.elem : null;
}

/**
 * One element of a sequence. A size that no graph input names may differ from element to element: it becomes a symbol of this
 * element's own.
 */
function element(node: NodeContext, value: Value, output = 0): Value {
  const type = elementType(value);
  if (type === null || !('dims' in type)) return typed(type, value.origin ?? originHere(node, 'data', output));
  if (type.dims === null) return unknownRank(node, type.dtype, output);
  return tensor(
    type.dtype,
    type.dims.map((dim, axis) => (isLoose(dim) ? fresh(node, 'data', output, axis) : dim)),
  );
}

function isLoose(dim: Dim): boolean {
  const atom = onlyAtom(dim);
  return atom?.kind === 'symbol' && atom.origin !== null;
}

const construct: InferFunction = (node) => {
  const types = node.inputs.map((value) => value?.type ?? null);
  const [first = null, ...rest] = types;
  return [sequenceOf(rest.reduce((known, type) => joinedType(node, known, type, 0), first))];
};

const empty: InferFunction = (node) => [sequenceOf({ kind: 'tensor', dtype: int(node, 'dtype') ?? FLOAT, dims: null })];

/** What an empty sequence holds, its first element decides. */
const insert: InferFunction = (node) => {
  const held = elementType(input(node, 0));
  const added = input(node, 1).type;
  const heldDims = held !== null && 'dims' in held ? held.dims : null;
  if (held === null) return [typed(added === null ? null : { kind: 'sequence', elem: added })];
  return [sequenceOf(heldDims === null ? held : joinedType(node, held, added, 0))];
};

/** Parts of equal length or of given lengths; without lengths, slices of one, whose axis goes unless it is kept. */
const split: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  if (dims === null) return [sequenceOf({ kind: 'tensor', dtype, dims: null })];
  const axis = axisWithin(int(node, 'axis') ?? 0, dims.length);
  const lengths = has(node, 1) ? elementsOf(node, 1) : [1];
  const drop = !has(node, 1) && int(node, 'keepdims') === 0;
  const length = lengths === null || axis === null ? null : partLength(dims[axis] ?? 0, lengths);
  const part = shaped(
    node,
    dtype,
    drop ? dims.filter((_, at) => at !== axis) : dims.map((dim, at) => (at === axis ? length : dim)),
  );
  return [sequenceOf(part.type)];
};

/** Null where the parts differ, or where the last one may be smaller. */
function partLength(total: Dim, lengths: readonly (Dim | null)[]): Dim | null {
  const [first = null] = lengths;
  if (first === null || lengths.some((length) => length !== first)) return null;
  return lengths.length > 1 || divideExactly(total, first) !== null ? first : null;
}

/** Elements joined along an axis, or stacked along a new one; how many there are is not known. */
const concatenate: InferFunction = (node) => {
  const type = elementType(input(node, 0));
  const dtype = type !== null && 'dtype' in type ? type.dtype : 0;
  const dims = type !== null && 'dims' in type ? type.dims : null;
  if (dims === null) return [unknownRank(node, dtype)];
  const stacks = int(node, 'new_axis') === 1;
  const loose = dims.map((dim) => (isLoose(dim) ? null : dim));
  const axis = axisWithin(int(node, 'axis') ?? 0, dims.length + (stacks ? 1 : 0));
  if (axis === null) return [unknownRank(node, dtype)];
  return [shaped(node, dtype, [...loose.slice(0, axis), null, ...loose.slice(axis + (stacks ? 0 : 1))])];
};

/** Runs a graph on each element. */
const map: InferFunction = async (node) => {
  const body = graphAttribute(node, 'body');
  if (body === null) return [];
  const inputs = node.inputs.map((value) =>
    value?.type?.kind === 'sequence' ? element(node, value) : (value ?? UNKNOWN),
  );
  const results = await node.run(body, inputs);
  return results.map(({ type }) => sequenceOf(type));
};

const optional: InferFunction = (node) => {
  const declared = attribute(node, 'type')?.tp ?? null;
  if (has(node, 0)) return [typed({ kind: 'optional', elem: input(node, 0).type })];
  const { state, scope, proto } = node;
  const place = { state, path: scope.path, name: proto.outputs[0] ?? '', origin: originHere(node, 'declaration') };
  const elem = declared === null ? null : fromDeclared(place, declared);
  return [typed({ kind: 'optional', elem })];
};

/** From version 18 on, what is no optional passes. */
const optionalElement: InferFunction = (node) => {
  const value = input(node, 0);
  return [value.type?.kind === 'optional' ? typed(value.type.elem, value.origin) : value];
};

/** Known only of what cannot be empty. */
const optionalHasElement: InferFunction = (node) => {
  const given = tensorType(node.inputs[0]) !== null || input(node, 0).type?.kind === 'sequence';
  const answer = !has(node, 0) ? 0 : given ? 1 : null;
  return [tensor(BOOL, [], answer === null ? null : { dims: [], elements: [answer] })];
};

export const SEQUENCES: Family = {
  SequenceConstruct: construct,
  SequenceEmpty: empty,
  SequenceInsert: insert,
  SequenceErase: (node) => [input(node, 0)],
  SequenceAt: (node) => [element(node, input(node, 0))],
  SequenceLength: () => [tensor(INT64, [])],
  SequenceMap: map,
  SplitToSequence: split,
  ConcatFromSequence: concatenate,
  Optional: optional,
  OptionalGetElement: optionalElement,
  OptionalHasElement: optionalHasElement,
};
