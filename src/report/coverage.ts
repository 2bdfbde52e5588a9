/** What an audit saw and what it did not; the part of a report that keeps it honest. */
import type { Artifact, ArtifactStatus } from '../model/artifact';
import type { Report } from '../model/report';
import { count, figure, STATUS_LABELS } from './words';

/** True where no file of a kind that the audit reads was found. */
export function nothingToAudit({ artifacts }: Report): boolean {
  return artifacts.length === 0;
}

/** Files of which something was not read: partly read, unreadable, skipped. */
export function unreadCount({ coverage }: Report): number {
  return coverage.partial + coverage.unreadable + coverage.skipped;
}

/** The files behind {@link unreadCount}, worst first, each with its reason. */
export function unreadArtifacts({ artifacts }: Report): readonly Artifact[] {
  return UNREAD.flatMap((status) => artifacts.filter((artifact) => artifact.status === status));
}

const UNREAD: readonly ArtifactStatus[] = ['unreadable', 'partial', 'skipped'];

/** True where the search for files ended early. */
export function wasCutShort({ coverage }: Report): boolean {
  return (coverage.cutShort ?? []).length > 0;
}

/** "14 files looked at: 11 analysed, 1 partly read, 2 unreadable; 3 ignored." */
export function coverageSentence({ coverage }: Report): string {
  const parts = (['analyzed', 'partial', 'unreadable', 'skipped'] as const)
    .filter((status) => status === 'analyzed' || coverage[status] > 0)
    .map((status) => `${figure(coverage[status])} ${STATUS_LABELS[status]}`);
  if (coverage.files === 0) return `No file looked at; ${figure(coverage.ignored)} ignored.`;
  const ignored = coverage.ignored > 0 ? `; ${figure(coverage.ignored)} ignored` : '';
  return `${count(coverage.files, 'file')} looked at: ${parts.join(', ')}${ignored}.`;
}
