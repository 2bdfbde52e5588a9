/** What the ordering looks at of a step. */
interface Ordered {
  readonly id: string;
  readonly after: readonly string[];
}

/**
 * The steps such that each stands behind those that it comes after, otherwise in the order given. An id that is no step is dropped from `after`,
 * and so is one that would close a circle: the plan file may be edited by hand. Linear in steps and ids.
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
