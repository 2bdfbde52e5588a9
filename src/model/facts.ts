/** What readers observed, judged by nobody. Field names are fixed by the report format. */

/** A dimension: its size, its symbol, or null where nothing is stored. */
export type Dimension = number | string | null;

export interface TensorFact {
  readonly name: string;
  /** TensorProto.DataType name, e.g. "FLOAT"; null where no tensor type is stored. Of sequences, optionals and maps: of the innermost tensor. */
  readonly dtype: string | null;
  /** Null where no shape is stored. */
  readonly dims: readonly Dimension[] | null;
}

export interface OnnxFacts {
  readonly irVersion: number;
  /** Domain to version; the empty domain is written "ai.onnx". */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly graphName: string;
  readonly nodeCount: number;
  readonly subgraphNodeCount: number;
  readonly functionCount: number;
  readonly functionNodeCount: number;
  /** "domain::Op" to occurrences, main graph with subgraphs. */
  readonly opCounts: Readonly<Record<string, number>>;
  readonly functionOpCounts: Readonly<Record<string, number>>;
  readonly inputs: readonly TensorFact[];
  readonly outputs: readonly TensorFact[];
  readonly initializerCount: number;
  readonly sparseInitializerCount: number;
  readonly initializerDtypes: Readonly<Record<string, number>>;
  /** Elements of the dense initializers of the main graph; a decimal string above 2^53-1. */
  readonly parameters: number | string;
  readonly externalFiles: readonly string[];
}

/** Of a Hugging Face `config.json`; a field is absent where the file does not state it. Nested configs: the text model's. */
export interface HfConfigFacts {
  readonly modelType?: string;
  readonly architectures?: readonly string[];
  readonly torchDtype?: string;
  readonly hiddenSize?: number;
  readonly layers?: number;
  readonly attentionHeads?: number;
  readonly keyValueHeads?: number;
  readonly headDim?: number;
  readonly intermediateSize?: number;
  readonly vocabSize?: number;
  readonly maxPositions?: number;
  readonly experts?: number;
  readonly quantMethod?: string;
  /** Estimated from the dimensions; the reader says how. */
  readonly parameters?: number;
}

type FactScalar = string | number | boolean | null;

/** Plain data of little depth, as it goes into the JSON report and into tables. */
export type FactValue =
  | FactScalar
  | readonly FactScalar[]
  | Readonly<Record<string, FactScalar | readonly FactScalar[]>>
  | readonly Readonly<Record<string, FactScalar | readonly FactScalar[]>>[];

/** Of every other kind of file; which fields a kind has stands at its reader. */
export type OtherFacts = Readonly<Record<string, FactValue>>;

/** No facts: the file could not be read. */
export type NoFacts = Readonly<Record<string, never>>;

export type Facts = OnnxFacts | HfConfigFacts | OtherFacts | NoFacts;
