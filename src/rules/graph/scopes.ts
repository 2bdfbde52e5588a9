import { domainName } from '../../onnx/facts';
import type { Graph, LocalFunction, Model, Node } from '../../onnx/graph';

/** A list of nodes that share names: the main graph, a graph in an attribute, or a function's body. */
export interface Scope {
  /** As locations name it: "main", "NODE.attribute", "#index.attribute", "domain::name". */
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

/** Every scope of a model: the main graph, local functions, and after each the graphs in its attributes. Graphs for training are left out. */
export function scopesOf(model: Model): readonly Scope[] {
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
    open.push(...subgraphs(scope).reverse());
  }
  return scopes;
}

function opsetsOf(body: LocalFunction, model: Model): ReadonlyMap<string, number> {
  return body.opsets.size > 0 ? body.opsets : model.opsets;
}

function subgraphs(scope: Scope): Scope[] {
  const found: Scope[] = [];
  let repeated: ReadonlySet<string> | null = null;
  for (const [index, node] of scope.nodes.entries()) {
    for (const attribute of node.attributes) {
      for (const body of [...(attribute.g ? [attribute.g] : []), ...(attribute.graphs ?? [])]) {
        repeated ??= repeatedNames(scope.nodes);
        const owner = node.name === '' || repeated.has(node.name) ? `#${index}` : node.name;
        found.push({
          label: `${owner}.${attribute.name}`,
          nodes: body.nodes,
          parent: scope,
          owner: { node, attribute: attribute.name },
          body,
          opsets: scope.opsets,
        });
      }
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
  const bodies = new Map<Node, Scope[]>();
  for (const scope of scopes) {
    if (scope.owner === null) continue;
    const known = bodies.get(scope.owner.node);
    if (known === undefined) bodies.set(scope.owner.node, [scope]);
    else known.push(scope);
  }
  return (scope, node) => bodies.get(node)?.filter(({ parent }) => parent === scope) ?? [];
}
