/** What Neuron's own tools said of a model on a real installation. */
import type { TextRange } from './finding';
import type { RelativePath } from './host';
import type { Target } from './target';

/** An error of the compiler. */
export interface ObservedError {
  readonly kind: 'error';
  /** "NCC_EVRF013". */
  readonly code: string;
  /** What the log says after the code, on that line; may be empty. */
  readonly words: string;
  readonly range: TextRange;
  /** Of the command line that the log shows before it; null where it shows none. */
  readonly target: Target | null;
}

/** A compile that ended well. */
export interface ObservedPass {
  readonly kind: 'pass';
  readonly range: TextRange;
  readonly target: Target | null;
}

/** An operator of a traced model that a tool tried on its own. */
export interface ObservedOperator {
  readonly kind: 'operator';
  /** "aten::fft_fft". */
  readonly name: string;
  readonly supported: boolean;
  /** Where it failed, e.g. "neuronx-cc" or "Lowering to HLO"; null where it did not. */
  readonly failedAt: string | null;
  readonly range: TextRange;
}

/** A tool's own list of what it supports; it says nothing of one model. */
export interface ObservedList {
  readonly kind: 'list';
  /** hlo: names of XLA operators. aten: names of ATen operators. */
  readonly names: 'hlo' | 'aten';
  /** Normalized: see {@link operatorName}. */
  readonly supported: readonly string[];
  /** Named as not supported, or as run on the CPU; normalized likewise. */
  readonly refused: readonly string[];
  readonly range: TextRange;
}

export type Observation = ObservedError | ObservedPass | ObservedOperator | ObservedList;

/** What observations say of one finding. */
export interface ObservedMark {
  /** confirmed: it happened. refuted: it did not, though it would have had to. not-observed: a compile ended before it could tell. */
  readonly state: 'confirmed' | 'refuted' | 'not-observed';
  /** The file that says so. */
  readonly path: RelativePath;
  /** One sentence. */
  readonly words: string;
}

/** Lower case without marks between words: "FftForward", "fft_forward" and "fft-forward" are the same operator. */
export function operatorName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
