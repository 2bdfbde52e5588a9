import { groupBy } from '../../model/group-by';
import { domainName } from '../../onnx/facts';
import type { Graph, LocalFunction, Model, Node } from '../../onnx/graph';
import type { Inference } from '../../onnx/infer/engine';
import { graphsOf } from '../../onnx/infer/subgraph-paths';

/** A list of nodes that share names: the main graph, a graph in an attribute, or a function's body. */
export interface Scope {
  /**
   * As locations name it: "main", "domain::name" of a function, and of a graph in an attribute its path below these, as the inference
   * writes it: "NODE.attribute", "#index.attribute", nested ones joined by "/".
   */
  readonly label: string;
  readonly nodes: readonly Node[];
  /** Where names are looked up that this scope does not define; null for the main graph and for functions. */
  readonly parent: Scope | null;
  /** The node whose attribute holds the graph, and that attribute's name; null for the main graph and for functions. */
  readonly owner: { readonly node: Node; readonly attribute: string } | null;
  readonly body: Graph | LocalFunction;
  /** Domain as stored to operator set version. */
  readonly opsets: ReadonlyMap<string, number>;
}

/**
 * Every scope of a model: the main graph, local functions, and after each the graphs in its attributes. Left out are graphs for
 * training, and the branch of an If that its constant condition never takes.
 */
export function scopesOf(model: Model, inference: Inference): readonly Scope[] {
  const scopes: Scope[] = [];
  const open: Scope[] = [...model.functions].reverse().map((body) => ({
    label: `${domainName(body.domain)}::${body.name}`,
    nodes: body.nodes,
    parent: null,
    owner: null,
    body,
    opsets: opsetsOf(body, model),
  }));
  open.push({
    label: 'main',
    nodes: model.graph.nodes,
    parent: null,
    owner: null,
    body: model.graph,
    opsets: model.opsets,
  });
  for (let scope = open.pop(); scope !== undefined; scope = open.pop()) {
    scopes.push(scope);
    open.push(...subgraphs(scope, inference).reverse());
  }
  return scopes;
}

function opsetsOf(body: LocalFunction, model: Model): ReadonlyMap<string, number> {
  return body.opsets.size > 0 ? body.opsets : model.opsets;
}

function subgraphs(scope: Scope, { bodies }: Inference): Scope[] {
  const found: Scope[] = [];
  const prefix = scope.parent === null && 'initializers' in scope.body ? '' : `${scope.label}/`;
  let repeated: ReadonlySet<string> | null = null;
  for (const [index, node] of scope.nodes.entries()) {
    const graphs = node.attributes.flatMap((attribute) =>
      graphsOf(attribute).map(([suffix, body]) => ({ attribute, suffix, body })),
    );
    const taken = node.op === 'If' ? graphs.filter(({ body }) => bodies.has(body)) : [];
    for (const { attribute, suffix, body } of taken.length > 0 ? taken : graphs) {
      repeated ??= repeatedNames(scope.nodes);
      const owner = node.name === '' || repeated.has(node.name) ? `#${index}` : node.name;
      found.push({
        label: `${prefix}${owner}.${suffix}`,
        nodes: body.nodes,
        parent: scope,
        owner: { node, attribute: attribute.name },
        body,
        opsets: scope.opsets,
      });
    }
  }
  return found;
}

function repeatedNames(nodes: readonly Node[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name } of nodes) (seen.has(name) ? repeated : seen).add(name);
  return repeated;
}

/** The graphs that nodes hold in their attributes. */
export function bodiesIndex(scopes: readonly Scope[]): (scope: Scope, node: Node) => readonly Scope[] {
  const bodies = groupBy(scopes, ({ owner }) => owner?.node ?? null);
  return (scope, node) => bodies.get(node)?.filter(({ parent }) => parent === scope) ?? [];
}
