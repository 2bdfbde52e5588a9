import type { Scope } from './scopes';

/** Whether a value is read by a node, by a graph inside one, or is an output of its graph. */
export type IsUsed = (scope: Scope, name: string) => boolean;

/** Collects names on the first question: few models have operators whose check asks. */
export function usageIndex(scopes: readonly Scope[]): IsUsed {
  let used: Map<Scope, Set<string>> | null = null;
  return (scope, name) => {
    used ??= usedNames(scopes);
    return used.get(scope)?.has(name) ?? false;
  };
}

function usedNames(scopes: readonly Scope[]): Map<Scope, Set<string>> {
  const used = new Map<Scope, Set<string>>(scopes.map((scope) => [scope, new Set<string>()]));
  for (const scope of scopes) {
    const names = [...outputsOf(scope), ...scope.nodes.flatMap((node) => node.inputs)];
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const own = used.get(at);
      for (const name of names) own?.add(name);
    }
  }
  return used;
}

function outputsOf({ body }: Scope): readonly string[] {
  return body.outputs.map((output) => (typeof output === 'string' ? output : output.name));
}
