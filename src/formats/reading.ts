import type { ArtifactKind } from '../model/artifact';
import type { HfConfigFacts, NoFacts, OnnxFacts, OtherFacts } from '../model/facts';
import type { TextRange } from '../model/finding';
import type { RelativePath } from '../model/host';
import type { Observation } from '../model/observed';
import type { Model } from '../onnx/graph';
import type { DataDocument } from '../text/data';
import type { IgnoreComment } from './ignore-comments';
import type { Mentions } from './mentions';

interface ReadingOf<K extends string, F> {
  readonly path: RelativePath;
  readonly kind: K;
  readonly status: 'analyzed' | 'partial';
  /** One sentence where the status is "partial". */
  readonly reason: string | null;
  readonly facts: F;
}

/**
 * What was found at an external-data location. Looked at are only relative paths below the model's folder, so of these the size
 * is null: `unnamed` (no location is stored), `absolute`, `leaves-root`, `through-parent` (over `..`, yet inside the root),
 * `backslash` (a Windows path; ONNX wants "/"), `link-leaves-root` (a symbolic link whose target lies outside the root and is no
 * blob of a Hugging Face cache).
 */
export type ExternalState =
  | 'present'
  | 'missing'
  | 'not-a-file'
  | 'unreadable'
  | 'unnamed'
  | 'absolute'
  | 'leaves-root'
  | 'through-parent'
  | 'backslash'
  | 'link-leaves-root';

/** What `stat` says of one external-data location that a model names. Never opened. */
export interface ExternalFile {
  /** As stored in the model. */
  readonly location: string;
  readonly state: ExternalState;
  /** Bytes; null where it could not be looked at. */
  readonly size: number | null;
  /** The highest byte that a tensor of the model claims of it (offset + length). */
  readonly claimed: number;
  /** Tensors stored there. */
  readonly tensors: number;
}

export interface OnnxReading extends ReadingOf<'onnx', OnnxFacts> {
  readonly model: Model;
  readonly external: readonly ExternalFile[];
}

export interface HfConfigReading extends ReadingOf<'hf-config', HfConfigFacts> {
  /** Where a fact stands in the file: the value's range, by fact name. */
  readonly ranges: Readonly<Partial<Record<keyof HfConfigFacts, TextRange>>>;
  /** The parsed document, for keys that are no facts. Plain JSON data, size-limited by the reader. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Range of the value at a path of keys, e.g. ["rope_scaling", "type"]; null where there is none. */
  rangeOf(path: readonly (string | number)[]): TextRange | null;
}

/** Any other file: its facts, what it mentions, and its data where it holds plain data. */
export interface OtherReading extends ReadingOf<Exclude<ArtifactKind, 'onnx' | 'hf-config'>, OtherFacts> {
  readonly mentions: Mentions;
  /** Of JSON, YAML and TOML: the parsed documents; else empty. */
  readonly documents: readonly DataDocument[];
  readonly ignores: readonly IgnoreComment[];
  /** Of what Neuron's tools wrote; absent of all else. */
  readonly observations?: readonly Observation[];
  /** Where facts stand in the file, by name, for rules across files: the documents are not kept for these. */
  readonly ranges?: Readonly<Record<string, TextRange>>;
  /** Whether other files were looked at as well, so that the reading may be out of date while its own file stays the same. */
  readonly looksAtOthers?: boolean;
}

/** A file that is of a kind by its name or its first bytes, but could not be read or was left alone. */
export interface FailedReading {
  readonly path: RelativePath;
  readonly kind: ArtifactKind;
  readonly status: 'unreadable' | 'skipped';
  readonly reason: string;
  readonly facts: NoFacts | OtherFacts;
  /** Where the fault is, for text formats. */
  readonly range: TextRange | null;
}

/** What a format's reader gives: facts with what rules need to look closer. */
export type Reading = OnnxReading | HfConfigReading | OtherReading | FailedReading;

/** A reading without its graph and its documents: what is kept of every file until rules look across files. */
export type Summary = Omit<OnnxReading, 'model'> | HfConfigReading | OtherReading | FailedReading;
