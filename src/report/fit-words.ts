/** The fit as words that several formats share. Nothing here is escaped. */
import type { FitFigure, FitVerdict, InstanceFit, ModelFit } from '../model/fit';
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

/** Sentences on the memory of the machines that hold for several of them, each once: what no document says. */
export function hostNotes(instances: readonly InstanceFit[]): readonly string[] {
  const open = instances.filter(({ host }) => host.verdict === 'unknown');
  const unstated = open.filter(({ hostMemory }) => hostMemory === null).map(({ instance }) => instance);
  return [
    ...(open.length > unstated.length
      ? ['No document says how much of the memory of the host compiling and loading take.']
      : []),
    ...(unstated.length > 0 ? [`No document gives the memory of the host of ${unstated.join(', ')}.`] : []),
  ];
}
