/** Findings and mistakes in settings as entries of the Problems panel, without VS Code's types. Pure. */
import type { Finding, Location, Severity, TextRange } from '../../model/finding';
import type { RelativePath } from '../../model/host';
import type { Problem } from '../../model/problem';
import type { Report } from '../../model/report';
import { visible, visibleName } from '../../report/escape';
import { placeWords } from '../../report/places';
import { TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';

/** What VS Code calls the severities: a blocker is an error. */
export type ProblemSeverity = 'error' | 'warning' | 'information';

export interface ProblemEntry {
  readonly path: RelativePath;
  /** 0-based, as VS Code counts. */
  readonly range: EntryRange;
  readonly severity: ProblemSeverity;
  readonly message: string;
  /** Null for a mistake in settings. */
  readonly rule: string | null;
  /** Other places of the same finding. */
  readonly related: readonly RelatedPlace[];
}

export interface EntryRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface RelatedPlace {
  readonly path: RelativePath;
  readonly range: EntryRange;
  readonly message: string;
}

const LISTED_RELATED = 10;
const FILE_START: EntryRange = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

const SEVERITIES: Readonly<Record<Severity, ProblemSeverity>> = {
  blocker: 'error',
  warning: 'warning',
  info: 'information',
};

/**
 * One entry for each place in a text file, and one for each binary file that a finding concerns, at its start and naming the first
 * node. Waived findings are settled: they have none.
 */
export function problemsOf(report: Report): readonly ProblemEntry[] {
  return report.findings.filter(({ waived }) => waived === null).flatMap((finding) => entriesOf(finding, report));
}

/** Mistakes in files that people write. One in no file (a setting of the editor) has no place in the Problems panel. */
export function settingsProblems(problems: readonly Problem[], severity: ProblemSeverity): readonly ProblemEntry[] {
  const placed = problems.filter(({ path }) => path !== '');
  return placed.map(({ path, range, message }) => ({
    path,
    range: range === null ? FILE_START : toEntryRange(range),
    severity,
    message: visible(message),
    rule: null,
    related: [],
  }));
}

/** VS Code counts lines and characters from 0, reports from 1. */
export function toEntryRange({ start, end }: TextRange): EntryRange {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}

function entriesOf(finding: Finding, report: Report): ProblemEntry[] {
  const texts = finding.locations.filter((location) => 'range' in location);
  const files = new Map<RelativePath, Location[]>();
  for (const place of finding.locations) {
    if (!('range' in place)) files.set(place.path, [...(files.get(place.path) ?? []), place]);
  }
  if (finding.locations.length === 0) files.set(finding.artifact, [{ path: finding.artifact }]);
  return [
    ...texts.map((place) => entry(finding, place, messageOf(finding, report))),
    ...[...files].map(([path, places]) => entry(finding, { path }, fileMessage(finding, report, places))),
  ];
}

function entry(finding: Finding, place: Location, message: string): ProblemEntry {
  return {
    path: place.path,
    range: rangeOf(place),
    severity: SEVERITIES[finding.severity],
    message,
    rule: finding.rule,
    related: finding.locations
      .filter((other) => other !== place && ('range' in other || other.path !== place.path))
      .slice(0, LISTED_RELATED)
      .map((other) => ({ path: other.path, range: rangeOf(other), message: relatedMessage(other) })),
  };
}

function rangeOf(place: Location): EntryRange {
  return 'range' in place ? toEntryRange(place.range) : FILE_START;
}

/** The finding's sentence; where it holds for some of the targets only, they are named. */
function messageOf({ message, targets }: Finding, { settings }: Report): string {
  const sentence = visible(message);
  if (targets.length === settings.targets.length) return sentence;
  return t('{0} ({1})', sentence, targets.map((target) => TARGET_LABELS[target]).join(', '));
}

/** Of a file without text positions: the first node by name, unless the sentence names it, and how many more there are. */
function fileMessage(finding: Finding, report: Report, places: readonly Location[]): string {
  const sentence = messageOf(finding, report);
  const name = places[0] === undefined ? '' : placeWords(places[0]).name;
  const named = name === '' || finding.message.includes(name);
  const more = finding.occurrences - 1;
  if (name === '' || (named && more < 1)) return sentence;
  if (named) return more === 1 ? t('{0} (and 1 more place)', sentence) : t('{0} (and {1} more places)', sentence, more);
  if (more < 1) return t('{0}: {1}', visibleName(name), sentence);
  return t('{0} and {1} more: {2}', visibleName(name), more, sentence);
}

function relatedMessage(place: Location): string {
  const { path, name } = placeWords(place);
  return name === '' ? t('also in {0}', visibleName(path)) : t('also at {0}', visibleName(name));
}
