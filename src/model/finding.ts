import type { RelativePath } from './host';
import type { ObservedMark } from './observed';
import type { Target } from './target';

/**
 * blocker: will not compile or run as it stands. warning: works only under a condition, silently changes the result, or leaves
 * support soon. info: good to know.
 */
export const SEVERITIES = ['blocker', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** documented: a Neuron document says so. inferred: concluded from documents. undocumented: no document decides it; never a blocker. */
export const CONFIDENCES = ['documented', 'inferred', 'undocumented'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export interface Evidence {
  readonly title: string;
  readonly url: string;
  /** The SDK release that the source speaks of; null for a source that is not about a release (ONNX specification, a converter's table). */
  readonly sdk: string | null;
}

/** 1-based; `end` is exclusive. */
export interface TextRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** A place in a text file. */
export interface TextLocation {
  readonly path: RelativePath;
  readonly range: TextRange;
}

/** A place in a graph. */
export interface GraphLocation {
  readonly path: RelativePath;
  /** "main"; of a subgraph "NODE.attribute" or "#index.attribute"; of a local function "domain::name". */
  readonly graph: string;
  readonly node?: string;
  /** "domain::Op". */
  readonly op?: string;
  readonly tensor?: string;
  /** Inferred data type and shape of the tensor, e.g. "INT64 [batch, 16]"; absent where the type is not known. */
  readonly type?: string;
}

/** A file as a whole. */
export interface FileLocation {
  readonly path: RelativePath;
}

export type Location = TextLocation | GraphLocation | FileLocation;

export interface WaiverMark {
  readonly reason: string;
  readonly by: string;
  /** YYYY-MM-DD; null of a comment in the file, which holds as long as it stands there. */
  readonly expires: string | null;
}

/** A change of one place in a text file. */
export interface TextChange {
  readonly path: RelativePath;
  readonly range: TextRange;
  /** What stands there; the change holds only as long as it does. */
  readonly before: string;
  readonly after: string;
}

/** A change that settles a finding for certain; where there is a choice to make, there is none. */
export interface Edit {
  /** Short imperative: "Replace nvidia.com/gpu by aws.amazon.com/neuron". */
  readonly title: string;
  readonly changes: readonly TextChange[];
}

export interface Finding {
  /** Stable over runs and unrelated edits. */
  readonly fingerprint: string;
  /** "group/kebab-name", never reused. */
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The selected targets it holds for. */
  readonly targets: readonly Target[];
  readonly artifact: RelativePath;
  /** What the fix is, as a short imperative: the title of the plan's step. Findings with the same rule and action share one cause. */
  readonly action: string;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
  /** The compiler error it would end in, e.g. "NCC_EVRF013". */
  readonly neuronError: string | null;
  readonly evidence: readonly Evidence[];
  /** The first ones; {@link occurrences} counts all. */
  readonly locations: readonly Location[];
  readonly occurrences: number;
  /**
   * Pins that would settle it, as they are written under `pins` in the planner file: a symbol, or INPUT:AXIS. Absent where no pin
   * does, and in reports of older releases.
   */
  readonly pins?: readonly string[];
  /** Absent where no edit is certain. */
  readonly edit?: Edit;
  /** What Neuron's own tools said of it on a real installation; absent where no output of theirs is at hand. */
  readonly observed?: ObservedMark;
  readonly waived: WaiverMark | null;
  /** An earlier report given as the baseline holds it. */
  readonly baseline: boolean;
}
