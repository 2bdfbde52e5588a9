import { compareSdk } from '../../neuron/version';
import type { Interval } from '../../onnx/infer/ranges/interval';
import { type OnnxContext, onnxRule } from '../define';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { oncePerModel } from '../graph/once';
import { nodeLocations } from '../locations';
import { compilerRelease } from '../route';
import type { Draft } from '../rule';
import { counted, sentences, show } from '../words';

/** The compiler checks indices of a gather since this release. Source: its release notes. */
const CHECKED_SINCE = '2.29.0';

interface OutOfRange {
  readonly place: Place;
  readonly range: Interval;
  /** Length of the axis that the indices point into. */
  readonly rows: number;
  readonly table: string;
}

/** Reading or writing rows that a table does not have. */
export const indexOutOfRange = onnxRule(
  {
    id: 'onnx/index-out-of-range',
    phase: 'proof-of-concept',
    page: {
      title: 'Index beyond the end of a table',
      what: 'Reports Gather, GatherElements and GatherND nodes, and scatters, whose indices reach beyond the axis that they point into, as far as the file and the pins tell: positions counted up to the sequence length in a table with fewer rows, above all. It is a blocker for counted and constant indices, and a warning where only some inputs reach that far.',
      why: 'The compiler compares counted indices with the length of the table and stops (NCC_EVRF056, for scatters NCC_EVRF031). Where it cannot see it, reads beyond the end give wrong rows without an error.',
      fix: 'Pin the sequence length at or below the number of positions that the model was trained with, or take a model with a longer table.',
      example: {
        before: 'pins: { sequence: 1024 }   # the table of positions has 512 rows',
        after: 'pins: { sequence: 512 }',
        language: 'yaml',
      },
      sources: ['ncc-evrf056', 'ncc-evrf031', 'compiler-2.29'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const index = modelIndex(context.reading.model, context.inference);
    for (const [key, found] of outsideByTable(index)) {
      const [first] = found;
      if (first !== undefined) yield draftOf(key, first, found, context);
    }
  },
);

const outsideByTable = oncePerModel((index): ReadonlyMap<string, readonly OutOfRange[]> => {
  const byTable = new Map<string, OutOfRange[]>();
  for (const op of ['Gather', 'GatherElements', 'GatherND', 'ScatterElements', 'ScatterND', 'Scatter'])
    for (const place of index.operators.get(`ai.onnx::${op}`) ?? []) {
      const found = outOfRange(place, index);
      if (found !== null) byTable.set(keyOf(found), [...(byTable.get(keyOf(found)) ?? []), found]);
    }
  return byTable;
});

function keyOf({ place, table, range }: OutOfRange): string {
  return `${place.node.op}#${table}#${range.reach}`;
}

function outOfRange(place: Place, index: ModelIndex): OutOfRange | null {
  const { scope, node } = place;
  if (index.isFolded(place)) return null;
  const [table = '', indices = ''] = node.inputs;
  const axis = pointedAxis(place, index);
  const rows = axis === null ? undefined : index.typeOf(scope, table).dims?.at(axis);
  const range = typeof rows === 'number' && rows > 0 ? index.rangeOf(scope, indices) : null;
  if (range === null || typeof rows !== 'number' || range.reach === 'bound') return null;
  return range.high >= rows || range.low < -rows ? { place, range, rows, table } : null;
}

/** The axis that the indices point into; null where they point into several at once. */
function pointedAxis({ scope, node }: Place, index: ModelIndex): number | null {
  const attribute = (name: string) => node.attributes.find((each) => each.name === name)?.i ?? 0;
  if (!node.op.endsWith('ND')) return attribute('axis');
  return index.typeOf(scope, node.inputs[1] ?? '').dims?.at(-1) === 1 ? attribute('batch_dims') : null;
}

function draftOf(
  key: string,
  { place, range, rows, table }: OutOfRange,
  found: readonly OutOfRange[],
  context: OnnxContext,
): Draft {
  const writes = place.node.op.startsWith('Scatter');
  const code = writes ? 'NCC_EVRF031' : 'NCC_EVRF056';
  const error = context.knowledge.errorCode(code);
  const sure = range.reach === 'exact';
  const checked = writes || compareSdk(compilerRelease(context), CHECKED_SINCE) >= 0;
  const span = range.low < -rows ? `from ${range.low}` : `up to ${range.high}`;
  const verb = writes ? 'writes' : 'reads';
  return {
    key,
    severity: sure && checked ? 'blocker' : 'warning',
    confidence: sure && checked ? 'documented' : 'inferred',
    action: 'Keep positions within their table',
    message: sure
      ? `${place.node.op} ${verb} rows ${span} of ${show(table)}, which has ${counted(rows, 'row')}.`
      : `${place.node.op} may ${verb.slice(0, -1)} rows ${span} of ${show(table)}, which has ${counted(rows, 'row')}.`,
    why: sentences(
      sure
        ? checked
          ? 'The indices are counted or constant, and the compiler compares them with the length of the table'
          : 'The compiler of this release does not check it, so wrong rows are taken without an error'
        : 'The indices are counted from the data, and an input without padding reaches the last one; nothing checks them, so wrong rows are taken without an error',
    ),
    remedy: `Pin the size up to which the indices count so that they stay below ${rows}, or take a model with a longer table.`,
    ...(sure && { neuronError: code }),
    sources: error?.sources ?? [],
    ...nodeLocations(
      context.reading.path,
      found.map((each) => each.place),
      ({ node }) => node.inputs[1],
    ),
  };
}
