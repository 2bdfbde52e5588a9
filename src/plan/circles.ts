import type { Ordered } from './order';

/** How far a step is looked into. */
interface Visit {
  readonly step: Ordered;
  readonly index: number;
  /** The first step on the way that is reached from here. */
  low: number;
  next: number;
}

/**
 * Which circle each step is in: two steps have the same number where each comes, over whatever others, after the other. Tarjan's algorithm
 * without recursion; linear in steps and ids.
 */
export function circlesOf(steps: readonly Ordered[]): ReadonlyMap<string, number> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const visits = new Map<string, Visit>();
  const circles = new Map<string, number>();
  const open: Visit[] = [];
  const enter = (step: Ordered): Visit => {
    const visit = { step, index: visits.size, low: visits.size, next: 0 };
    visits.set(step.id, visit);
    open.push(visit);
    return visit;
  };
  for (const root of steps) {
    if (visits.has(root.id)) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const id = top.step.after[top.next++];
      if (id === undefined) {
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) above.low = Math.min(above.low, top.low);
        if (top.low === top.index) close(top, open, circles);
        continue;
      }
      const before = byId.get(id);
      if (before === undefined) continue;
      const seen = visits.get(id);
      if (seen === undefined) path.push(enter(before));
      else if (!circles.has(id)) top.low = Math.min(top.low, seen.index);
    }
  }
  return circles;
}

/** Takes the steps of one circle off the stack. */
function close(first: Visit, open: Visit[], circles: Map<string, number>): void {
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    circles.set(visit.step.id, first.index);
    if (visit === first) return;
  }
}
