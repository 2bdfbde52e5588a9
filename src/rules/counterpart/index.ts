/** What a thing that a file names is on Neuron, or what takes its place there: for whoever points at it. Pure. */
import type { Mentions } from '../../formats/mentions';
import type { Reading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import { instanceAnswer, resourceAnswer, variableAnswer } from './deploy';
import { imageAnswer, packageAnswer } from './packages';
import type { Answer, CounterpartContext } from './types';

export { dtypeAnswer } from './dtypes';
export type { Answer, CounterpartContext } from './types';

export interface Counterpart extends Answer {
  /** Of what is pointed at. */
  readonly range: TextRange;
}

interface Candidate {
  readonly range: TextRange;
  readonly answer: (context: CounterpartContext) => Answer | null;
}

/** The answer on the smallest mention at a place, 1-based, of which something is known; null: nothing is, or nothing is mentioned there. */
export function counterpartAt(
  reading: Reading,
  place: TextRange['start'],
  context: CounterpartContext,
): Counterpart | null {
  if (!('mentions' in reading)) return null;
  const here = candidates(reading.mentions)
    .filter(({ range }) => compare(range.start, place) <= 0 && compare(place, range.end) <= 0)
    .sort((a, b) => compare(b.range.start, a.range.start) || compare(a.range.end, b.range.end));
  for (const { range, answer } of here) {
    const said = answer(context);
    if (said !== null) return { range, ...said };
  }
  return null;
}

function candidates({ packages, images, resources, instances, variables }: Mentions): Candidate[] {
  return [
    ...packages.map((mention) => ({
      range: mention.nameRange,
      answer: (context: CounterpartContext) => packageAnswer(mention, context),
    })),
    ...images.map((mention) => ({
      range: mention.range,
      answer: (context: CounterpartContext) => imageAnswer(mention, context),
    })),
    ...resources.map((mention) => ({
      range: mention.nameRange,
      answer: (context: CounterpartContext) => resourceAnswer(mention, context),
    })),
    ...instances.map((mention) => ({
      range: mention.range,
      answer: (context: CounterpartContext) => instanceAnswer(mention, context),
    })),
    ...variables.map((mention) => ({
      range: mention.range,
      answer: (context: CounterpartContext) => variableAnswer(mention, context),
    })),
  ];
}

function compare(a: TextRange['start'], b: TextRange['start']): number {
  return a.line - b.line || a.column - b.column;
}
