import { circlesOf } from './circles';

/** What the ordering looks at of a step. */
export interface Ordered {
  readonly id: string;
  readonly after: readonly string[];
}

/**
 * The steps with what people asked for added to `after`. Of what they asked for, ids that close a circle are left out, all of that circle; what
 * the tool itself says of the order stays.
 */
export function withAsked<S extends Ordered>(steps: readonly S[], asked: ReadonlyMap<string, readonly string[]>): S[] {
  const all = steps.map((step) => ({ ...step, after: [...step.after, ...(asked.get(step.id) ?? [])] }));
  if (asked.size === 0) return all;
  const circles = circlesOf(all);
  return steps.map((step) => {
    const own = circles.get(step.id);
    const followed = (asked.get(step.id) ?? []).filter((id) => circles.get(id) !== own);
    return { ...step, after: [...step.after, ...followed] };
  });
}

/**
 * The steps such that each stands behind those that it comes after, otherwise in the order given. An id that is no step, or that would close a
 * circle, is dropped from `after`. Linear in steps and ids.
 */
export function inOrder<S extends Ordered>(steps: readonly S[]): S[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const state = new Map<string, 'on-the-way' | 'placed'>();
  const placed: S[] = [];
  for (const root of steps) {
    if (state.has(root.id)) continue;
    const path = [{ step: root, next: 0, after: new Set<string>() }];
    state.set(root.id, 'on-the-way');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const id = top.step.after[top.next++];
      if (id === undefined) {
        placed.push({ ...top.step, after: [...top.after] });
        state.set(top.step.id, 'placed');
        path.pop();
        continue;
      }
      const before = byId.get(id);
      if (before === undefined || state.get(id) === 'on-the-way') continue;
      top.after.add(id);
      if (state.has(id)) continue;
      state.set(id, 'on-the-way');
      path.push({ step: before, next: 0, after: new Set() });
    }
  }
  return placed;
}
