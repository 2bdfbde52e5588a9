/** What inference adds to an inspection, as lines for a terminal. */
import type { Cost } from '../onnx/infer/cost';
import type { Origin } from '../onnx/infer/dim';
import type { Dynamics } from '../onnx/infer/dynamic';
import type { Contradiction } from '../onnx/infer/state';

/** So many of each kind are listed; the JSON format has them all. */
const LISTED = 10;

export function costLines({ operators, macs, unknownMacs, activations }: Cost): string[] {
  const { bytes, peakBytes, peakAt, unknown, tensors } = activations;
  const during = peakAt === null ? '' : `, during ${peakAt.op}${peakAt.node === '' ? '' : ` ${peakAt.node}`}`;
  return [
    `Work        ${atLeast(macs, unknownMacs)} multiply-accumulates${unknownMacs === 0 ? '' : `; unknown of ${count(unknownMacs, 'node')}`}`,
    ...operators.map(
      (each) => `            ${each.op}: ${atLeast(each.macs, each.unknown)} in ${count(each.nodes, 'node')}`,
    ),
    `Activations ${bytes} bytes in ${count(tensors, 'tensor')}${unknown === 0 ? '' : `; unknown of ${count(unknown, 'tensor')}`}`,
    `            ${unknown === 0 ? 'at most' : 'at least'} ${peakBytes} bytes at once${during}`,
  ];
}

export function dynamicLines({ values, dynamic, open, pins, left, roots }: Dynamics): string[] {
  if (dynamic === 0) return [`Dynamic     none of ${count(values, 'tensor')}`];
  return [
    `Dynamic     ${dynamic} of ${count(values, 'tensor')}`,
    ...cut(
      open.map(
        ({ pin, inputs, values: dependents }) =>
          `            ${pin}: a size of ${inputs.map(({ name }) => name).join(', ')}; ${depend(dependents)}`,
      ),
    ),
    ...(pins.length === 0 ? [] : [`            to pin: ${pins.map((pin) => `--pin ${pin}=N`).join(' ')}`]),
    left === 0
      ? '            then every shape is static'
      : `            ${count(left, 'tensor')} ${left === 1 ? 'stays' : 'stay'} dynamic whatever is pinned:`,
    ...cut(roots.map(({ origin, values: dependents }) => `            ${rootText(origin)}; ${depend(dependents)}`)),
  ];
}

const CAUSES: Readonly<Record<Origin['cause'], string>> = {
  input: 'is an input without a known rank',
  data: 'gives sizes that depend on data',
  operator: 'is an operator that is not known',
  limit: 'lies beyond a limit of the inference',
  declaration: 'is only declared',
  missing: 'is made by no node',
  contradiction: 'does not fit its inputs',
};

function rootText({ cause, op, node, tensor, graph }: Origin): string {
  const what = op === '' ? tensor : `${op} ${node === '' ? `(${tensor})` : node}`;
  return `${what}${graph === 'main' ? '' : ` in ${graph}`} ${CAUSES[cause]}`;
}

export function contradictionLines(contradictions: readonly Contradiction[]): string[] {
  return cut(
    contradictions.map(
      ({ op, tensor, message }) => `Contradicts ${op === '' ? tensor : `${op} (${tensor})`}: ${message}`,
    ),
  );
}

/** A sum that leaves out parts of unknown size. */
function atLeast(sum: number, unknown: number): string {
  return unknown === 0 ? String(sum) : sum === 0 ? 'unknown' : `at least ${sum}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function depend(number: number): string {
  return `${count(number, 'tensor')} ${number === 1 ? 'depends' : 'depend'} on it`;
}

function cut(lines: readonly string[]): string[] {
  return lines.length <= LISTED
    ? [...lines]
    : [...lines.slice(0, LISTED), `            and ${lines.length - LISTED} more`];
}
