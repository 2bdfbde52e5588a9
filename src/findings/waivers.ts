import type { Reading, Summary } from '../formats/reading';
import type { Location, WaiverMark } from '../model/finding';
import type { RelativePath } from '../model/host';
import type { Settings } from '../model/settings';
import { matchesGlob } from '../workspace/glob';

/** The first waiver of the planner file that covers the rule in this file and has not expired on the audit's day, else null. */
export function waiverFor(rule: string, path: RelativePath, settings: Settings): WaiverMark | null {
  const waiver = settings.waivers.find(
    (candidate) =>
      candidate.rule === rule &&
      settings.asOf <= candidate.expires &&
      (candidate.path === undefined || matchesGlob(candidate.path, path)),
  );
  return waiver === undefined ? null : { reason: waiver.reason, by: waiver.by, expires: waiver.expires };
}

/** The mark where comments of the file keep the rule quiet at every one of these places, else null. */
export function ignoredBy(
  rule: string,
  locations: readonly Location[],
  reading: Reading | Summary | null,
): WaiverMark | null {
  if (reading === null || !('ignores' in reading)) return null;
  const comments = reading.ignores.filter((comment) => comment.fault === null && comment.rule === rule);
  const [first] = comments;
  if (first === undefined) return null;
  const covered = (location: Location) =>
    'range' in location &&
    location.path === reading.path &&
    comments.some(({ lines }) => lines.includes(location.range.start.line));
  return locations.length > 0 && locations.every(covered)
    ? { reason: first.reason, by: 'a comment in the file', expires: null }
    : null;
}

/** One sentence for each comment that was meant to keep a rule quiet and does not. */
export function idleComments(readings: readonly Summary[], rules: readonly string[]): string[] {
  return readings.flatMap((reading) =>
    'ignores' in reading
      ? reading.ignores.flatMap(({ rule, fault, lines }) => {
          const why = fault ?? (rules.includes(rule) ? null : 'names a rule that does not exist');
          return why === null ? [] : [`The comment at ${reading.path}:${lines[0] ?? 1} ignores nothing: it ${why}.`];
        })
      : [],
  );
}

/** One sentence for each waiver that has expired, so that a finding's return is no riddle. */
export function expiredWaivers(settings: Settings): string[] {
  return settings.waivers
    .filter((waiver) => waiver.expires < settings.asOf)
    .map(
      (waiver) =>
        `The waiver of ${waiver.rule}${waiver.path ? ` for ${waiver.path}` : ''} by ${waiver.by} expired on ${waiver.expires}.`,
    );
}
