/**
 * Ways through a model. Nothing recurses: a model may be nested as deep as its reader allows. Nor are there generators, because
 * a model may have very many nodes.
 */
import type { Attribute, Graph, Model, Node, SparseTensorInfo, TensorInfo } from './graph';

/** The graphs in these attributes, not those under them. */
function graphsIn(attributes: readonly Attribute[], add: (graph: Graph) => void): void {
  for (const { g, graphs } of attributes) {
    if (g !== undefined) add(g);
    graphs?.forEach(add);
  }
}

/** All graphs in attributes under these nodes, at any depth. */
export function graphsUnder(nodes: readonly Node[]): Graph[] {
  const found: Graph[] = [];
  const add = (graph: Graph): void => {
    found.push(graph);
  };
  for (const node of nodes) graphsIn(node.attributes, add);
  // Grows while it is gone through.
  for (const graph of found) for (const node of graph.nodes) graphsIn(node.attributes, add);
  return found;
}

/** Calls back for every tensor of a model: initializers and attributes, dense or sparse, of every graph and function. */
export function eachTensor(model: Model, visit: (tensor: TensorInfo) => void): void {
  const roots = [model.graph, ...model.training.flatMap((training) => [training.initialization, training.algorithm])];
  for (const graph of roots) if (graph !== null) tensorsUnder(graph, visit);
  for (const fn of model.functions) {
    tensorsIn(fn.attributeDefaults, visit);
    graphsIn(fn.attributeDefaults, (graph) => tensorsUnder(graph, visit));
    for (const node of fn.nodes) tensorsIn(node.attributes, visit);
    for (const graph of graphsUnder(fn.nodes)) tensorsOf(graph, visit);
  }
}

function tensorsUnder(graph: Graph, visit: (tensor: TensorInfo) => void): void {
  tensorsOf(graph, visit);
  for (const each of graphsUnder(graph.nodes)) tensorsOf(each, visit);
}

function tensorsOf(graph: Graph, visit: (tensor: TensorInfo) => void): void {
  graph.initializers.forEach(visit);
  for (const sparse of graph.sparseInitializers) partsOf(sparse, visit);
  for (const node of graph.nodes) tensorsIn(node.attributes, visit);
}

function tensorsIn(attributes: readonly Attribute[], visit: (tensor: TensorInfo) => void): void {
  for (const { t, tensors, sparse, sparses } of attributes) {
    if (t !== undefined) visit(t);
    tensors?.forEach(visit);
    if (sparse !== undefined) partsOf(sparse, visit);
    for (const each of sparses ?? []) partsOf(each, visit);
  }
}

function partsOf(sparse: SparseTensorInfo, visit: (tensor: TensorInfo) => void): void {
  visit(sparse.values);
  visit(sparse.indices);
}
