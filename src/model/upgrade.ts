/** What changes for a workspace between two SDK releases. */
import type { Confidence, Evidence, Severity } from './finding';
import type { RelativePath } from './host';
import type { KnowledgeStamp, Report } from './report';
import type { Target, Verdict } from './target';

/** Findings of one rule and action that appear, vanish or change severity on the way. */
export interface UpgradeFinding {
  readonly rule: string;
  /** The fix as a short imperative. */
  readonly title: string;
  /** Of the first finding. */
  readonly message: string;
  /** Null: it was not there, or is no more. */
  readonly before: Severity | null;
  readonly after: Severity | null;
  readonly targets: readonly Target[];
  /** In code unit order. */
  readonly paths: readonly RelativePath[];
  readonly evidence: readonly Evidence[];
}

/** How the routes of a model change on one target. */
export interface UpgradeRoutes {
  readonly paths: readonly RelativePath[];
  readonly model: string;
  readonly targets: readonly Target[];
  /** Labels of routes that take the model at the later release only, and at the earlier one only. */
  readonly begin: readonly string[];
  readonly end: readonly string[];
  /** Labels of the routes to take; null: none is known. */
  readonly takeBefore: string | null;
  readonly takeAfter: string | null;
}

/** What the documents say changed, or announce. */
export interface UpgradeChange {
  readonly id: string;
  /** The release that did it, or whose documents announce it. */
  readonly sdk: string;
  readonly kind: 'began' | 'ended' | 'announced' | 'default-changed';
  readonly subject: string;
  readonly words: string;
  /** Of an announcement: the release it is for; null where none is named. */
  readonly due: string | null;
  readonly targets: readonly Target[] | null;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** It is about a target, route, flag or subject of this workspace, as far as the audit saw. */
  readonly touches: boolean;
}

export interface Upgrade {
  readonly schemaVersion: 1;
  readonly tool: Report['tool'];
  readonly knowledge: KnowledgeStamp;
  /** Three parts. */
  readonly from: string;
  readonly to: string;
  readonly settings: Omit<Report['settings'], 'sdk'>;
  readonly verdicts: readonly { readonly target: Target; readonly before: Verdict; readonly after: Verdict }[];
  /** Blockers first. */
  readonly findings: readonly UpgradeFinding[];
  readonly routes: readonly UpgradeRoutes[];
  /** Those that touch the workspace first, in each the newest first. */
  readonly changes: readonly UpgradeChange[];
  /** Sentences on what limits the comparison. */
  readonly notes: readonly string[];
}
