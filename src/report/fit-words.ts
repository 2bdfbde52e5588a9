/** The fit as words that several formats share. Nothing here is escaped. */
import type { FitFigure, FitVerdict, ModelFit } from '../model/fit';
import type { Verdict } from '../model/target';
import { figureWords, inputWords } from './figure-words';

/** What a fit means in the shapes and colours of verdicts. */
export const FIT_GLYPHS: Readonly<Record<FitVerdict, Verdict>> = {
  fits: 'ready',
  'does-not-fit': 'blocked',
  unknown: 'unknown',
};

export const FIT_LABELS: Readonly<Record<FitVerdict, string>> = {
  fits: 'Fits',
  'does-not-fit': 'Does not fit',
  unknown: 'Unknown',
};

/** "17.8 GiB", "at least 61 GiB"; of a blank its reason. */
export function fitFigureWords(one: FitFigure): string {
  return `${one.value !== null && one.bound === 'at-least' ? 'at least ' : ''}${figureWords(one)}`;
}

/** "batch 1 (assumed), sequence 40,960 (llm/config.json)". */
export function assumptionWords({ assumptions }: ModelFit): string {
  return assumptions.map(inputWords).join(', ');
}
