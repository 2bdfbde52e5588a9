/** Why values of a model stay dynamic, and which pins would change that. */

import type { Pace } from '../../model/host';
import { compareText } from '../../model/order';
import type { Model } from '../graph';
import { type Origin, symbolsOf } from './dim';
import { type Inference, inference } from './engine';
import { staticSize, tensorType, type Value } from './value';
import { atPace, type Walk } from './walk';

/** A size of the graph's inputs that is left open. */
export interface OpenSize {
  /** As a pin names it: the symbol, or INPUT:AXIS where there is none. */
  readonly pin: string;
  readonly inputs: readonly { readonly name: string; readonly axis: number }[];
  /** Values of the main graph whose shape depends on it. */
  readonly values: number;
}

/** A place that leaves sizes open whatever is pinned. */
export interface Root {
  readonly origin: Origin;
  /** Values of the main graph whose shape depends on it. */
  readonly values: number;
}

export interface Dynamics {
  /** Tensors of the main graph, and how many of them have a size that is not a number. */
  readonly values: number;
  readonly dynamic: number;
  /** Those that most values depend on first. */
  readonly open: readonly OpenSize[];
  /** The fewest pins that make static all that pins can make so; in the order of {@link open}. */
  readonly pins: readonly string[];
  /** Values that stay dynamic under these pins. */
  readonly left: number;
  /** What these depend on, most values first. */
  readonly roots: readonly Root[];
}

/**
 * Sizes that stand for any in the trial of all pins: one that is no special case and a multiple of most, and where the model is made
 * for a certain other size, 1, which fits everywhere that sizes are broadcast.
 */
const TRIALS = [240, 1];

/** {@link dynamicsOf} with pauses. Rejects with what the pace rejects with. */
export function explainDynamic(
  model: Model,
  inferred: Inference,
  pins: Readonly<Record<string, number>>,
  pace: Pace,
): Promise<Dynamics> {
  return atPace(dynamicsOf(model, inferred, pins), pace);
}

/**
 * Explains an inference. Whether anything is left once all open sizes are pinned is not guessed but tried, since much that depends on
 * data becomes constant then.
 *
 * @param pins Those of the inference.
 */
export function* dynamicsOf(model: Model, inferred: Inference, pins: Readonly<Record<string, number>>): Walk<Dynamics> {
  const tensors = tensorsOf(inferred);
  const dynamic = tensors.filter(isDynamic);
  const open = openSizes(model, inferred, dynamic);
  const proposed = open.map(({ pin }) => pin);
  const rooted = dynamic.filter((value) => !dependsOnInputs(value));
  let left = rooted;
  for (const size of rooted.length > 0 && proposed.length > 0 ? TRIALS : []) {
    const trial = yield* inference(model, { ...pins, ...Object.fromEntries(proposed.map((pin) => [pin, size])) });
    const found = tensorsOf(trial).filter(isDynamic);
    if (found.length < left.length) left = found;
    if (trial.contradictions.length <= inferred.contradictions.length) break;
  }
  return {
    values: tensors.length,
    dynamic: dynamic.length,
    open,
    pins: proposed,
    left: left.length,
    roots: rootsOf(left),
  };
}

/** What is or may be a tensor. */
function tensorsOf({ main }: Inference): Value[] {
  return [...main.values.values()].filter(({ type }) => type === null || 'dims' in type);
}

function isDynamic(value: Value): boolean {
  const dims = tensorType(value)?.dims ?? null;
  return dims === null || staticSize(dims) === null;
}

/** Whether the shape is known once the sizes of inputs are. */
function dependsOnInputs(value: Value): boolean {
  if ((tensorType(value)?.dims ?? null) === null) return false;
  return [...symbolsOfValue(value).values()].every(({ origin }) => origin === null || origin.cause === 'input');
}

/** Symbols of the value's shape, without repetition. */
function symbolsOfValue(value: Value) {
  const dims = tensorType(value)?.dims ?? [];
  return new Map(dims.flatMap(symbolsOf).map((atom) => [atom.key, atom]));
}

/** Every open size of an input needs its pin: no other one can make the input itself static. */
function openSizes(model: Model, { main }: Inference, dynamic: readonly Value[]): OpenSize[] {
  const places = new Map<string, { readonly pin: string; readonly inputs: { name: string; axis: number }[] }>();
  for (const { name } of model.graph.inputs) {
    for (const [axis, dim] of (tensorType(main.values.get(name))?.dims ?? []).entries()) {
      for (const { key, origin } of symbolsOf(dim)) {
        const place = places.get(key) ?? { pin: origin === null ? key : `${name}:${axis}`, inputs: [] };
        place.inputs.push({ name, axis });
        places.set(key, place);
      }
    }
  }
  const counts = new Map<string, number>();
  for (const value of dynamic) {
    for (const key of symbolsOfValue(value).keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const sizes = [...places].map(([key, place]) => ({ ...place, values: counts.get(key) ?? 0 }));
  return sizes.sort((a, b) => b.values - a.values || compareText(a.pin, b.pin));
}

/** Each node once, with the values that depend on it. */
function rootsOf(left: readonly Value[]): Root[] {
  const roots = new Map<string, { origin: Origin; values: number }>();
  for (const value of left) {
    const dims = tensorType(value)?.dims ?? null;
    const origins = dims === null ? [value.origin] : [...symbolsOfValue(value).values()].map(({ origin }) => origin);
    const own = new Map(origins.flatMap((origin) => (origin === null ? [] : [[placeOf(origin), origin] as const])));
    for (const [place, origin] of own) {
      const known = roots.get(place);
      if (known === undefined) roots.set(place, { origin, values: 1 });
      else known.values += 1;
    }
  }
  return [...roots.values()].sort((a, b) => b.values - a.values || compareText(placeOf(a.origin), placeOf(b.origin)));
}

/** One for all outputs of a node; of what no node makes, its own. */
function placeOf({ cause, graph, node, op, tensor }: Origin): string {
  return [cause, graph, op, node === '' ? tensor : node].join('\u0000');
}
