import type { Node, ValueInfo } from '../../onnx/graph';
import type { Scope } from './scopes';

/** The graph inputs that a value is computed from; null where that cannot be told: a loop's or function's parameter, or too many steps. */
export type InputsBehind = (scope: Scope, name: string) => readonly ValueInfo[] | null;

/** So many values are followed back. */
const STEPS = 256;

/** Follows values from their uses to the inputs of the main graph, without what an initializer gives. */
export function inputsBehindIndex(): InputsBehind {
  const known = new Map<Scope, ReturnType<typeof definitions>>();
  const definitionsOf = (scope: Scope) => {
    const found = known.get(scope) ?? definitions(scope);
    known.set(scope, found);
    return found;
  };
  return (scope, name) => {
    const inputs = new Map<string, ValueInfo>();
    const seen = new Set<string>();
    const open = [{ scope, name }];
    for (let step = 0, next = open.pop(); next !== undefined; next = open.pop()) {
      if (++step > STEPS) return null;
      const at = definingScope(next.scope, next.name, definitionsOf);
      if (at === null) return null;
      const found = definitionsOf(at).get(next.name);
      if (found === undefined || found === 'constant') continue;
      if (!('op' in found)) {
        if (at.parent !== null || at.owner !== null) return null;
        inputs.set(found.name, found);
        continue;
      }
      if (seen.has(next.name)) continue;
      seen.add(next.name);
      for (const input of found.inputs) if (input !== '') open.push({ scope: at, name: input });
    }
    return [...inputs.values()];
  };
}

type Definition = Node | ValueInfo | 'constant';

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

function definingScope(
  scope: Scope,
  name: string,
  definitionsOf: (scope: Scope) => ReadonlyMap<string, Definition>,
): Scope | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (definitionsOf(at).has(name)) return at;
  return null;
}
