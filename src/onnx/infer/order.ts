/** An order in which the nodes of a graph can run. Stored models are not always in one. */
import type { Graph, Node } from '../graph';
import { graphsUnder } from '../traverse';
import { hasGraphs } from './subgraph-paths';

export interface Order {
  readonly nodes: readonly Node[];
  /** Whether the stored order was another. */
  readonly changed: boolean;
  /** Nodes that wait for each other, or for nodes that do; they come last, as stored. */
  readonly cyclic: readonly Node[];
}

/** Linear in the nodes, their inputs, and the nodes of subgraphs times their nesting. */
export function runningOrder(nodes: readonly Node[]): Order {
  const producers = new Map<string, number>();
  for (const [index, node] of nodes.entries()) {
    for (const output of node.outputs) if (output !== '' && !producers.has(output)) producers.set(output, index);
  }
  const inOrder = nodes.every((node, index) => namesRead(node).every((name) => (producers.get(name) ?? -1) < index));
  if (inOrder) return { nodes, changed: false, cyclic: [] };
  return sorted(nodes, producers);
}

/** Kahn's algorithm; of nodes that could run, the one stored first comes first among those that became ready together. */
function sorted(nodes: readonly Node[], producers: ReadonlyMap<string, number>): Order {
  const readers: number[][] = nodes.map(() => []);
  const waiting = nodes.map((node, index) => {
    const needed = new Set<number>();
    for (const name of namesRead(node)) {
      const producer = producers.get(name);
      if (producer !== undefined) needed.add(producer);
    }
    for (const producer of needed) readers[producer]?.push(index);
    return needed.size;
  });
  const ready = [...nodes.keys()].filter((index) => waiting[index] === 0);
  for (const index of ready) {
    for (const reader of readers[index] ?? []) {
      const left = (waiting[reader] ?? 0) - 1;
      waiting[reader] = left;
      if (left === 0) ready.push(reader);
    }
  }
  const cyclic = nodes.filter((_, index) => (waiting[index] ?? 0) > 0);
  return { nodes: [...ready.flatMap((index) => nodes[index] ?? []), ...cyclic], changed: true, cyclic };
}

/** Inputs of the node, and names that its subgraphs take from around them. */
export function namesRead(node: Node): readonly string[] {
  if (!hasGraphs(node)) return node.inputs;
  const names = new Set(node.inputs);
  for (const graph of graphsUnder([node])) {
    const own = namesOf(graph);
    for (const { name } of graph.outputs) if (!own.has(name)) names.add(name);
    for (const inner of graph.nodes) for (const name of inner.inputs) if (!own.has(name)) names.add(name);
  }
  return [...names];
}

/** Names that the graph itself gives a meaning. */
function namesOf(graph: Graph): ReadonlySet<string> {
  return new Set([
    ...graph.inputs.map(({ name }) => name),
    ...graph.initializers.map(({ name }) => name),
    ...graph.nodes.flatMap((node) => node.outputs),
  ]);
}
