/** The structures of `graph.ts` while they are being filled. */
import type {
  Attribute,
  Graph,
  LocalFunction,
  Model,
  Node,
  SparseTensorInfo,
  TensorInfo,
  ValueInfo,
  ValueType,
} from './graph';

/** Writable at any depth. */
export type Draft<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer U)[]
    ? Draft<U>[]
    : T extends ReadonlyMap<infer A, infer B>
      ? Map<A, B>
      : T extends object
        ? { -readonly [K in keyof T]: Draft<T[K]> }
        : T;

export type TensorDraft = Draft<TensorInfo>;
export type SparseDraft = Draft<SparseTensorInfo>;
export type ValueDraft = Draft<ValueInfo>;
export type TypeDraft = Draft<ValueType>;
export type NodeDraft = Draft<Node>;
export type AttributeDraft = Draft<Attribute>;
export type GraphDraft = Draft<Graph>;
export type FunctionDraft = Draft<LocalFunction>;
export type ModelDraft = Draft<Omit<Model, 'graph' | 'truncations'>> & { graph: GraphDraft | null };

/** Where a type goes: a TypeProto is a choice, so its kind is known only once its field comes. A ValueInfo is one. */
export interface TypeSlot {
  type: TypeDraft | null;
}

export const newTensor = (): TensorDraft => ({
  name: '',
  dtype: 0,
  dims: [],
  inlineBytes: 0,
  external: null,
  encoded: null,
});
export const newValue = (): ValueDraft => ({ name: '', type: null });
export const newSparse = (): SparseDraft => ({ values: newTensor(), indices: newTensor(), dims: [] });
export const newNode = (): NodeDraft => ({
  name: '',
  op: '',
  domain: '',
  overload: '',
  inputs: [],
  outputs: [],
  attributes: [],
});
export const newAttribute = (): AttributeDraft => ({ name: '', type: 0, refAttrName: '' });
export const newGraph = (): GraphDraft => ({
  name: '',
  nodes: [],
  inputs: [],
  outputs: [],
  valueInfo: [],
  initializers: [],
  sparseInitializers: [],
  quantization: [],
});
export const newFunction = (): FunctionDraft => ({
  name: '',
  domain: '',
  overload: '',
  inputs: [],
  outputs: [],
  attributes: [],
  attributeDefaults: [],
  nodes: [],
  valueInfo: [],
  opsets: new Map(),
});
export const newModel = (): ModelDraft => ({
  irVersion: 0,
  opsets: new Map(),
  producer: '',
  producerVersion: '',
  domain: '',
  modelVersion: 0,
  graph: null,
  functions: [],
  metadata: new Map(),
  training: [],
});
