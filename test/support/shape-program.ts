/** Generated graphs of many nodes that compute shapes from shapes, as exporters write them. */
import type proto from 'onnx-proto';
import { attribute, modelBytes, node, tensorValue } from './onnx-builder';
import { between, chance, count, FLOAT, INT64, shuffled } from './operands';
import type { Random } from './random';

/** A tensor of the graph, with the shape that it has. */
interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
}

/** A list of sizes, with the sizes that it holds. */
interface Sizes {
  readonly name: string;
  readonly values: readonly number[];
}

interface Program {
  readonly r: Random;
  readonly nodes: proto.onnx.INodeProto[];
  readonly initializers: proto.onnx.ITensorProto[];
  readonly tensors: Tensor[];
  readonly lists: Sizes[];
  readonly scalars: Sizes[];
}

type Step = (program: Program) => void;

/** No tensor has more elements, and no size is larger. */
const MOST = 2000;

function add(p: Program, op: string, inputs: string[], attributes: proto.onnx.IAttributeProto[] = []): string {
  const name = `${op.toLowerCase()}${p.nodes.length}`;
  p.nodes.push(node(op, inputs, [name], attributes));
  return name;
}

function constant(p: Program, values: readonly number[], dims: readonly number[] = [values.length]): string {
  const name = `c${p.initializers.length}`;
  p.initializers.push({ name, dataType: INT64, dims: [...dims], int64Data: [...values] });
  return name;
}

function some<T>(r: Random, items: readonly T[]): T | undefined {
  return items[r.below(items.length)];
}

const addTensor = (p: Program, name: string, dims: readonly number[]): void => {
  p.tensors.push({ name, dims });
};

/** A list or a number of sizes that are worth going on with. */
function addSizes(p: Program, kind: 'lists' | 'scalars', name: string, values: readonly number[]): void {
  if (values.every((size) => size > 0 && size <= MOST)) p[kind].push({ name, values });
}

const readShape: Step = (p) => {
  const from = some(p.r, p.tensors);
  if (from !== undefined && from.dims.length > 0) addSizes(p, 'lists', add(p, 'Shape', [from.name]), from.dims);
};

const takeOne: Step = (p) => {
  const from = some(p.r, p.lists);
  if (from === undefined) return;
  const at = p.r.below(from.values.length);
  const index = constant(p, [chance(p.r, 2) ? at : at - from.values.length], []);
  addSizes(p, 'scalars', add(p, 'Gather', [from.name, index]), [from.values[at] ?? 1]);
};

const takeSome: Step = (p) => {
  const from = some(p.r, p.lists);
  if (from === undefined || from.values.length < 2) return;
  const start = p.r.below(from.values.length - 1);
  const end = between(p.r, start + 1, from.values.length);
  const name = add(p, 'Slice', [from.name, constant(p, [start]), constant(p, [end])]);
  addSizes(p, 'lists', name, from.values.slice(start, end));
};

const join: Step = (p) => {
  const parts = Array.from({ length: between(p.r, 1, 3) }, () => {
    const known = some(p.r, p.lists);
    const fixed = [between(p.r, 1, 3)];
    return known !== undefined && chance(p.r, 2) ? known : { name: constant(p, fixed), values: fixed };
  });
  const values = parts.flatMap((part) => part.values);
  if (values.length > 6) return;
  addSizes(
    p,
    'lists',
    add(
      p,
      'Concat',
      parts.map(({ name }) => name),
      [attribute.int('axis', 0)],
    ),
    values,
  );
};

const wrap: Step = (p) => {
  const from = some(p.r, p.scalars);
  if (from !== undefined) addSizes(p, 'lists', add(p, 'Unsqueeze', [from.name, constant(p, [0])]), from.values);
};

const OPERATIONS: readonly [string, (a: number, b: number) => number][] = [
  ['Add', (a, b) => a + b],
  ['Sub', (a, b) => a - b],
  ['Mul', (a, b) => a * b],
  ['Div', (a, b) => Math.floor(a / b)],
  ['Max', (a, b) => Math.max(a, b)],
  ['Min', (a, b) => Math.min(a, b)],
];

/** On two sizes, or a size and a number. */
const calculate: Step = (p) => {
  const left = some(p.r, p.scalars);
  if (left === undefined) return;
  const by = [between(p.r, 1, 4)];
  const right = chance(p.r, 2) ? (some(p.r, p.scalars) ?? left) : { name: constant(p, by, []), values: by };
  const [op, apply] = p.r.pick([...OPERATIONS] as [(typeof OPERATIONS)[number], ...typeof OPERATIONS]);
  addSizes(p, 'scalars', add(p, op, [left.name, right.name]), [apply(left.values[0] ?? 1, right.values[0] ?? 1)]);
};

/** Through floating point and back, as a scaled size is computed. */
const scale: Step = (p) => {
  const from = some(p.r, p.scalars);
  if (from === undefined) return;
  const factor = `f${p.initializers.length}`;
  const by = p.r.pick([0.5, 2, 1.5]);
  p.initializers.push({ name: factor, dataType: FLOAT, dims: [], floatData: [by] });
  const real = add(p, 'Cast', [from.name], [attribute.int('to', FLOAT)]);
  const floor = add(p, 'Floor', [add(p, 'Mul', [real, factor])]);
  addSizes(p, 'scalars', add(p, 'Cast', [floor], [attribute.int('to', INT64)]), [
    Math.floor((from.values[0] ?? 1) * by),
  ]);
};

const multiplyAll: Step = (p) => {
  const from = some(p.r, p.lists);
  if (from === undefined) return;
  const name = add(p, 'ReduceProd', [from.name], [attribute.int('keepdims', 0)]);
  addSizes(p, 'scalars', name, [count(from.values)]);
};

/** Ones stand for sizes that stay, as exporters write an expansion. */
const choose: Step = (p) => {
  const from = some(p.r, p.lists);
  if (from === undefined) return;
  const ones = add(
    p,
    'ConstantOfShape',
    [constant(p, [from.values.length])],
    [attribute.tensor('value', { dataType: INT64, dims: [1], int64Data: [1] })],
  );
  const marked = from.values.map((size) => (chance(p.r, 2) ? -1 : size));
  const wanted = constant(p, marked);
  const minus = add(p, 'Mul', [ones, constant(p, [-1], [])]);
  const name = add(p, 'Where', [add(p, 'Equal', [wanted, minus]), ones, wanted]);
  addSizes(
    p,
    'lists',
    name,
    marked.map((size) => (size === -1 ? 1 : size)),
  );
};

const fill: Step = (p) => {
  const from = some(p.r, p.lists);
  if (from !== undefined && count(from.values) <= MOST)
    addTensor(p, add(p, 'ConstantOfShape', [from.name]), from.values);
};

const expand: Step = (p) => {
  const from = some(p.r, p.lists);
  if (from === undefined || count(from.values) > MOST) return;
  const one = add(p, 'ConstantOfShape', [
    constant(
      p,
      from.values.map(() => 1),
    ),
  ]);
  addTensor(p, add(p, 'Expand', [one, from.name]), from.values);
};

const countUp: Step = (p) => {
  const from = some(p.r, p.scalars);
  if (from === undefined) return;
  const name = add(p, 'Range', [constant(p, [0], []), from.name, constant(p, [1], [])]);
  addTensor(p, name, from.values);
};

/** To one axis, or to the first size and what is left. */
const reshape: Step = (p) => {
  const from = some(p.r, p.tensors);
  if (from === undefined || from.dims.length < 2) return;
  const first = from.dims[0] ?? 1;
  if (chance(p.r, 2)) {
    addTensor(p, add(p, 'Reshape', [from.name, constant(p, [-1])]), [count(from.dims)]);
    return;
  }
  const size = add(p, 'Gather', [add(p, 'Shape', [from.name]), constant(p, [0])]);
  const target = add(p, 'Concat', [size, constant(p, [-1])], [attribute.int('axis', 0)]);
  addTensor(p, add(p, 'Reshape', [from.name, target]), [first, count(from.dims) / first]);
};

const transpose: Step = (p) => {
  const from = some(p.r, p.tensors);
  if (from === undefined) return;
  const order = shuffled(p.r, from.dims.length);
  const name = add(p, 'Transpose', [from.name], [attribute.ints('perm', order)]);
  addTensor(
    p,
    name,
    order.map((axis) => from.dims[axis] ?? 1),
  );
};

/** Doubles an axis. */
const concatenate: Step = (p) => {
  const from = some(p.r, p.tensors);
  if (from === undefined || from.dims.length === 0 || count(from.dims) > MOST / 2) return;
  const axis = p.r.below(from.dims.length);
  const name = add(p, 'Concat', [from.name, from.name], [attribute.int('axis', axis)]);
  addTensor(
    p,
    name,
    from.dims.map((size, at) => (at === axis ? 2 * size : size)),
  );
};

/** All but the first element of an axis. */
const cut: Step = (p) => {
  const from = some(p.r, p.tensors);
  if (from === undefined) return;
  const axis = p.r.below(from.dims.length);
  if ((from.dims[axis] ?? 1) < 2) return;
  const name = add(p, 'Slice', [from.name, constant(p, [1]), constant(p, [2 ** 31 - 1]), constant(p, [axis])]);
  addTensor(
    p,
    name,
    from.dims.map((size, at) => (at === axis ? size - 1 : size)),
  );
};

const STEPS: readonly [Step, ...Step[]] = [
  readShape,
  readShape,
  takeOne,
  takeOne,
  takeSome,
  join,
  wrap,
  wrap,
  calculate,
  calculate,
  scale,
  multiplyAll,
  choose,
  fill,
  expand,
  countUp,
  reshape,
  transpose,
  concatenate,
  cut,
];

/** A model, with its input as a constant or with these dimensions, and the names of all that it computes. */
export interface ShapeProgram {
  readonly names: readonly string[];
  readonly dims: readonly number[];
  encode(dims: readonly (number | string)[] | null): Uint8Array;
}

export function shapeProgram(r: Random, steps: number): ShapeProgram {
  const dims = Array.from({ length: between(r, 2, 4) }, () => between(r, 2, 5));
  const p: Program = { r, nodes: [], initializers: [], tensors: [{ name: 'x', dims }], lists: [], scalars: [] };
  for (let i = 0; i < steps; i++) r.pick(STEPS)(p);
  const names = p.nodes.flatMap((each) => each.output ?? []);
  return {
    names,
    dims,
    encode(given) {
      const x = { name: 'x', dataType: FLOAT, dims, floatData: new Array<number>(count(dims)).fill(1) };
      return modelBytes({
        node: p.nodes,
        input: given === null ? [] : [tensorValue('x', FLOAT, given)],
        initializer: given === null ? [...p.initializers, x] : p.initializers,
        output: names.map((name) => ({ name })),
      });
    },
  };
}
