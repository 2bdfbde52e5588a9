import type { Finding, Location } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { Report } from '../../model/report';
import type { Verdict } from '../../model/target';
import { t } from '../l10n';

/** One row of a tree view, as data: built by pure functions, shown by `tree.ts`. */
export interface TreeNode {
  /** Unique in its view and stable over audits, so that the tree keeps what is unfolded. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Plain text; what {@link about} tells wins. */
  readonly tooltip?: string;
  readonly icon?: NodeIcon;
  /** Read by screen readers instead of label and description. */
  readonly spoken?: string;
  /** What menus ask for. */
  readonly context:
    | 'group'
    | 'cause'
    | 'finding'
    | 'file'
    | 'place'
    | 'model'
    | 'target'
    | 'route'
    | 'note'
    | 'problem';
  readonly children: readonly TreeNode[];
  readonly unfolded?: boolean;
  /** What a click opens, and what "Reveal in Explorer" shows. */
  readonly place?: NodePlace;
  /** What the row is about: its hover, its rule, its checklist. */
  readonly about?: {
    readonly root: string;
    readonly findings: readonly Finding[];
    readonly sdk: string;
    /** What its fix comes to; stands first in the hover, as a narrow row cuts it off. */
    readonly effect?: string;
  };
}

export interface NodePlace {
  /** Key of the root. */
  readonly root: string;
  readonly location: Location;
}

/** A product icon with a colour of the theme. */
export interface NodeIcon {
  readonly id: string;
  readonly color?: string;
}

/** Findings by the file that they concern, files in the order of their first finding. */
export function byArtifact(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  return groupBy(findings, ({ artifact }) => artifact);
}

/** What shows a place: a text editor; the overview editor of its model; or, of a file that neither reads, only the Explorer. */
export function shownIn(location: Location): 'text' | 'overview' | 'explorer' {
  if ('range' in location) return 'text';
  if (location.path.toLowerCase().endsWith('.onnx')) return 'overview';
  return 'graph' in location ? 'explorer' : 'text';
}

/** What menus ask of a row: its kind, whether it stands for a place, and whether pins would settle what it is about. */
export function menuContext({ context, place, about }: TreeNode): string {
  const pinnable = about?.findings.some(({ pins = [] }) => pins.length > 0) ?? false;
  return `${context}${place === undefined ? '' : ' located'}${pinnable ? ' pinnable' : ''}`;
}

/** The report of one root, as the pure view functions take it. */
export interface RootReport {
  readonly root: { readonly key: string; readonly name: string };
  readonly report: Report;
}

/** Severity as people act on it: what no document decides is neither a warning nor a note, what is waived is settled. */
export const CLASSES = ['blocker', 'warning', 'unknown', 'info', 'waived'] as const;
export type FindingClass = (typeof CLASSES)[number];

export function classOf({ severity, confidence, waived }: Finding): FindingClass {
  if (waived !== null) return 'waived';
  return severity === 'warning' && confidence === 'undocumented' ? 'unknown' : severity;
}

export const CLASS_ICONS: Readonly<Record<FindingClass, NodeIcon>> = {
  blocker: { id: 'error', color: 'problemsErrorIcon.foreground' },
  warning: { id: 'warning', color: 'problemsWarningIcon.foreground' },
  unknown: { id: 'question' },
  info: { id: 'info', color: 'problemsInfoIcon.foreground' },
  waived: { id: 'shield' },
};

export const VERDICT_ICONS: Readonly<Record<Verdict, NodeIcon>> = {
  ready: { id: 'pass', color: 'testing.iconPassed' },
  attention: CLASS_ICONS.warning,
  unknown: CLASS_ICONS.unknown,
  blocked: CLASS_ICONS.blocker,
};

/** "ready", "blocked", … for a description. */
export function verdictWord(verdict: Verdict): string {
  switch (verdict) {
    case 'ready':
      return t('ready');
    case 'attention':
      return t('attention');
    case 'unknown':
      return t('unknown');
    case 'blocked':
      return t('blocked');
    default:
      return verdict satisfies never;
  }
}

/** Parts with a middle dot between them, empty ones left out. */
export function joined(parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');
}

/** File name and folder of a path below the root. */
export function splitPath(path: string): { readonly name: string; readonly folder: string } {
  const cut = path.lastIndexOf('/');
  return { name: path.slice(cut + 1), folder: cut < 0 ? '' : path.slice(0, cut) };
}
