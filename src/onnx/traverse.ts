/** Ways through a model. Nothing recurses: a model may be nested as deep as its reader allows. */
import type { Attribute, Graph, Model, Node, SparseTensorInfo, TensorInfo } from './graph';

/** The graphs in a node's attributes, not those under them. */
export function* subgraphs(node: Node): Generator<Graph> {
  for (const attribute of node.attributes) yield* graphsOf(attribute);
}

function* graphsOf(attribute: Attribute): Generator<Graph> {
  if (attribute.g !== undefined) yield attribute.g;
  if (attribute.graphs !== undefined) yield* attribute.graphs;
}

/** The graph and all graphs in attributes under it, at any depth. */
export function graphsUnder(graph: Graph): Graph[] {
  const found = [graph];
  for (const each of found) {
    for (const node of each.nodes) for (const subgraph of subgraphs(node)) found.push(subgraph);
  }
  return found;
}

/** Every graph of a model: the main one, those of training, and those that attributes of nodes and of functions hold. */
export function allGraphs(model: Model): Graph[] {
  const roots = [model.graph, ...model.training.flatMap((t) => [t.initialization, t.algorithm])];
  const ofFunctions = model.functions.flatMap((fn) => [
    ...fn.nodes.flatMap((node) => [...subgraphs(node)]),
    ...fn.attributeDefaults.flatMap((attribute) => [...graphsOf(attribute)]),
  ]);
  return [...roots.filter((graph) => graph !== null), ...ofFunctions].flatMap(graphsUnder);
}

/** Every tensor of a model: initializers and attributes, dense or sparse, of every graph and function. */
export function* allTensors(model: Model): Generator<TensorInfo> {
  for (const graph of allGraphs(model)) {
    yield* graph.initializers;
    for (const sparse of graph.sparseInitializers) yield* partsOf(sparse);
    for (const node of graph.nodes) yield* tensorsOf(node.attributes);
  }
  for (const fn of model.functions) {
    yield* tensorsOf(fn.attributeDefaults);
    for (const node of fn.nodes) yield* tensorsOf(node.attributes);
  }
}

function* tensorsOf(attributes: readonly Attribute[]): Generator<TensorInfo> {
  for (const { t, tensors, sparse, sparses } of attributes) {
    if (t !== undefined) yield t;
    if (tensors !== undefined) yield* tensors;
    if (sparse !== undefined) yield* partsOf(sparse);
    for (const each of sparses ?? []) yield* partsOf(each);
  }
}

function partsOf(sparse: SparseTensorInfo): TensorInfo[] {
  return [sparse.values, sparse.indices];
}
