import { declaredValues } from '../../onnx/declared';
import { dtypeName } from '../../onnx/dtypes';
import type { Dim, Graph, Node } from '../../onnx/graph';
import type { Scope } from './scopes';

/** What is known of a value's type; null where it is not. */
export interface KnownType {
  /** TensorProto.DataType name. */
  readonly dtype: string | null;
  readonly dims: readonly Dim[] | null;
}

export type TypeOf = (scope: Scope, name: string) => KnownType;

/** So many nodes are followed back for an element type that nothing declares. */
const STEPS = 64;

/** Operators whose first output has the element type of their first input. */
const KEEPS_TYPE: ReadonlySet<string> = new Set(
  (
    'Identity Reshape Transpose Squeeze Unsqueeze Flatten Slice Split Gather GatherND GatherElements Concat Expand Tile Pad ' +
    'Add Sub Mul Div Mod Neg Abs Min Max Sum Pow Clip Relu Floor Ceil Round Sign ReduceSum ReduceMax ReduceMin ReduceProd ' +
    'CumSum MatMul Gemm TopK Sort ScatterND ScatterElements DepthToSpace SpaceToDepth ReverseSequence Trilu Dropout Resize ' +
    'MaxPool AveragePool BitShift BitwiseAnd BitwiseOr BitwiseXor BitwiseNot Range Unique Compress'
  ).split(' '),
);

const GIVES_INT64: ReadonlySet<string> = new Set(['Shape', 'Size', 'NonZero', 'ArgMax', 'ArgMin']);

const GIVES_BOOL: ReadonlySet<string> = new Set(
  'Equal Less LessOrEqual Greater GreaterOrEqual And Or Not Xor IsNaN IsInf'.split(' '),
);

/** Types as the file declares them, and element types that follow from a few nodes back. Shapes are never concluded. */
export function typeIndex(): TypeOf {
  const scopes = new Map<Scope, ReturnType<typeof scopeTypes>>();
  const typesOf = (scope: Scope) => {
    const known = scopes.get(scope) ?? scopeTypes(scope);
    scopes.set(scope, known);
    return known;
  };
  return (scope, name) => {
    const declared = lookUp(scope, (at) => typesOf(at).declared.get(name));
    return declared?.value ?? { dtype: follow(scope, name, typesOf), dims: null };
  };
}

function follow(scope: Scope, name: string, typesOf: (scope: Scope) => ReturnType<typeof scopeTypes>): string | null {
  let at = scope;
  let value = name;
  for (let step = 0; step < STEPS; step++) {
    const wanted = value;
    const declared = lookUp(at, (there) => typesOf(there).declared.get(wanted));
    if (declared !== null) return declared.value.dtype;
    const producer = lookUp(at, (there) => typesOf(there).producers.get(wanted));
    if (producer === null) return null;
    const { node, output } = producer.value;
    if (node.domain !== '' && node.domain !== 'ai.onnx') return null;
    const given = givenType(node, output);
    if (given !== undefined) return given;
    const source = node.op === 'Where' ? node.inputs[1] : KEEPS_TYPE.has(node.op) ? node.inputs[0] : undefined;
    if (source === undefined || (output > 0 && node.op !== 'Split')) return null;
    at = producer.at;
    value = source;
  }
  return null;
}

/** The element type that a node states by itself; undefined where its inputs decide. */
function givenType(node: Node, output: number): string | null | undefined {
  if (GIVES_INT64.has(node.op)) return 'INT64';
  if (GIVES_BOOL.has(node.op)) return 'BOOL';
  if (output > 0) return node.op === 'TopK' || node.op === 'MaxPool' ? 'INT64' : undefined;
  const attribute = (name: string) => node.attributes.find((one) => one.name === name);
  if (node.op === 'Cast') return dtypeName(attribute('to')?.i ?? 0);
  if (node.op === 'ConstantOfShape') return dtypeName(attribute('value')?.t?.dtype ?? 1);
  if (node.op !== 'Constant') return undefined;
  if (attribute('value')?.t !== undefined) return dtypeName(attribute('value')?.t?.dtype ?? 0);
  if (attribute('value_int') !== undefined || attribute('value_ints') !== undefined) return 'INT64';
  return attribute('value_float') !== undefined || attribute('value_floats') !== undefined ? 'FLOAT' : null;
}

function lookUp<T>(scope: Scope, get: (at: Scope) => T | undefined): { at: Scope; value: T } | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const value = get(at);
    if (value !== undefined) return { at, value };
  }
  return null;
}

function scopeTypes({ body, nodes }: Scope) {
  const declared =
    'initializers' in body ? declaredValues(body) : declaredValues({ ...NO_GRAPH, valueInfo: body.valueInfo });
  const producers = new Map<string, { node: Node; output: number }>();
  for (const node of nodes)
    for (const [output, name] of node.outputs.entries()) if (name !== '') producers.set(name, { node, output });
  return { declared, producers };
}

/** A function's body declares types like a graph, without inputs and outputs of its own types. */
const NO_GRAPH: Graph = {
  name: '',
  nodes: [],
  inputs: [],
  outputs: [],
  valueInfo: [],
  initializers: [],
  sparseInitializers: [],
  quantization: [],
};
