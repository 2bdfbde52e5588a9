import type { Finding, WaiverMark } from '../model/finding';
import { compareText } from '../model/order';
import type { Report } from '../model/report';
import { type FindingGroup, groupFindings } from './group';

export interface WaivedCause {
  readonly waiver: WaiverMark;
  readonly cause: FindingGroup;
}

/** How long a waiver holds: "until 2027-03-31", or as long as a comment stands in the file. */
export function waivedUntil({ expires }: WaiverMark): string {
  return expires === null ? 'while the comment stands' : `until ${expires}`;
}

/** What is waived, a waiver and a root cause at a time; those that expire first come first. */
export function waivedCauses({ findings }: Report): readonly WaivedCause[] {
  const byWaiver = new Map<string, { waiver: WaiverMark; findings: Finding[] }>();
  for (const finding of findings) {
    const { waived } = finding;
    if (waived === null) continue;
    const key = [waived.expires ?? '', waived.by, waived.reason].join('\0');
    const entry = byWaiver.get(key);
    if (entry === undefined) byWaiver.set(key, { waiver: waived, findings: [finding] });
    else entry.findings.push(finding);
  }
  return [...byWaiver]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, entry]) => groupFindings(entry.findings).map((cause) => ({ waiver: entry.waiver, cause })));
}
