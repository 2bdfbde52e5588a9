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

/** Which places a comment of the file covers, and its mark where it covers all of them. */
export interface Ignored {
  /** Null where a place is left, or there is none. */
  readonly mark: WaiverMark | null;
  /** The places that no comment covers; all of them where the mark is set, so that it is known what is waived. */
  readonly places: readonly Location[];
}

export function ignoredBy(rule: string, locations: readonly Location[], reading: Reading | Summary | null): Ignored {
  const comments =
    reading !== null && 'ignores' in reading
      ? reading.ignores.filter((comment) => comment.fault === null && comment.rule === rule)
      : [];
  const [first] = comments;
  if (first === undefined) return { mark: null, places: locations };
  const left = locations.filter(
    (location) =>
      !('range' in location) ||
      location.path !== reading?.path ||
      !comments.some(({ lines }) => lines.includes(location.range.start.line)),
  );
  if (left.length > 0 || locations.length === 0) return { mark: null, places: left };
  return { mark: { reason: first.reason, by: 'a comment in the file', expires: null }, places: locations };
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
