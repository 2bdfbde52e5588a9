/** The findings tree as data. Pure. */

import type { Finding, Location } from '../../model/finding';
import type { ObservedMark } from '../../model/observed';
import { compareText } from '../../model/order';
import type { Problem } from '../../model/problem';
import { visible, visibleName } from '../../report/escape';
import { type FindingGroup, firstPlaces, groupFindings } from '../../report/group';
import { placeLine, placeWords } from '../../report/places';
import { t } from '../l10n';
import { causeEffect, causeOrder } from './effect';
import {
  byArtifact,
  CLASS_ICONS,
  CLASSES,
  classOf,
  type FindingClass,
  joined,
  type NodePlace,
  type RootReport,
  splitPath,
  type TreeNode,
} from './node';

export const GROUPINGS = ['severity', 'cause', 'file'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** So many places of a cause are rows of their own; the others are counted. */
const LISTED_PLACES = 100;

/** A root cause in one root, and how it counts. */
interface Cause {
  readonly source: RootReport;
  readonly group: FindingGroup;
  readonly kind: FindingClass;
}

/** All rows of the findings view. With more than one root, causes and files name theirs. */
export function findingsTree(reports: readonly RootReport[], grouping: Grouping): readonly TreeNode[] {
  const many = reports.length > 1;
  switch (grouping) {
    case 'severity':
      return bySeverity(causesOf(reports), many);
    case 'cause':
      return causesOf(reports).map((cause) => causeNode(cause, many, CLASS_ICONS[cause.kind]));
    case 'file':
      return reports.flatMap((source) => byFile(source, many));
    default:
      return grouping satisfies never;
  }
}

/** How many root causes there are of each class. */
export function countCauses(reports: readonly RootReport[]): Readonly<Record<FindingClass, number>> {
  const counts = { blocker: 0, warning: 0, unknown: 0, info: 0, waived: 0 };
  for (const { kind } of causesOf(reports)) counts[kind]++;
  return counts;
}

/** By class, then as the report orders its causes: those first whose fix helps most; then in the order of {@link groupFindings}. */
function causesOf(reports: readonly RootReport[]): readonly Cause[] {
  const sources = reports.map((source) => ({ source, order: causeOrder(source.report) }));
  return CLASSES.flatMap((kind) =>
    sources.flatMap(({ source, order }) => {
      const at = ({ key }: FindingGroup): number => order.get(key) ?? order.size;
      return groupFindings(source.report.findings.filter((finding) => classOf(finding) === kind))
        .toSorted((a, b) => at(a) - at(b))
        .map((group) => ({ source, group, kind }));
    }),
  );
}

function bySeverity(causes: readonly Cause[], many: boolean): readonly TreeNode[] {
  return CLASSES.flatMap((kind): TreeNode[] => {
    const own = causes.filter((cause) => cause.kind === kind);
    if (own.length === 0) return [];
    const label = classLabel(kind);
    return [
      {
        id: kind,
        label,
        description: joined([String(own.length), classNote(kind, own)]),
        icon: CLASS_ICONS[kind],
        spoken: t('{0}: {1}', label, own.length),
        context: 'group',
        unfolded: kind === 'blocker' || kind === 'warning',
        children: own.map((cause) => causeNode(cause, many)),
      },
    ];
  });
}

/** What runs said of the findings, the word that weighs most; null where nothing did. */
function observedWords(findings: readonly Finding[]): string | null {
  const states = new Set(findings.map(({ observed }) => observed?.state));
  const state = (['confirmed', 'refuted', 'not-observed'] as const).find((one) => states.has(one));
  return state === undefined ? null : observedWord(state);
}

/** "confirmed by a run", … */
function observedWord(state: ObservedMark['state']): string {
  switch (state) {
    case 'confirmed':
      return t('confirmed by a run');
    case 'refuted':
      return t('refuted by a run');
    case 'not-observed':
      return t('not observed');
    default:
      return state satisfies never;
  }
}

function classLabel(kind: FindingClass): string {
  switch (kind) {
    case 'blocker':
      return t('Blockers');
    case 'warning':
      return t('Warnings');
    case 'unknown':
      return t('Unknown');
    case 'info':
      return t('Notes');
    case 'waived':
      return t('Waived');
    default:
      return kind satisfies never;
  }
}

function classNote(kind: FindingClass, causes: readonly Cause[]): string {
  if (kind === 'unknown') return t('no document decides');
  if (kind !== 'waived') return '';
  const first = causes.flatMap(({ group }) => group.findings.flatMap(({ waived }) => waived?.expires ?? [])).sort()[0];
  return first === undefined ? '' : t('until {0}', first);
}

function causeNode({ source, group, kind }: Cause, many: boolean, icon?: TreeNode['icon']): TreeNode {
  const { places: listed, more } = firstPlaces(group, LISTED_PLACES);
  const id = `${source.root.key}#${kind}#${group.key}`;
  const label = visible(group.action, 200);
  const places = group.occurrences === 1 ? t('1 place') : t('{0} places', group.occurrences);
  const effect = kind === 'waived' ? null : causeEffect(source.report, group.key);
  const count = effect ?? places;
  const observed = observedWords(group.findings);
  return {
    id,
    label,
    description: joined([...group.neuronErrors, count, observed, many ? visibleName(source.root.name) : null]),
    ...(icon !== undefined && { icon }),
    spoken: t('{0}: {1}, {2}', classLabel(kind), label, joined([count, observed])),
    context: 'cause',
    about: { ...aboutOf(source, group.findings), ...(effect !== null && { effect: joined([places, effect]) }) },
    children: placeNodes(source, id, listed, more),
  };
}

function byFile(source: RootReport, many: boolean): readonly TreeNode[] {
  const files = [...byArtifact(source.report.findings)].map(([path, findings]) => {
    const rank = Math.min(...findings.map((finding) => CLASSES.indexOf(classOf(finding))));
    return { path, findings, kind: CLASSES[rank] ?? 'info', rank };
  });
  return files
    .sort((a, b) => a.rank - b.rank || compareText(a.path, b.path))
    .map(({ path, findings, kind }): TreeNode => {
      const { name, folder } = splitPath(path);
      const count = findings.length === 1 ? t('1 finding') : t('{0} findings', findings.length);
      const id = `${source.root.key}#file#${path}`;
      return {
        id,
        label: visibleName(name),
        description: joined([visibleName(folder), count, many ? visibleName(source.root.name) : null]),
        tooltip: visible(path),
        icon: CLASS_ICONS[kind],
        spoken: t('{0}: {1}, {2}', classLabel(kind), visibleName(path), count),
        context: 'file',
        unfolded: kind === 'blocker',
        children: findings.map((finding) => findingNode(source, id, finding)),
      };
    });
}

function findingNode(source: RootReport, parent: string, finding: Finding): TreeNode {
  const id = `${parent}#${finding.fingerprint}`;
  const kind = classOf(finding);
  const places = finding.locations.length > 0 ? finding.locations : [{ path: finding.artifact }];
  return {
    id,
    label: visible(finding.action, 200),
    description: joined([
      finding.neuronError,
      finding.occurrences > 1 ? String(finding.occurrences) : null,
      observedWords([finding]),
    ]),
    icon: CLASS_ICONS[kind],
    spoken: t('{0}: {1}', classLabel(kind), visible(finding.message, 400)),
    context: 'finding',
    about: aboutOf(source, [finding]),
    children: placeNodes(source, id, places, finding.occurrences - places.length),
  };
}

function aboutOf({ root, report }: RootReport, findings: readonly Finding[]): NonNullable<TreeNode['about']> {
  return { root: root.key, findings, sdk: report.settings.sdk };
}

function placeNodes(
  source: RootReport,
  parent: string,
  places: readonly Location[],
  more: number,
): readonly TreeNode[] {
  const nodes = places.map((location, index) => placeNode({ root: source.root.key, location }, `${parent}#${index}`));
  if (more <= 0) return nodes;
  const label = more === 1 ? t('and 1 more place') : t('and {0} more places', more);
  return [...nodes, { id: `${parent}#more`, label, context: 'note', children: [] }];
}

function placeNode(place: NodePlace, id: string): TreeNode {
  const { path, position, name, details } = placeWords(place.location);
  const { name: file, folder } = splitPath(path);
  const at = visibleName(position === '' ? file : `${file}:${position.split(':')[0]}`);
  const inGraph = name !== '' || details.length > 0;
  const facts = details.map(({ value }) => visibleName(value.replace(/^ai\.onnx::/, '')));
  const [label = at, ...rest] = name === '' ? facts : [visibleName(name), ...facts];
  return {
    id,
    label,
    description: inGraph ? [at, ...rest].join(', ') : visibleName(folder),
    tooltip: placeLine(place.location, visibleName),
    icon: { id: inGraph ? 'symbol-method' : 'file' },
    context: 'place',
    children: [],
    place,
  };
}

/** A row for each mistake that stands in a file. */
export function problemNodes(root: string, problems: readonly Problem[]): readonly TreeNode[] {
  return problems
    .filter(({ path }) => path !== '')
    .map(({ path, range, message }, index) => ({
      id: `${root}#problem#${index}`,
      label: range === null ? visibleName(path) : `${visibleName(path)}:${range.start.line}`,
      description: visible(message),
      tooltip: visible(message),
      icon: CLASS_ICONS.blocker,
      context: 'problem',
      children: [],
      place: { root, location: range === null ? { path } : { path, range } },
    }));
}
