import type { ValueInfo } from '../../onnx/graph';
import type { DefinitionOf } from './definitions';
import type { Scope } from './scopes';

/** The graph inputs that a value is computed from; null where that cannot be told: a loop's or function's parameter, or too many steps. */
export type InputsBehind = (scope: Scope, name: string) => readonly ValueInfo[] | null;

/** So many values are followed back. */
const STEPS = 256;

/** Follows values from their uses to the inputs of the main graph, without what an initializer gives. */
export function inputsBehindIndex(definitionOf: DefinitionOf): InputsBehind {
  return (scope, name) => {
    const inputs = new Map<string, ValueInfo>();
    const seen = new Set<string>();
    const open = [{ scope, name }];
    for (let step = 0, next = open.pop(); next !== undefined; next = open.pop()) {
      if (++step > STEPS) return null;
      const found = definitionOf(next.scope, next.name);
      if (found === null) return null;
      const { definition, scope: at } = found;
      if (definition === 'constant') continue;
      if (!('op' in definition)) {
        if (at.parent !== null || at.owner !== null) return null;
        inputs.set(definition.name, definition);
        continue;
      }
      if (seen.has(next.name)) continue;
      seen.add(next.name);
      for (const input of definition.inputs) if (input !== '') open.push({ scope: at, name: input });
    }
    return [...inputs.values()];
  };
}
