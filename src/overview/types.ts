/** What the overview of one model says, as plain JSON: a summary as soon as the file is read, then what follows from its shapes. */
import type { WeightGroup } from '../inspect/inspect';
import type { Confidence, Severity } from '../model/finding';
import type { Target, Verdict } from '../model/target';
import type { DtypeStatus } from '../neuron/knowledge';
import type { Origin } from '../onnx/infer/dim';

/** One axis of a graph input: its size, or what it is called, and what a pin of it has to name. */
export interface Axis {
  readonly size: number | null;
  readonly symbol: string | null;
  /** Null where the size is fixed. */
  readonly pin: string | null;
}

export interface InputShape {
  readonly name: string;
  /** TensorProto.DataType name; null where no tensor type is stored. */
  readonly dtype: string | null;
  /** Null where the rank is not stored. */
  readonly axes: readonly Axis[] | null;
}

/** Dimensions as shown: numbers, or expressions such as "2*batch"; null where nothing tells. */
export interface OutputShape {
  readonly name: string;
  readonly dtype: string | null;
  readonly dims: readonly (number | string | null)[] | null;
}

/** A size that the user can choose. */
export interface PinField {
  /** A symbol, or INPUT:AXIS where no symbol is stored. */
  readonly pin: string;
  /** "input_ids:1". */
  readonly enters: readonly string[];
  /** A size to start from. `from`: the planner key that says so, or null where it is only a usual one. */
  readonly proposal: { readonly size: number; readonly from: string | null };
}

/** Weights that differ only in the numbers of their names: the same tensor of every layer. */
export interface TensorGroup {
  /** The name; of several, with "*" for the numbers that differ. */
  readonly name: string;
  readonly count: number;
  readonly dtype: string;
  readonly dims: readonly number[];
  /** Of all of them; null for strings. */
  readonly bytes: number | null;
}

export interface Summary {
  /** What was not read; null where all of it was. */
  readonly reason: string | null;
  readonly graphName: string;
  readonly producer: string;
  readonly irVersion: number;
  readonly opsets: readonly (readonly [domain: string, version: number])[];
  readonly nodes: number;
  readonly subgraphNodes: number;
  readonly functionNodes: number;
  /** A decimal string above 2^53-1. */
  readonly parameters: number | string;
  readonly weights: readonly WeightGroup[];
  readonly externalFiles: number;
  readonly inputs: readonly InputShape[];
  readonly outputs: readonly OutputShape[];
  readonly fields: readonly PinField[];
  readonly tensors: readonly TensorGroup[];
}

export interface Standing {
  readonly target: Target;
  readonly verdict: Verdict;
  /** Causes, not places. */
  readonly blockers: number;
  readonly warnings: number;
}

export interface OperatorRow {
  /** "ai.onnx::TopK". */
  readonly op: string;
  /** The version of the operator that the model's operator set holds; null where it is not known. */
  readonly version: number | null;
  readonly nodes: number;
  /** Element types of the first outputs. */
  readonly dtypes: readonly string[];
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
  /** What stands against it, in a sentence; empty where nothing does. */
  readonly note: string;
  /** The rule that says so. */
  readonly rule: string | null;
}

/** Nodes that only compute shapes and constants: they fold once the inputs have fixed shapes. */
export interface Folding {
  readonly nodes: number;
  /** Most nodes first. */
  readonly ops: readonly string[];
}

export interface DtypeRow {
  /** TensorProto.DataType name. */
  readonly dtype: string;
  /** Values of the graphs that have this type, initializers included. */
  readonly values: number;
  readonly weights: number;
  readonly bytes: number | null;
  readonly support: readonly { readonly targets: readonly Target[]; readonly status: DtypeStatus | null }[];
  /** What it becomes or costs, each sentence with the targets that it holds for. */
  readonly says: readonly { readonly targets: readonly Target[]; readonly words: string }[];
}

export interface OverviewFinding {
  readonly key: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly targets: readonly Target[];
  readonly message: string;
  readonly remedy: string;
  readonly neuronError: string | null;
  readonly occurrences: number;
  /** The first nodes or values. */
  readonly places: readonly string[];
  readonly waived: boolean;
}

/** Where sizes that nothing fixes come from. */
export interface DynamicRoot {
  /** input: a pin fixes it. The others are places that no pin reaches. */
  readonly cause: Origin['cause'];
  /** The pin, or the operator. */
  readonly name: string;
  /** Where it enters: "input_ids:1"; of an operator its node. */
  readonly at: readonly string[];
  /** Values of the main graph whose shape depends on it. */
  readonly values: number;
}

export interface Dynamic {
  /** Tensors of the main graph. */
  readonly values: number;
  /** Those whose shape is not fixed under the pins. */
  readonly open: number;
  /** The first: sizes of inputs, then what no pin reaches; each most values first. */
  readonly roots: readonly DynamicRoot[];
  readonly rootCount: number;
  /** The fewest pins that make static all that pins can. */
  readonly pins: readonly string[];
  /** Values that stay open whatever is pinned. */
  readonly left: number;
}

/** What one run costs under the pins. */
export interface RunCost {
  /** Multiply-accumulates of the nodes whose sizes are known. */
  readonly macs: number;
  /** Nodes whose work is not known. */
  readonly unknownMacs: number;
  /** Most bytes of activations that are alive at once, of those whose size is known. */
  readonly peakBytes: number;
  /** Activations whose size is not known. */
  readonly unknownActivations: number;
}

/** What holds under one set of pins. */
export interface Judgement {
  readonly pins: Readonly<Record<string, number>>;
  readonly sdk: string;
  readonly targets: readonly Standing[];
  readonly outputs: readonly OutputShape[];
  readonly dynamic: Dynamic;
  /** Null until it is worked out, after everything else. */
  readonly cost: RunCost | null;
  readonly dtypes: readonly DtypeRow[];
  readonly operators: readonly OperatorRow[];
  readonly folding: Folding | null;
  readonly findings: readonly OverviewFinding[];
  /** Sentences: nodes out of order or in cycles, and what a limit left unknown. */
  readonly notes: readonly string[];
  /** The first places where the model contradicts itself. */
  readonly contradictions: readonly string[];
  readonly contradictionCount: number;
}
