import type { Confidence, Evidence } from './finding';

/**
 * Units of figures. Sizes are powers of two where the unit says so (GiB), as the Neuron hardware pages write them; bytes are exact.
 */
export type Unit =
  | 'bytes'
  | 'bytes/s'
  | 'FLOPs'
  | 'FLOP/s'
  | 'elements'
  | 'parameters'
  | 'tokens'
  | 'samples'
  | 'cores'
  | 'chips'
  | 'compilations'
  | 'seconds'
  | 'share'
  | 'ratio'
  | 'count';

/** One thing that went into a figure. */
export interface FigureInput {
  /** As it stands in the formula: "layers", "dtype size". */
  readonly name: string;
  /** The number, or a word where it is one (a dtype, a degree that was chosen). */
  readonly value: number | string;
  readonly unit: Unit | null;
  /** Where it comes from, as a reader would look it up: "llm/config.json", "planner file, deployment.batchSize", "Trn2 architecture". */
  readonly from: string;
}

/** A number that shows how it came about. */
export interface Figure {
  /** Finite; exact where it is a count or bytes below 2^53. */
  readonly value: number;
  readonly unit: Unit;
  /** In words and signs that name the inputs: "layers × 2 × key-value heads × head size × dtype size × batch × sequence". */
  readonly formula: string;
  readonly inputs: readonly FigureInput[];
  /** documented: formula and inputs are a document's, for this target. inferred: concluded from documents. */
  readonly confidence: Confidence;
  /** The documents of the formula and of the inputs, without repetition. */
  readonly evidence: readonly Evidence[];
}

/** A figure that nobody can give: it stays blank, with a sentence that says why. */
export interface BlankFigure {
  readonly value: null;
  readonly unit: Unit;
  /** One sentence: what is not documented or not known, and where it helps what would settle it. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

export type FigureOrBlank = Figure | BlankFigure;
