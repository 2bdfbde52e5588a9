/** Elementwise operators: the shape of the input, or of all inputs broadcast together. */
import {
  constantOfInput,
  dimsOf,
  type Family,
  has,
  type InferFunction,
  input,
  inputTensor,
  int,
  kept,
  type NodeContext,
  sharedDtype,
  unknownRank,
} from '../context';
import { type Dim, sameDim } from '../dim';
import { type Constant, foldableShape, tensor, type Value } from '../value';
import { ARITHMETIC, COMPARISONS, EXTREMES, UNARY } from './arithmetic';
import { broadcast } from './broadcast';
import { broadcastReader, type ElementFunction, fold } from './fold';
import { BOOL, STRING } from './types';

/** Type and shape of the input, without its elements. */
export function like(node: NodeContext, index: number, dtype = inputTensor(node, index)?.dtype ?? 0): Value {
  const dims = dimsOf(node, index);
  return dims === null ? unknownRank(node, dtype) : tensor(dtype, dims);
}

/** First output like the first input; further outputs unknown. */
export const likeFirst: InferFunction = (node) => [like(node, 0)];

/** Like the first input, of a fixed data type. */
export const likeFirstOf =
  (dtype: number): InferFunction =>
  (node) => [like(node, 0, dtype)];

/** A tensor with a broadcast shape, bounded as every computed shape is. */
export function broadcastTensor(
  node: NodeContext,
  dtype: number,
  indexes: readonly number[],
  constant: (dims: readonly Dim[]) => Constant | null = () => null,
): Value {
  const shapes = indexes.map((index) => dimsOf(node, index));
  const dims = indexes.length === 0 ? null : broadcast(node, shapes);
  if (dims === null) return unknownRank(node, dtype);
  const wanted = shapes.includes(dims) ? dims : dims.map((dim, axis) => kept(node, dim, 0, axis));
  return tensor(dtype, wanted, constant(wanted));
}

function allInputs(node: NodeContext): number[] {
  return node.inputs.flatMap((value, index) => (value === null ? [] : [index]));
}

function unary(apply: ElementFunction): InferFunction {
  return (node) => {
    const value = like(node, 0);
    const constant = constantOfInput(node, 0);
    const dtype = inputTensor(node, 0)?.dtype ?? 0;
    if (constant === null) return [value];
    return [{ ...value, constant: fold(node, [constant], constant.dims, dtype, dtype, apply) }];
  };
}

/** Before version 7 the second input of a binary operator is broadcast to the first where an attribute says so. */
function isOldBinary(node: NodeContext): boolean {
  return node.version < 7 && (node.proto.domain === '' || node.proto.domain === 'ai.onnx');
}

function binary(apply: ElementFunction | null, result: 'operand' | 'first' | number): InferFunction {
  return (node) => {
    const argument = result === 'first' ? sharedDtype(node, 0) : sharedDtype(node, 0, 1);
    const dtype = typeof result === 'number' ? result : argument;
    if (isOldBinary(node)) return [like(node, 0, dtype)];
    const constants = [constantOfInput(node, 0), constantOfInput(node, 1)];
    return [
      broadcastTensor(node, dtype, [0, 1], (dims) =>
        apply === null ? null : fold(node, constants, dims, dtype, argument, apply),
      ),
    ];
  };
}

function variadic(apply: ElementFunction | null): InferFunction {
  return (node) => {
    const indexes = allInputs(node);
    const dtype = sharedDtype(node);
    const constants = indexes.map((index) => constantOfInput(node, index));
    return [
      broadcastTensor(node, dtype, indexes, (dims) =>
        apply === null ? null : fold(node, constants, dims, dtype, dtype, apply),
      ),
    ];
  };
}

/** Elements of the branch that the condition chooses; where the condition is not known, those that both branches share. */
const where: InferFunction = (node) => [
  broadcastTensor(node, sharedDtype(node, 1, 2), [0, 1, 2], (dims) => chosen(node, dims)),
];

function chosen(node: NodeContext, dims: readonly Dim[]): Constant | null {
  const shape = foldableShape(dims);
  const constants = [0, 1, 2].map((index) => constantOfInput(node, index));
  if (shape === null || constants.every((constant) => constant === null)) return null;
  const size = shape.reduce((product, dim) => product * dim, 1);
  if (!node.state.spend(size)) return null;
  const [condition, x, y] = constants.map((constant) =>
    constant === null ? () => null : broadcastReader(constant, shape),
  );
  const elements: (Dim | null)[] = [];
  for (let i = 0; i < size; i++) {
    const which = condition?.(i) ?? null;
    const [yes, no] = [x?.(i) ?? null, y?.(i) ?? null];
    if (typeof which === 'number') elements.push(which !== 0 ? yes : no);
    else elements.push(yes !== null && no !== null && sameDim(yes, no) ? yes : null);
  }
  return elements.every((element) => element === null) ? null : { dims: shape, elements };
}

/** Fractions cut, sign by `fmod`; both agree for what is not negative. */
const modulo: InferFunction = (node) => {
  const apply = ARITHMETIC.Mod ?? null;
  return binary(int(node, 'fmod') === 1 ? null : apply, 'operand')(node);
};

const logicalNot: InferFunction = (node) => {
  const constant = constantOfInput(node, 0);
  const flipped = constant?.elements.map((each) => (typeof each === 'number' ? 1 - each : null)) ?? [];
  return [{ ...like(node, 0, BOOL), constant: constant && { dims: constant.dims, elements: flipped } }];
};

/** Identity passes on everything, sequences and optionals included. */
const identity: InferFunction = (node) => [input(node, 0)];

const clip: InferFunction = (node) => {
  const constant = constantOfInput(node, 0);
  const bounded = node.version >= 11 && constant !== null && (has(node, 1) || has(node, 2));
  const value = like(node, 0, sharedDtype(node, 0));
  if (!bounded) return [value];
  const low = has(node, 1) ? constantOfInput(node, 1)?.elements[0] : Number.NEGATIVE_INFINITY;
  const high = has(node, 2) ? constantOfInput(node, 2)?.elements[0] : Number.POSITIVE_INFINITY;
  if (typeof low !== 'number' || typeof high !== 'number') return [value];
  const apply: ElementFunction = ([x]) => (typeof x === 'number' ? Math.min(Math.max(x, low), high) : null);
  const dtype = sharedDtype(node, 0);
  return [{ ...value, constant: fold(node, [constant], constant.dims, dtype, dtype, apply) }];
};

/** The mask that dropout made, from version 10 on a boolean one. */
const dropout: InferFunction = (node) => {
  const first = like(node, 0);
  const constant = int(node, 'is_test') === 0 || has(node, 2) ? null : constantOfInput(node, 0);
  return [{ ...first, constant }, like(node, 0, node.version >= 10 ? BOOL : sharedDtype(node, 0))];
};

function all(names: readonly string[], rule: InferFunction): Family {
  return Object.fromEntries(names.map((name) => [name, rule]));
}

function each(
  table: Readonly<Record<string, ElementFunction>>,
  rule: (apply: ElementFunction) => InferFunction,
): Family {
  return Object.fromEntries(Object.entries(table).map(([name, apply]) => [name, rule(apply)]));
}

const LIKE_FIRST =
  'Acos Acosh Asin Asinh Atan Atanh BitwiseNot Celu Cos Cosh CumProd CumSum Elu Erf Gelu HardSigmoid HardSwish Hardmax LRN LeakyRelu LogSoftmax LpNormalization MeanVarianceNormalization Mish Selu Shrink Sigmoid Sin Sinh Softmax Softplus Softsign Swish Tan Tanh ThresholdedRelu InstanceNormalization GroupNormalization Scatter ScatterElements ScatterND ReverseSequence TensorScatter Trilu ImageScaler ParametricSoftplus ScaledTanh Affine Scale';

export const ELEMENTWISE: Family = {
  ...all(LIKE_FIRST.split(' '), likeFirst),
  ...each(UNARY, unary),
  ...each(ARITHMETIC, (apply) => binary(apply, 'operand')),
  ...each(COMPARISONS, (apply) => binary(apply, BOOL)),
  ...each(EXTREMES, variadic),
  ...all(['BitShift', 'BitwiseAnd', 'BitwiseOr', 'BitwiseXor', 'SwiGLU'], binary(null, 'operand')),
  ...all(['IsInf', 'IsNaN', 'RegexFullMatch'], likeFirstOf(BOOL)),
  PRelu: likeFirst,
  Pow: binary(ARITHMETIC.Pow ?? null, 'first'),
  Mean: variadic(null),
  Mod: modulo,
  Not: logicalNot,
  Where: where,
  Identity: identity,
  Clip: clip,
  Dropout: dropout,
  StringConcat: binary(null, STRING),
};
