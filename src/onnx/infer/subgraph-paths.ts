import type { Attribute, Graph, Node } from '../graph';

/**
 * Every graph in an attribute below `graph`, at any depth, with its path: "NODE.attribute", of a node without a name or with a
 * repeated one "#index.attribute"; nested ones joined by "/"; of an attribute that holds several, each with its index in brackets.
 */
export function* subgraphPaths(graph: Graph): Iterable<[key: string, graph: Graph]> {
  const pending: { readonly prefix: string; readonly graph: Graph }[] = [{ prefix: '', graph }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { prefix } = next;
    const { nodes } = next.graph;
    if (!nodes.some(hasGraphs)) continue;
    const names = nodeNames(nodes);
    for (const [index, node] of nodes.entries()) {
      if (!hasGraphs(node)) continue;
      for (const [suffix, subgraph] of node.attributes.flatMap(graphsOf)) {
        const key = `${prefix}${names.get(node.name) === 1 ? node.name : `#${index}`}.${suffix}`;
        yield [key, subgraph];
        pending.push({ prefix: `${key}/`, graph: subgraph });
      }
    }
  }
}

/** Whether an attribute of the node holds a graph. */
export function hasGraphs(node: Node): boolean {
  return node.attributes.some(({ g, graphs }) => g !== undefined || graphs !== undefined);
}

/** The graphs of an attribute, with what names each in a path. */
export function graphsOf(attribute: Attribute): [suffix: string, graph: Graph][] {
  const single: [string, Graph][] = attribute.g === undefined ? [] : [[attribute.name, attribute.g]];
  const several = (attribute.graphs ?? []).map((graph, i): [string, Graph] => [`${attribute.name}[${i}]`, graph]);
  return [...single, ...several];
}

/** How often each name occurs; the empty name never counts as one. */
function nodeNames(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of nodes) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
