import type { Pace } from '../../model/host';

/** Long work in slices: each `yield` is a moment at which it may pause. */
export type Walk<T> = Generator<undefined, T>;

/** Walks to the end and lets the caller breathe between slices. Rejects with what the pace rejects with. */
export async function atPace<T>(walk: Walk<T>, pace: Pace): Promise<T> {
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
    await pace.breathe();
  }
}

/** Walks to the end without a pause. */
export function atOnce<T>(walk: Walk<T>): T {
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}
