import { onnxFactsOf } from '../../model/artifact';
/** Which open dimensions are asked for, and what the questions say. Pure. */
import type { Finding } from '../../model/finding';
import type { Report } from '../../model/report';
import { visibleName } from '../../report/escape';
import { sizeOf } from '../../text/size';
import { t } from '../l10n';

/** A dimension that a pin would fix, whatever number of models has it. */
export interface PinQuestion {
  /** As it is written under `pins`. */
  readonly pin: string;
  /** Names of the graph inputs that have it, each once. */
  readonly inputs: readonly string[];
}

/** So many inputs are named in a title. */
const NAMED_INPUTS = 3;

/** The dimensions that the findings leave open, each once, in their order. */
export function pinQuestions(report: Report, findings: readonly Finding[]): readonly PinQuestion[] {
  const inputs = new Map<string, Set<string>>();
  for (const { pins = [], artifact } of findings) {
    const byPin = inputsByPin(report, artifact);
    for (const pin of pins) {
      const known = inputs.get(pin) ?? new Set();
      for (const name of byPin.get(pin) ?? []) known.add(name);
      inputs.set(pin, known);
    }
  }
  return [...inputs].map(([pin, names]) => ({ pin, inputs: [...names] }));
}

/** The inputs of a model by what a pin may call one of their dimensions. */
function inputsByPin({ artifacts }: Report, path: string): ReadonlyMap<string, readonly string[]> {
  const artifact = artifacts.find((candidate) => candidate.path === path);
  const facts = artifact === undefined ? null : onnxFactsOf(artifact);
  const byPin = new Map<string, string[]>();
  for (const { name, dims } of facts?.inputs ?? []) {
    for (const [axis, dim] of (dims ?? []).entries()) {
      const pin = typeof dim === 'string' && dim !== '' ? dim : `${name}:${axis}`;
      const known = byPin.get(pin);
      if (known === undefined) byPin.set(pin, [name]);
      else known.push(name);
    }
  }
  return byPin;
}

/** "Pin batch of input_ids, attention_mask (1 of 2)". */
export function questionTitle({ pin, inputs }: PinQuestion, index: number, count: number): string {
  const named = inputs.slice(0, NAMED_INPUTS).map(visibleName).join(', ');
  const more = inputs.length - NAMED_INPUTS;
  const names = more > 0 ? t('{0} and {1} more', named, more) : named;
  const title = names === '' ? t('Pin {0}', visibleName(pin)) : t('Pin {0} of {1}', visibleName(pin), names);
  return count === 1 ? title : t('{0} ({1} of {2})', title, index + 1, count);
}

/** The size that was typed; null where it is none. */
export function typedSize(text: string): number | null {
  const size = sizeOf(text);
  return typeof size === 'number' ? size : null;
}

/** The sizes that a caller gives instead of a person. Throws where one is no size. */
export function givenSizes(sizes: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(sizes).map(([pin, size]) => {
      if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1)
        throw new Error(t('The size of {0} must be a whole number of at least 1.', visibleName(pin)));
      return [pin, size];
    }),
  );
}
