import type { Node, ValueInfo } from '../../onnx/graph';
import type { Scope } from './scopes';

/** What makes a value: a node, an input of the graph, or an initializer. */
export type Definition = Node | ValueInfo | 'constant';

/** What makes the value, and the scope where it is made; null where nothing does, and for a function's parameter. */
export type DefinitionOf = (
  scope: Scope,
  name: string,
) => { readonly scope: Scope; readonly definition: Definition } | null;

/** Works the definitions of a scope out on the first question. */
export function definitionIndex(): DefinitionOf {
  const known = new Map<Scope, ReadonlyMap<string, Definition>>();
  return (from, name) => {
    for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
      const found = known.get(scope) ?? definitions(scope);
      known.set(scope, found);
      const definition = found.get(name);
      if (definition !== undefined) return { scope, definition };
    }
    return null;
  };
}

function definitions({ body, nodes }: Scope): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  if ('initializers' in body) {
    for (const input of body.inputs) found.set(input.name, input);
    for (const { name } of body.initializers) found.set(name, 'constant');
    for (const { values } of body.sparseInitializers) found.set(values.name, 'constant');
  }
  for (const node of nodes) for (const output of node.outputs) if (output !== '') found.set(output, node);
  return found;
}
