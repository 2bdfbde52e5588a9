import type { FigureInput, Unit } from '../model/figure';
import type { Confidence, Evidence } from '../model/finding';
import type { FigureBound, FitFigure, FitFigureId } from '../model/fit';

/** What stands behind a number. */
export interface Basis {
  readonly formula: string;
  readonly inputs: readonly FigureInput[];
  readonly bound?: FigureBound;
  readonly note?: string;
  readonly confidence?: Confidence;
  readonly evidence?: readonly Evidence[];
}

/** A figure with its formula; documented and an estimate unless the basis says otherwise. */
export function figure(id: FitFigureId, label: string, unit: Unit, value: number, basis: Basis): FitFigure {
  const { formula, inputs, bound = 'estimate', note = null, confidence = 'documented', evidence = [] } = basis;
  return { id, label, unit, value, formula, inputs, bound, note, confidence, evidence };
}

/** A figure that stays blank. `reason`: a sentence. */
export function blank(
  id: FitFigureId,
  label: string,
  unit: Unit,
  reason: string,
  evidence: readonly Evidence[] = [],
): FitFigure {
  return { id, label, unit, value: null, reason, bound: 'estimate', note: null, evidence };
}

/** One thing that goes into a formula. */
export function given(name: string, value: number | string, unit: Unit | null, from: string): FigureInput {
  return { name, value, unit, from };
}

/** A part of the memory of a core: what it takes at the least, and all that it takes as far as that is known. */
export interface Amount {
  readonly figure: FitFigure;
  readonly least: number;
  /** Null: not known; then the figure is blank or a lower bound, and `unknown` says why, a clause. */
  readonly most: number | null;
  readonly unknown: string | null;
}
