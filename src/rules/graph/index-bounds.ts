import type { Dim, Node } from '../../onnx/graph';
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

/** What a node demands of the elements of one of its inputs. */
interface Demand {
  readonly input: string;
  readonly bound: Interval | null;
}

/** Sizes that a caller asks for stay far below the number of elements that a tensor may have: even their sums fit into 32 bits. */
const LARGEST_SIZE = 2 ** 30;

/** The standard operators, and those of ONNX Runtime, as their domains are stored. */
const DOMAINS: ReadonlySet<string> = new Set(['', 'ai.onnx', 'com.microsoft']);

/** Inputs that hold sizes of a result, by operator. */
const SIZES: Readonly<Record<string, readonly number[]>> = {
  Reshape: [1],
  Expand: [1],
  ConstantOfShape: [0],
  Tile: [1],
  Resize: [3],
  TopK: [1],
  OneHot: [1],
  Split: [1],
  AffineGrid: [1],
  CenterCropPad: [1],
  MaxUnpool: [2],
  Loop: [0],
  BlackmanWindow: [0],
  HannWindow: [0],
  HammingWindow: [0],
  STFT: [1, 3],
};

/** Inputs that hold axes, by operator; reductions beside them. */
const AXES: Readonly<Record<string, number>> = { Squeeze: 1, Unsqueeze: 1, CumSum: 1, CumProd: 1, DFT: 2 };

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
  return /masks?(?:[.:_]\d{1,9})?$/i.test(name);
}

function collect(main: Scope, definitionOf: DefinitionOf, typeOf: TypeOf): ReadonlyMap<string, Interval> {
  const bounds = new Map<string, Interval>();
  for (const node of main.nodes) {
    if (!DOMAINS.has(node.domain)) continue;
    for (const { input, bound } of demands(node, main, typeOf)) {
      const name = bound === null ? null : inputBehind(input, main, definitionOf);
      if (name === null || bound === null) continue;
      const known = bounds.get(name);
      bounds.set(name, known === undefined ? bound : within(known, bound));
    }
  }
  return bounds;
}

function demands(node: Node, scope: Scope, typeOf: TypeOf): Demand[] {
  const input = (at: number) => node.inputs[at] ?? '';
  const dims = (at: number) => (input(at) === '' ? null : typeOf(scope, input(at)).dims);
  const attribute = (name: string) => node.attributes.find((each) => each.name === name)?.i;
  /** Indices into an axis of another input. */
  const index = (at: number, table: number, axis: number): Demand => {
    const rows = dims(table)?.at(axis);
    const known = typeof rows === 'number' && rows > 0;
    return { input: input(at), bound: known ? interval(-rows, rows - 1) : null };
  };
  const sizes = (SIZES[node.op] ?? []).map((at) => ({ input: input(at), bound: interval(-1, LARGEST_SIZE) }));
  const axes = AXES[node.op] ?? (node.op.startsWith('Reduce') ? 1 : undefined);
  if (axes !== undefined) return [{ input: input(axes), bound: interval(-64, 64) }];
  switch (node.op) {
    case 'Gather':
    case 'GatherElements':
    case 'ScatterElements':
    case 'Scatter':
      return [index(1, 0, attribute('axis') ?? 0)];
    case 'GatherND':
    case 'ScatterND':
      return [{ input: input(1), bound: longest(dims(0)) }];
    case 'RoiAlign':
      return [index(2, 0, 0)];
    case 'ReverseSequence':
      return [index(1, 0, attribute('time_axis') ?? 0)].map(({ input: name, bound }) => ({
        input: name,
        bound: bound && interval(0, bound.high + 1),
      }));
    case 'NegativeLogLikelihoodLoss':
    case 'SoftmaxCrossEntropyLoss': {
      const ignored = attribute('ignore_index') ?? 0;
      const { input: name, bound } = index(1, 0, 1);
      return [{ input: name, bound: bound && interval(Math.min(0, ignored), Math.max(bound.high, ignored)) }];
    }
    case 'EmbedLayerNormalization':
      return [index(0, 2, 0), index(1, 4, 0)];
    default:
      return sizes;
  }
}

/** Below the longest axis, whichever the indices point into. */
function longest(dims: readonly Dim[] | null): Interval | null {
  const fixed = dims?.filter((dim) => typeof dim === 'number') ?? [];
  const most = Math.max(...fixed);
  return fixed.length > 0 && fixed.length === dims?.length && most > 0 ? interval(-most, most - 1) : null;
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
