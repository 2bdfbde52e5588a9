import type { TensorFact } from '../model/facts';
import type { Settings } from '../model/settings';

/**
 * Pins that name neither a symbol nor an INPUT:AXIS of the inputs. A symbol inside of an expression (`past + sequence`) counts as named.
 */
export function unmatchedPins(pins: Readonly<Record<string, number>>, inputs: readonly TensorFact[]): string[] {
  const symbols = new Set<string>();
  for (const { name, dims } of inputs) {
    for (const [axis, dim] of (dims ?? []).entries()) {
      symbols.add(`${name}:${axis}`);
      if (typeof dim !== 'string') continue;
      symbols.add(dim);
      for (const word of dim.split(/[\s+*/()-]+/)) symbols.add(word);
    }
  }
  return Object.keys(pins).filter((pin) => !symbols.has(pin));
}

/** A sentence for each pin that no model has and each waiver of a rule that does not exist: both are usually slips of spelling. */
export function unusedNotes(settings: Settings, inputs: readonly TensorFact[], rules: readonly string[]): string[] {
  const pins = inputs.length === 0 ? [] : unmatchedPins(settings.pins, inputs);
  const waivers = settings.waivers.filter(({ rule }) => !rules.includes(rule));
  return [
    ...pins.map((pin) => `The pin ${pin} names no dimension of any model that was read.`),
    ...waivers.map(({ rule }) => `The waiver of ${rule} waives nothing: there is no such rule.`),
  ];
}
