/**
 * A model as the reader leaves it: the structure of the ONNX protobuf messages without tensor payloads.
 * Source of the names: onnx/onnx.proto of the ONNX project.
 */

/** A dimension as stored: size, symbol, or null where neither is set. Sizes above 2^53-1 are rounded to the nearest double. */
export type Dim = number | string | null;

/** TypeProto. `elem` nests: a sequence of maps of tensors is sequence > map > tensor. */
export type ValueType =
  | { readonly kind: 'tensor' | 'sparse-tensor'; readonly dtype: number; readonly dims: readonly Dim[] | null }
  | { readonly kind: 'sequence' | 'optional'; readonly elem: ValueType | null }
  | { readonly kind: 'map'; readonly keyType: number; readonly elem: ValueType | null }
  | { readonly kind: 'opaque'; readonly domain: string; readonly name: string };

/** ValueInfoProto. */
export interface ValueInfo {
  readonly name: string;
  /** Null where no type is stored. */
  readonly type: ValueType | null;
}

/** Where a tensor's bytes lie outside the model file (TensorProto.external_data, data_location EXTERNAL). */
export interface ExternalData {
  readonly location: string;
  readonly offset: number;
  /** Null where not stored: to the end of the file. */
  readonly length: number | null;
}

/** TensorProto without its payload. */
export interface TensorInfo {
  readonly name: string;
  /** TensorProto.DataType number; names in `dtypes.ts`. */
  readonly dtype: number;
  /** Sizes above 2^53-1 are rounded to the nearest double; then {@link exactDims} is set. */
  readonly dims: readonly number[];
  readonly exactDims?: readonly bigint[];
  /** Bytes of payload stored inline, in whichever field. */
  readonly inlineBytes: number;
  readonly external: ExternalData | null;
  /** The whole TensorProto, still encoded, where it is small enough to keep (constants that shapes and checks depend on). Else null. */
  readonly encoded: Uint8Array | null;
}

/** SparseTensorProto. */
export interface SparseTensorInfo {
  readonly values: TensorInfo;
  readonly indices: TensorInfo;
  readonly dims: readonly number[];
}

/**
 * AttributeProto. `type` is AttributeProto.AttributeType and says which field is the value; that one is always set, unless
 * `refAttrName` says that the attribute of the calling function's node is meant. Files without types (IR version 1) get them.
 */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly refAttrName: string;
  readonly f?: number;
  /** Exact below 2^53, otherwise the nearest double. */
  readonly i?: number;
  /** Cut where it is very long (a compiled engine, a vocabulary). */
  readonly s?: Uint8Array;
  readonly t?: TensorInfo;
  readonly g?: Graph;
  readonly sparse?: SparseTensorInfo;
  readonly tp?: ValueType | null;
  readonly floats?: readonly number[];
  readonly ints?: readonly number[];
  readonly strings?: readonly Uint8Array[];
  readonly tensors?: readonly TensorInfo[];
  readonly graphs?: readonly Graph[];
  readonly sparses?: readonly SparseTensorInfo[];
  readonly types?: readonly (ValueType | null)[];
}

/** NodeProto. */
export interface Node {
  readonly name: string;
  readonly op: string;
  /** As stored: "" for the default domain. */
  readonly domain: string;
  readonly overload: string;
  /** "" marks an optional input that is absent. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly Attribute[];
  /** Ids of the device configurations that it is spread by (multi-device models); absent where there are none. */
  readonly deviceConfigurations?: readonly string[];
}

/** GraphProto. */
export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly valueInfo: readonly ValueInfo[];
  readonly initializers: readonly TensorInfo[];
  readonly sparseInitializers: readonly SparseTensorInfo[];
  /** Tensor name to its quantization parameters' tensor names (TensorAnnotation). */
  readonly quantization: readonly { readonly tensor: string; readonly parameters: Readonly<Record<string, string>> }[];
}

/** FunctionProto. */
export interface LocalFunction {
  readonly name: string;
  readonly domain: string;
  readonly overload: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Names of attributes without and with a default. */
  readonly attributes: readonly string[];
  readonly attributeDefaults: readonly Attribute[];
  readonly nodes: readonly Node[];
  readonly valueInfo: readonly ValueInfo[];
  readonly opsets: ReadonlyMap<string, number>;
}

/** ModelProto. */
export interface Model {
  readonly irVersion: number;
  /** Domain as stored ("" for the default one) to version; of repeated entries the last. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly producer: string;
  readonly producerVersion: string;
  readonly domain: string;
  readonly modelVersion: number;
  /** Empty where none is stored; then {@link Model.truncations} says so. */
  readonly graph: Graph;
  readonly functions: readonly LocalFunction[];
  readonly metadata: ReadonlyMap<string, string>;
  /** DeviceConfigurationProto: names and numbers of devices that the model was prepared for; absent where there are none. */
  readonly deviceConfigurations?: readonly { readonly name: string; readonly devices: number }[];
  /** TrainingInfoProto messages: counted, their graphs read like any other. */
  readonly training: readonly { readonly initialization: Graph | null; readonly algorithm: Graph | null }[];
  /** Sentences on what a limit cut short; empty when the whole file was read. */
  readonly truncations: readonly string[];
}
