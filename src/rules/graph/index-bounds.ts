import type { Node } from '../../onnx/graph';
import { type Interval, interval, within } from '../../onnx/infer/ranges/interval';
import type { DefinitionOf } from './definitions';
import type { Scope } from './scopes';
import type { TypeOf } from './types';

/** Operators that leave every element as it is. */
const KEEPING: ReadonlySet<string> = new Set([
  'Identity',
  'Cast',
  'Reshape',
  'Flatten',
  'Squeeze',
  'Unsqueeze',
  'Transpose',
  'Expand',
  'Tile',
]);

/** So many nodes are followed back from an index to an input. */
const STEPS = 32;

/** A table that a node reads rows of, by the indices at another input. */
interface Lookup {
  readonly indices: string;
  readonly rows: number | null;
}

/**
 * What the uses of the main graph's inputs say of their values: an index into a table of 512 rows is below 512, or the model fails
 * everywhere. Inputs that are named as masks hold 0 and 1 by the convention of exporters.
 */
export function indexBounds(
  main: Scope,
  definitionOf: DefinitionOf,
  typeOf: TypeOf,
): (name: string) => Interval | null {
  let bounds: ReadonlyMap<string, Interval> | null = null;
  return (name) => {
    bounds ??= collect(main, definitionOf, typeOf);
    return bounds.get(name) ?? (isMaskName(name) ? interval(0, 1, 'reachable') : null);
  };
}

/** Whether the name is one that exporters give to masks of zeros and ones. */
export function isMaskName(name: string): boolean {
  return /mask/i.test(name);
}

function collect(main: Scope, definitionOf: DefinitionOf, typeOf: TypeOf): ReadonlyMap<string, Interval> {
  const bounds = new Map<string, Interval>();
  for (const node of main.nodes) {
    for (const { indices, rows } of lookups(node, main, typeOf)) {
      const name = rows === null ? null : inputBehind(indices, main, definitionOf);
      if (name === null || rows === null) continue;
      const bound = interval(-rows, Math.max(rows - 1, 0));
      const known = bounds.get(name);
      bounds.set(name, known === undefined ? bound : within(known, bound));
    }
  }
  return bounds;
}

function lookups(node: Node, scope: Scope, typeOf: TypeOf): Lookup[] {
  const rowsOf = (name: string | undefined, axis: number): number | null => {
    const size = name === undefined || name === '' ? undefined : typeOf(scope, name).dims?.at(axis);
    return typeof size === 'number' && size > 0 ? size : null;
  };
  const [first = '', second = '', third, , fifth] = node.inputs;
  if (node.op === 'Gather' || node.op === 'GatherElements') {
    const axis = node.attributes.find(({ name }) => name === 'axis')?.i ?? 0;
    return [{ indices: second, rows: rowsOf(first, axis) }];
  }
  if (node.op !== 'EmbedLayerNormalization') return [];
  return [
    { indices: first, rows: rowsOf(third, 0) },
    { indices: second, rows: rowsOf(fifth, 0) },
  ];
}

/** The input of the main graph whose elements the value holds, all of them and unchanged; null where it is anything else. */
function inputBehind(name: string, scope: Scope, definitionOf: DefinitionOf): string | null {
  let at = name;
  for (let step = 0; step < STEPS && at !== ''; step++) {
    const found = definitionOf(scope, at);
    if (found === null || found.definition === 'constant') return null;
    if (!('op' in found.definition)) return found.definition.name;
    if (!KEEPING.has(found.definition.op)) return null;
    at = found.definition.inputs[0] ?? '';
  }
  return null;
}
