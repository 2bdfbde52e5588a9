/** The only way the core reaches files. Implemented by `cli/` (node:fs) and `vscode/` (workspace.fs, or node:fs for `file:` URIs). */

/**
 * A path below the audit's root: relative, "/" as separator on every system, no leading "/", no "." or ".." segment.
 * The root itself is the empty string.
 */
export type RelativePath = string;

export type EntryType = 'file' | 'directory' | 'other';

export interface DirectoryEntry {
  /** File name, one segment. */
  readonly name: string;
  /** Type after following a symbolic link; "other" for a broken link, a socket, a device. */
  readonly type: EntryType;
  readonly isSymbolicLink: boolean;
}

export interface FileStat {
  readonly type: EntryType;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch; only ever compared for equality, never shown. */
  readonly modified: number;
}

/** Where a path leads after every symbolic link was followed. */
export type ResolvedPath =
  | { readonly inside: true; readonly path: RelativePath }
  /** The target lies outside the root. `huggingFaceBlob`: it is a content-addressed blob of a Hugging Face cache. */
  | { readonly inside: false; readonly huggingFaceBlob: boolean };

/** Random access to one open file. */
export interface ByteSource {
  /** Bytes, when the file was opened. */
  readonly size: number;
  /** Up to `length` bytes from `offset`; fewer only at the end of the file. Rejects with a {@link HostError}. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface Host {
  /** What a folder holds, sorted by name in code unit order. Rejects with a {@link HostError}. */
  list(path: RelativePath): Promise<readonly DirectoryEntry[]>;
  /** Follows symbolic links. Null where nothing is there. */
  stat(path: RelativePath): Promise<FileStat | null>;
  /** Null where nothing is there (a broken link, a link loop). */
  resolve(path: RelativePath): Promise<ResolvedPath | null>;
  open(path: RelativePath): Promise<ByteSource>;
}

export type HostErrorCode = 'not-found' | 'no-permission' | 'not-a-file' | 'too-many-links' | 'unavailable';

/** An expected failure of the file system, in words that can be shown; never holds an absolute path. */
export class HostError extends Error {
  constructor(
    readonly code: HostErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'HostError';
  }
}

/** Cooperation of long work with its caller: cancellation and time slices. */
export interface Pace {
  /** Throws {@link Cancelled} once the caller has cancelled; else gives the event loop a turn when the current time slice is used up. */
  breathe(): Promise<void>;
}

export class Cancelled extends Error {
  constructor() {
    super('The audit was cancelled.');
    this.name = 'Cancelled';
  }
}
