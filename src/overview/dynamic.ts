import { type Dim, type Origin, type SymbolAtom, symbolsOf } from '../onnx/infer/dim';
import type { Inference } from '../onnx/infer/engine';
import { tensorType, type Value } from '../onnx/infer/value';
import type { Dynamic, DynamicRoot, InputShape } from './types';

interface OpenRoot {
  readonly cause: DynamicRoot['cause'];
  readonly name: string;
  readonly at: Set<string>;
  values: number;
}

/** So many places of one root are named. */
const PLACES = 6;

/** Which values have no fixed shape, and where that comes from. Linear in the values. */
export function dynamicOf({ graphs }: Inference, inputs: readonly InputShape[]): Dynamic {
  const roots = new Map<string, OpenRoot>();
  const entries = pinEntries(inputs);
  const atomsOf = rememberedSymbols();
  let values = 0;
  let open = 0;
  let left = 0;
  for (const graph of graphs.values()) {
    for (const value of graph.values.values()) {
      if (isContainer(value)) continue;
      values++;
      const own = rootsOf(value, atomsOf, entries);
      if (own === null) continue;
      open++;
      if (own.some(({ cause }) => cause !== 'input')) left++;
      for (const root of own) {
        const known = roots.get(root.name) ?? { ...root, at: new Set<string>(), values: 0 };
        roots.set(root.name, known);
        known.values++;
        if (known.at.size < PLACES) for (const place of root.at) known.at.add(place);
      }
    }
  }
  const sorted = [...roots.values()].sort((a, b) => b.values - a.values || (a.name < b.name ? -1 : 1));
  return {
    values,
    open,
    roots: sorted.map((root) => ({ ...root, at: [...root.at].slice(0, PLACES) })),
    pins: sorted.filter(({ cause }) => cause === 'input').map(({ name }) => name),
    left,
  };
}

interface Root {
  readonly cause: DynamicRoot['cause'];
  readonly name: string;
  readonly at: readonly string[];
}

/** Null where the shape is fixed. */
function rootsOf(
  value: Value,
  atomsOf: (dim: Dim) => readonly SymbolAtom[],
  entries: ReadonlyMap<string, readonly string[]>,
): Root[] | null {
  const type = tensorType(value);
  if (type === null || type.dims === null) return value.origin === null ? [] : [rootAt(value.origin)];
  if (type.dims.every((dim) => typeof dim === 'number')) return null;
  const atoms = new Map<string, Root>();
  for (const dim of type.dims) {
    for (const { key, origin } of atomsOf(dim)) {
      const at = entries.get(key);
      const root: Root =
        at !== undefined
          ? { cause: 'input', name: key, at }
          : origin === null
            ? { cause: 'declaration', name: key, at: [] }
            : rootAt(origin);
      atoms.set(root.name, root);
    }
  }
  return [...atoms.values()];
}

function rootAt({ cause, op, node, tensor }: Origin): Root {
  return { cause, name: op === '' ? tensor : op, at: [node || tensor] };
}

function isContainer({ type }: Value): boolean {
  return type !== null && type.kind !== 'tensor' && type.kind !== 'sparse-tensor';
}

function pinEntries(inputs: readonly InputShape[]): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  for (const { name, axes } of inputs) {
    for (const [axis, { pin }] of axes?.entries() ?? []) {
      if (pin !== null) entries.set(pin, [...(entries.get(pin) ?? []), `${name}:${axis}`]);
    }
  }
  return entries;
}

/** Equal expressions recur in thousands of values. */
function rememberedSymbols(): (dim: Dim) => readonly SymbolAtom[] {
  const known = new Map<string, readonly SymbolAtom[]>();
  return (dim) => {
    if (typeof dim === 'number') return [];
    const symbols = known.get(dim.key) ?? symbolsOf(dim);
    known.set(dim.key, symbols);
    return symbols;
  };
}
