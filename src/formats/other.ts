import type { OtherFacts } from '../model/facts';
import type { TextRange } from '../model/finding';
import { HostError } from '../model/host';
import { type DataDocument, DataFault } from '../text/data';
import type { TextFile } from '../text/read-text';
import { ignoreComments } from './ignore-comments';
import { type Mentions, NO_MENTIONS } from './mentions';
import type { FailedReading, OtherReading } from './reading';
import { MAX_TEXT_BYTES, type SourceFile } from './source-file';

interface Found {
  readonly facts: OtherFacts;
  readonly mentions?: Partial<Mentions>;
  readonly documents?: readonly DataDocument[];
  /** One sentence where only a part was understood. */
  readonly reason?: string | null;
}

/** The reading of a text file. */
export function otherReading(
  kind: OtherReading['kind'],
  { path }: SourceFile,
  { text }: TextFile,
  { facts, mentions = {}, documents = [], reason = null }: Found,
): OtherReading {
  return {
    path,
    kind,
    status: reason === null ? 'analyzed' : 'partial',
    reason,
    facts,
    mentions: { ...NO_MENTIONS, ...mentions },
    documents,
    ignores: ignoreComments(text),
  };
}

/** The reading of a file that is of the kind and could not be read. `reason`: a sentence. */
export function unreadable(
  kind: FailedReading['kind'],
  { path }: SourceFile,
  reason: string,
  range: TextRange | null = null,
): FailedReading {
  return { path, kind, status: 'unreadable', reason, facts: {}, range };
}

/** The reading of a file that is of the kind and was left alone on purpose. `reason`: a sentence. */
export function leftAlone(kind: FailedReading['kind'], { path }: SourceFile, reason: string): FailedReading {
  return { path, kind, status: 'skipped', reason, facts: {}, range: null };
}

/** Said of a text that is larger than what is read. */
export const TOO_LARGE = `The file is larger than ${MAX_TEXT_BYTES / 1024 / 1024} MB and was left alone.`;

/**
 * The fault of a file's system, encoding or syntax as a reading; throws anything else on. `isOurs`: whether the text, or the name where there is
 * none, says that the file is of the kind; of other files nothing is said.
 */
export function faultReading(
  error: unknown,
  kind: FailedReading['kind'],
  file: SourceFile,
  isOurs: boolean,
  syntax: string,
): FailedReading | null {
  if (error instanceof HostError) return isOurs ? unreadable(kind, file, error.message) : null;
  if (!(error instanceof DataFault)) throw error;
  if (!isOurs) return null;
  if (error.range === null) return unreadable(kind, file, `The file cannot be read as ${syntax}: ${error.message}.`);
  const at = ` at line ${error.range.start.line}, column ${error.range.start.column}`;
  return unreadable(kind, file, `The file is not valid ${syntax}${at}: ${error.message}.`, error.range);
}
