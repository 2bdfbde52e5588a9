import type { Evidence } from '../model/finding';

/** "SDK 2.32.0, carried over" or "SDK 2.33.0" for the release that is judged; null where a source speaks of none. */
export function releaseWords(evidence: Evidence, sdk: string): string | null {
  if (evidence.sdk === null) return null;
  return `SDK ${evidence.sdk}${carriedOver(evidence, sdk) === null ? '' : ', carried over'}`;
}

/** The release a source is carried over from: the source's own where it is older than the one judged for (major and minor part), else null. */
export function carriedOver(evidence: Evidence, sdk: string): string | null {
  if (evidence.sdk === null) return null;
  const [major = 0, minor = 0] = evidence.sdk.split('.').map(Number);
  const [judgedMajor = 0, judgedMinor = 0] = sdk.split('.').map(Number);
  return major < judgedMajor || (major === judgedMajor && minor < judgedMinor) ? `${major}.${minor}` : null;
}
