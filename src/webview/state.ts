import type { Location } from '../model/finding';
import type { PhaseId } from '../model/plan';
import type { Report } from '../model/report';
import type { Trial } from '../model/settings';
import type { Target } from '../model/target';
import type { StepChange } from '../plan/record';
import type { Choices, FromWebview } from '../protocol';
import type { Filters } from './row-filters';

export interface Shown {
  readonly report: Report;
  readonly folder: string;
  readonly planFile: string | null;
}

export const FOLDING_IDS = ['what-if', 'fit', 'batching', 'cost'] as const;
export type FoldingId = (typeof FOLDING_IDS)[number];

/** Settings that are tried in place of the planned ones. While they are, what is shown is what they came to. */
export interface Tried {
  readonly trial: Trial;
  /** What is planned came to this. */
  readonly planned: Shown;
  /** The answer is on its way. */
  readonly waiting: boolean;
  /** Why the settings are none; null: they are. */
  readonly problem: string | null;
}

/** Everything the page shows follows from this. */
export interface State {
  shown: Shown | null;
  tried: Tried | null;
  choices: Choices;
  audit: { readonly done: number; readonly total: number | null; readonly current: string } | null;
  failure: { readonly message: string; readonly location: Location | null } | null;
  target: Target | null;
  filters: Filters;
  /** Ids of the steps that are unfolded. */
  readonly open: Set<string>;
  /** The step that the Tab key reaches. */
  active: string | null;
  /** How many places of a step are listed, by step id; 0: folded. Absent: as few as show unasked. */
  readonly placesListed: Map<string, number>;
  /** How many steps of a phase are listed, where more than the first ones were asked for. */
  readonly stepsListed: Map<PhaseId, number>;
  coverageOpen: boolean;
  modelsListed: number;
  /** Keys of the models whose routes are unfolded. */
  readonly routesOpen: Set<string>;
  routesListed: number;
  matrixOpen: boolean;
  /** Of the sections that are folded until somebody wants them. */
  readonly sectionsOpen: Set<FoldingId>;
  matrixListed: number;
}

/** What the parts of the page may ask for. */
export interface Actions {
  post(message: FromWebview): void;
  chooseTarget(target: Target): void;
  filter(change: Partial<Filters>): void;
  /** Opens or closes a step; without `open` the other way round. */
  fold(id: string, open?: boolean): void;
  /** Shows what these settings come to; an empty trial shows what is planned again. */
  tryOut(trial: Trial): void;
  /** Writes what is tried into the planner file. */
  keepTrial(): void;
  /** Changes what is noted of a step, here and in the plan file; can be taken back. */
  setStep(id: string, change: StepChange): void;
  undo(): void;
  redo(): void;
  /** Asks for the sizes of the dimensions that a step leaves open. */
  pin(id: string): void;
  /** Asks for a waiver of what a step is about. */
  waive(id: string): void;
  /** Shows a step, whatever the filters, and gives it the focus. */
  goTo(id: string): void;
  /** Has a screen reader say a sentence. */
  announce(sentence: string): void;
  /** Draws the page again after a change of `state` that concerns no message. */
  refresh(): void;
}
