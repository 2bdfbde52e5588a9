/** The two message unions between the extension and the checklist webview. Plain JSON, nothing else crosses. */
import type { Location } from './model/finding';
import type { StepRecord } from './model/plan';
import type { Report } from './model/report';
import type { Trial } from './model/settings';
import type { Target } from './model/target';

/** Translated texts of the webview by key; the keys live in `webview/strings.ts`. */
export type Strings = Readonly<Record<string, string>>;

/** Releases and instance types that the knowledge base holds. */
export interface Choices {
  /** Three parts, ascending. */
  readonly releases: readonly string[];
  readonly instances: readonly { readonly id: string; readonly target: Target }[];
}

export type ToWebview =
  | { readonly type: 'strings'; readonly strings: Strings; readonly locale: string }
  | {
      /** Sent once for each new report, not with an audit's progress: it replaces what is shown, ticks on their way included, and ends an audit. */
      readonly type: 'report';
      readonly report: Report;
      /** Name of the workspace folder. */
      readonly folder: string;
      /** Where ticks are kept: the file's name, or null where the folder cannot be written and the editor keeps them. */
      readonly planFile: string | null;
    }
  /** What there is to choose from when something is tried. Sent once, when the page is ready. */
  | { readonly type: 'choices'; readonly choices: Choices }
  /** What the audit would say under other settings than the planned ones; nothing of it is kept. */
  | { readonly type: 'trial'; readonly trial: Trial; readonly report: Report }
  /** The settings that were tried are none. */
  | { readonly type: 'trialFailed'; readonly trial: Trial; readonly message: string }
  /** An audit runs; `total` is null while files are still being searched. The last report stays on screen. */
  | { readonly type: 'auditing'; readonly done: number; readonly total: number | null; readonly current: string }
  /** The audit could not run or was cancelled; the last report stays on screen. */
  | { readonly type: 'failed'; readonly message: string; readonly location: Location | null }
  /** Goes to a section of the page and unfolds it. */
  | { readonly type: 'show'; readonly section: 'matrix' | 'routes' };

export type FromWebview =
  | { readonly type: 'ready' }
  | { readonly type: 'audit' }
  | { readonly type: 'cancel' }
  | { readonly type: 'setStep'; readonly record: StepRecord }
  | { readonly type: 'open'; readonly location: Location }
  | { readonly type: 'openUrl'; readonly url: string }
  | { readonly type: 'openRule'; readonly rule: string }
  /** Asks for the sizes of the dimensions that these findings (fingerprints) leave open. */
  | { readonly type: 'pin'; readonly findings: readonly string[] }
  /** Asks for a waiver of a rule in files: reason, name and last day, which go into the planner file. */
  | { readonly type: 'waive'; readonly rule: string; readonly paths: readonly string[] }
  | { readonly type: 'chooseTargets' }
  /** Asks what the audit would say under these settings; the answer to an earlier question is then not wanted any more. */
  | { readonly type: 'try'; readonly trial: Trial }
  /** Writes what was tried into the planner file and audits again. */
  | { readonly type: 'keepTrial'; readonly trial: Trial }
  /** Asks for the verdicts by release and route of every file, also of those that were left out to keep audits fast. */
  | { readonly type: 'fullMatrix' }
  | { readonly type: 'compareReleases' }
  | { readonly type: 'exportReport' };
