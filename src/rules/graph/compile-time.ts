import type { Node } from '../../onnx/graph';
import type { ModelIndex } from './model-index';
import { outputName } from './nature';
import { oncePerModel } from './once';
import type { Scope } from './scopes';

/** Inputs that are read when the graph is built: they become sizes and positions, never data on the device. */
const COMPILE_TIME: Readonly<Record<string, readonly number[]>> = {
  Slice: [1, 2, 3, 4],
  Reshape: [1],
  Expand: [1],
  Tile: [1],
  Pad: [1, 3],
  Squeeze: [1],
  Unsqueeze: [1],
  Split: [1],
  SplitToSequence: [1],
  ConstantOfShape: [0],
  Resize: [3],
  TopK: [1],
  OneHot: [1],
  Trilu: [1],
  CumSum: [1],
  Range: [0, 1, 2],
  Loop: [0],
};

const REDUCES = /^Reduce/;

/** Whether the operator reads the input when the graph is built: sizes, axes, ends. */
export function isCompileTime(op: string, input: number): boolean {
  return COMPILE_TIME[op]?.includes(input) === true || (REDUCES.test(op) && input === 1);
}

/** Operators that make sizes of sizes. */
const SIZING: ReadonlySet<string> = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Mod',
  'Neg',
  'Abs',
  'Max',
  'Min',
  'Where',
  'Cast',
  'Concat',
  'Gather',
  'Slice',
  'Squeeze',
  'Unsqueeze',
  'Reshape',
  'Identity',
  'ReduceProd',
  'ReduceSum',
  'Less',
  'Greater',
  'Equal',
]);

/** So many values are followed to their uses. */
const STEPS = 128;

/** Whether the value ends in sizes, axes and ends alone, so that it never becomes data on the device. False where that is not sure. */
export function onlySizes(index: ModelIndex, scope: Scope, name: string): boolean {
  const readers = readersOf(index).get(scope);
  const results = new Set(scope.body.outputs.map((_, at) => outputName(scope, at)));
  const seen = new Set<string>();
  const open = [name];
  let sized = false;
  for (let step = 0, next = open.pop(); next !== undefined; next = open.pop()) {
    if (++step > STEPS || results.has(next)) return false;
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { node, input } of readers?.get(next) ?? []) {
      if (isCompileTime(node.op, input)) {
        sized = true;
        continue;
      }
      if (!SIZING.has(node.op)) return false;
      open.push(...node.outputs.filter((output) => output !== ''));
    }
  }
  return sized;
}

interface Reader {
  readonly node: Node;
  readonly input: number;
}

/** By scope and value, the nodes of the scope that read it. A graph inside a node counts as a reader that is not known. */
const readersOf = oncePerModel((index): ReadonlyMap<Scope, ReadonlyMap<string, readonly Reader[]>> => {
  const scopes = new Map(index.scopes.map((scope) => [scope, new Map<string, Reader[]>()]));
  for (const scope of index.scopes)
    for (const node of scope.nodes)
      for (const [input, name] of node.inputs.entries())
        for (let at: Scope | null = scope; at !== null; at = at.parent) {
          const own = scopes.get(at);
          const reader = { node: at === scope ? node : { ...node, op: '' }, input };
          const known = own?.get(name);
          if (known === undefined) own?.set(name, [reader]);
          else known.push(reader);
        }
  return scopes;
});
