import type { Reading, Summary } from '../formats/reading';
import type { FixKind } from '../model/cause';
import type { Confidence, Edit, Location, Severity } from '../model/finding';
import type { RelativePath } from '../model/host';
import type { PhaseId } from '../model/plan';
import type { Settings } from '../model/settings';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import type { Dynamics } from '../onnx/infer/dynamic';
import type { Inference } from '../onnx/infer/engine';

/** What a rule says of one cause in one file for one target. Equal drafts of several targets become one finding. */
export interface Draft {
  /** Tells causes of the same rule in the same file apart; stable over unrelated edits (an operator's name, a dimension's symbol). */
  readonly key: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Short imperative: the title of the plan's step. Drafts of one rule with the same action share a step, in any file. */
  readonly action: string;
  /** One sentence that names the subject: operator, dtype, dimension, value. */
  readonly message: string;
  readonly why: string;
  /** Ends the reason where it holds for one of the finding's targets; does not keep equal drafts of several targets apart. */
  readonly aside?: { readonly words: string; readonly sources: readonly string[] };
  readonly remedy: string;
  readonly neuronError?: string;
  /** Ids in `neuron/data/sources.json`; at least one unless undocumented. */
  readonly sources: readonly string[];
  readonly locations: readonly Location[];
  /** How many places there are in all, where `locations` holds only the first ones. Default: its length. */
  readonly occurrences?: number;
  /** The change that settles it; only where no choice is left. */
  readonly edit?: Edit;
  /** Pins that would settle it: symbols, or INPUT:AXIS. */
  readonly pins?: readonly string[];
}

export interface RuleContext<R extends Reading = Reading> {
  readonly reading: R;
  /** Types and shapes under the settings' pins; null of a file that is no ONNX model. */
  readonly inference: Inference | null;
  /** Why values are dynamic under those pins; null likewise. */
  readonly dynamics: Dynamics | null;
  readonly target: Target;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
}

/** The words of a rule's page; the sources that its findings cite are added when the page is generated. */
export interface RulePage {
  readonly title: string;
  /** What the rule looks for and what it says, two to five sentences. */
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** Before and after, in the terms of the export or of PyTorch, or of the config. */
  readonly example: { readonly before: string; readonly after: string; readonly language: string };
  /** Source ids that the page cites. */
  readonly sources: readonly string[];
  /** Version of this tool that brought the rule. */
  readonly since: string;
}

/** What every rule has, whatever it looks at. */
export interface RuleWords {
  /** "group/kebab-name", never reused. */
  readonly id: string;
  readonly phase: PhaseId;
  readonly page: RulePage;
  /** What the fix changes, where that is not the file that the finding is about. */
  readonly fix?: Extract<FixKind, 'export' | 'config' | 'settings' | 'elsewhere'>;
}

/** One check over one file. Pure and synchronous: facts and knowledge in, drafts out. */
export interface Rule extends RuleWords {
  /** Whether the rule may speak of a file at all, whatever the target; absent: of any. Asked once a file, so that most rules are not asked more. */
  applies?(reading: Reading): boolean;
  check(context: RuleContext): Iterable<Draft>;
}

/** What a rule across files is asked about. */
export interface WorkspaceContext {
  /** Every file that was read, by path in code unit order; models without their graphs. */
  readonly readings: readonly Summary[];
  readonly target: Target;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
}

/** A draft of a rule across files says which file it is about: the one where the fix would be made. */
export interface WorkspaceDraft extends Draft {
  readonly artifact: RelativePath;
}

/** One check across files, asked once all of them are read. Pure and synchronous likewise. */
export interface WorkspaceRule extends RuleWords {
  checkWorkspace(context: WorkspaceContext): Iterable<WorkspaceDraft>;
}
