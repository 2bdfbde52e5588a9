/** Pins: sizes that the user gives to dimensions of graph inputs. */
import type { Graph, ValueInfo } from '../graph';

/** The symbols in the shapes of the graph's inputs. */
export function inputSymbols(graph: Graph): ReadonlySet<string> {
  const symbols = new Set<string>();
  for (const value of graph.inputs)
    for (const dim of dimsOf(value)) if (typeof dim === 'string' && dim !== '') symbols.add(dim);
  return symbols;
}

/**
 * Pins by symbol and by INPUT:AXIS. A pin of an axis that has a symbol pins the symbol: wherever else it stands, it is the same
 * size. Where both are given, the symbol's own pin counts.
 */
export function resolvePins(graph: Graph, pins: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const resolved = new Map(Object.entries(pins));
  if (resolved.size === 0) return resolved;
  for (const value of graph.inputs) {
    for (const [axis, dim] of dimsOf(value).entries()) {
      const size = resolved.get(`${value.name}:${axis}`);
      if (size !== undefined && typeof dim === 'string' && dim !== '' && !Object.hasOwn(pins, dim))
        resolved.set(dim, size);
    }
  }
  return resolved;
}

function dimsOf({ type }: ValueInfo): readonly (number | string | null)[] {
  return (type !== null && 'dims' in type ? type.dims : null) ?? [];
}
