import type { WaiverMark } from '../model/finding';
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

/** One sentence for each waiver that has expired, so that a finding's return is no riddle. */
export function expiredWaivers(settings: Settings): string[] {
  return settings.waivers
    .filter((waiver) => waiver.expires < settings.asOf)
    .map(
      (waiver) =>
        `The waiver of ${waiver.rule}${waiver.path ? ` for ${waiver.path}` : ''} by ${waiver.by} expired on ${waiver.expires}.`,
    );
}
