/** Where to begin with batch sizes, and which fixed lengths to compile for. */
import type { ArtifactKind } from './artifact';
import type { BlankFigure, FigureOrBlank } from './figure';
import type { Evidence } from './finding';
import type { RelativePath } from './host';
import type { Route, Target } from './target';

/**
 * What one run of the model does. pass: the whole input at once (encoders, vision, a graph). context: a prompt, all of its tokens at once.
 * generation: one token for each sequence. training: forward and backward.
 */
export const BATCH_PHASES = ['pass', 'context', 'generation', 'training'] as const;
export type BatchPhase = (typeof BATCH_PHASES)[number];

/** The starting batch of one model in one phase on one target. */
export interface StartingBatch {
  readonly target: Target;
  readonly phase: BatchPhase;
  /** In samples (sequences, images) of each copy of the model. */
  readonly batch: FigureOrBlank;
}

/** The batches to begin a measurement with; never a promise of speed, and nothing about whether they fit. */
export interface ModelBatching {
  /** The models for which all of this is the same, in code unit order. */
  readonly paths: readonly RelativePath[];
  readonly kind: ArtifactKind;
  /** The type that the weights run in, as torch spells it ("bfloat16"); null where it is not known. */
  readonly dtype: string | null;
  /** By target, then by phase. */
  readonly starts: readonly StartingBatch[];
  /** Sentences that hold for all of them: what was taken as given, and what is left out. */
  readonly notes: readonly string[];
}

/** Lengths that requests have in one dimension. */
export interface LengthDistribution {
  /** As pins name the dimension: a symbol, INPUT:AXIS, or "sequence" of a config. */
  readonly dimension: string;
  /** Where the lengths come from: "data/lengths.csv", "range 1-512, each as often as any other", "list of 3". */
  readonly from: string;
  readonly requests: number;
  /** Different lengths. */
  readonly distinct: number;
  readonly shortest: number;
  readonly longest: number;
  readonly mean: number;
}

export interface Bucket {
  /** The length that is compiled; what is shorter is padded to it. */
  readonly length: number;
  /** Requests that go there. */
  readonly requests: number;
}

/** The best set of so many buckets. */
export interface BucketSet {
  /** Ascending; the last one takes the longest request. */
  readonly buckets: readonly Bucket[];
  /** Elements of this dimension that are computed and belong to no request, of all that are computed: a share from 0 to 1. */
  readonly padding: FigureOrBlank;
}

/** What buckets mean for models that have the dimension. */
export interface ModelBuckets {
  /** The models for which all of this is the same, in code unit order. */
  readonly paths: readonly RelativePath[];
  readonly kind: ArtifactKind;
  /** The batch sizes to compile for, and the other open dimensions, each with how many sizes it is compiled for. */
  readonly multipliers: readonly { readonly name: string; readonly sizes: number; readonly from: string }[];
  /** Graphs to compile, for each set of the plan by its number of buckets, in that order. */
  readonly compilations: readonly FigureOrBlank[];
  /** The largest length that the model takes by its own account, where requests are longer; else null. */
  readonly beyond: number | null;
}

/** What to write, and where. */
export interface BucketSetting {
  /** Null: the planner file, which audits one bucket at a time. */
  readonly route: Route | null;
  readonly targets: readonly Target[];
  /** "NeuronConfig", "planner file". */
  readonly where: string;
  /** Lines of text, ready to copy. */
  readonly text: string;
  /** Sentences: on which side to pad, what the route does by itself. */
  readonly notes: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Buckets for one dimension that the planner file gives lengths for. */
export interface BucketPlan {
  readonly lengths: LengthDistribution;
  /** The best sets of 1, 2, … buckets. */
  readonly sets: readonly BucketSet[];
  /** How many buckets to begin with: an index into {@link sets} plus one. */
  readonly suggested: number;
  /** The rule that chose it, a sentence. */
  readonly why: string;
  /** Sentences: lengths that were put together, limits of the search. */
  readonly notes: readonly string[];
  readonly compileTime: BlankFigure;
  /** The models that have the dimension, by path; empty: none has it. */
  readonly models: readonly ModelBuckets[];
  /** What to write so that the suggested buckets are compiled: for each route that a model can take. */
  readonly settings: readonly BucketSetting[];
}

export interface BatchingReport {
  /** By first path. */
  readonly starting: readonly ModelBatching[];
  /** In the order of the planner file. */
  readonly plans: readonly BucketPlan[];
}
