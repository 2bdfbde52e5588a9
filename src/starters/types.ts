import type { Summary } from '../formats/reading';
import type { Settings } from '../model/settings';
import type { Route, Target } from '../model/target';

/**
 * trace: a script that makes the compiled model. compare: one that holds its outputs against a reference on the CPU. serve: the command that serves a
 * language model, or exports a model where its route has one. kubernetes: a manifest. docker: a Dockerfile.
 */
export const STARTER_KINDS = ['trace', 'compare', 'serve', 'kubernetes', 'docker'] as const;
export type StarterKind = (typeof STARTER_KINDS)[number];

export interface StarterFile {
  readonly kind: StarterKind;
  /** Name in the folder of the starter files; never holds text of the model. */
  readonly path: string;
  readonly text: string;
  /** What it is for, one sentence. */
  readonly why: string;
}

/** A kind that this model has no file of. */
export interface SkippedStarter {
  readonly kind: StarterKind;
  /** One sentence. */
  readonly reason: string;
}

export interface StarterRequest {
  /** A model that was read: an ONNX file, a config of Hugging Face, a pipeline of diffusers. */
  readonly reading: Summary;
  readonly target: Target;
  readonly settings: Pick<Settings, 'sdk' | 'workload' | 'pins' | 'deployment'>;
  readonly kinds: readonly StarterKind[];
  /** The model's file as the folder of the starter files sees it: relative with "/", or absolute. */
  readonly model: string;
}

export interface Starters {
  readonly target: Target;
  /** The route that the files take; null where there is none, and then there are no files. */
  readonly route: Route | null;
  /** In the order of {@link STARTER_KINDS}. */
  readonly files: readonly StarterFile[];
  readonly skipped: readonly SkippedStarter[];
}
