import type { OnnxReading } from '../../formats/reading';
import type { GraphLocation } from '../../model/finding';
import { dtypeName } from '../../onnx/dtypes';
import { operatorName } from '../../onnx/facts';
import type { TensorInfo, ValueType } from '../../onnx/graph';
import type { Inference } from '../../onnx/infer/engine';
import { tensorType } from '../../onnx/infer/value';
import { type ModelIndex, modelIndex } from '../graph/model-index';
import type { Scope } from '../graph/scopes';

/** Where a model uses one element type. */
export interface DtypeUse {
  /** Inputs and outputs of the main graph, without those that an initializer gives. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Initializers of any graph. */
  readonly weights: number;
  /** Initializers, constants and results of a Cast with more than one element, as far as the file tells. */
  readonly arrays: number;
  /** All places: the above, declared values, and nodes that make the type (Cast, Constant). */
  readonly occurrences: number;
  /** The first places. */
  readonly locations: readonly GraphLocation[];
}

type Place = Omit<GraphLocation, 'path'>;

interface OpenUse {
  inputs: string[];
  outputs: string[];
  weights: number;
  arrays: number;
  occurrences: number;
  locations: GraphLocation[];
}

const LISTED = 20;
const used = new WeakMap<Inference, ReadonlyMap<string, DtypeUse>>();

/** Element types of a model by TensorProto.DataType name, worked out once for all rules on types. */
export function dtypesUsed({ model, path }: OnnxReading, inference: Inference): ReadonlyMap<string, DtypeUse> {
  const known = used.get(inference);
  if (known !== undefined) return known;
  const uses = new Map<string, OpenUse>();
  const note = (dtype: number, place: Place): OpenUse => {
    const name = dtypeName(dtype);
    const use = uses.get(name) ?? { inputs: [], outputs: [], weights: 0, arrays: 0, occurrences: 0, locations: [] };
    uses.set(name, use);
    use.occurrences++;
    if (use.locations.length < LISTED) use.locations.push({ path, ...place });
    return use;
  };
  const index = modelIndex(model, inference);
  for (const scope of index.scopes) {
    noteValues(scope, note);
    noteWeights(scope, note);
    noteNodes(scope, note, index);
  }
  used.set(inference, uses);
  return uses;
}

type Note = (dtype: number, place: Place) => OpenUse;

function noteValues(scope: Scope, note: Note): void {
  const { body } = scope;
  const main = scope.label === 'main' && scope.parent === null && 'initializers' in body;
  const given = new Set('initializers' in body ? body.initializers.map(({ name }) => name) : []);
  const lists = [
    { values: body.inputs, kind: 'inputs' },
    { values: body.outputs, kind: 'outputs' },
    { values: body.valueInfo, kind: null },
  ] as const;
  for (const { values, kind } of lists) {
    for (const value of values) {
      if (typeof value === 'string' || (kind === 'inputs' && given.has(value.name))) continue;
      for (const dtype of elementTypes(value.type)) {
        const use = note(dtype, { graph: scope.label, tensor: value.name });
        if (main && kind !== null) use[kind].push(value.name);
      }
    }
  }
}

function noteWeights({ body, label }: Scope, note: Note): void {
  if (!('initializers' in body)) return;
  for (const tensor of [...body.initializers, ...body.sparseInitializers.map(({ values }) => values)]) {
    const use = note(tensor.dtype, { graph: label, tensor: tensor.name });
    use.weights++;
    if (isArray(tensor)) use.arrays++;
  }
}

function noteNodes(scope: Scope, note: Note, index: ModelIndex): void {
  for (const node of scope.nodes) {
    for (const { name, t, i } of node.attributes) {
      const dtype = t?.dtype ?? (node.op === 'Cast' && name === 'to' ? i : undefined);
      if (dtype === undefined) continue;
      const tensor = node.outputs[0] ?? '';
      const use = note(dtype, {
        graph: scope.label,
        ...(node.name !== '' && { node: node.name }),
        op: operatorName(node),
        ...(tensor !== '' && { tensor }),
      });
      const sizes = t?.dims ?? tensorType(index.valueOf(scope, tensor))?.dims ?? null;
      if (sizes === null || sizes.some((size) => size !== 1)) use.arrays++;
    }
  }
}

function isArray({ dims }: TensorInfo): boolean {
  return dims.some((dim) => dim > 1);
}

/** Element types inside a type, of a map also its key's. */
function elementTypes(type: ValueType | null): number[] {
  const found: number[] = [];
  let at = type;
  while (at !== null && at.kind !== 'opaque') {
    if (at.kind === 'map') found.push(at.keyType);
    if ('elem' in at) {
      at = at.elem;
    } else {
      found.push(at.dtype);
      at = null;
    }
  }
  return found.filter((dtype) => dtype !== 0);
}
