/** Generated graphs of one operator: inferred in several ways, and compared with what ONNX Runtime computes. */
import assert from 'node:assert/strict';
import type proto from 'onnx-proto';
import type { Dim } from '../../src/onnx/infer/dim';
import { type Inference, infer } from '../../src/onnx/infer/engine';
import type { Value } from '../../src/onnx/infer/value';
import { noPace } from './memory-host';
import { modelBytes, tensorValue } from './onnx-builder';
import { type Random, random } from './random';
import { readBytes } from './read-model';
import { type Computed, compute } from './runtime';
import { substitute } from './substitute';

/** A tensor that goes in. */
export interface Operand {
  readonly dtype: number;
  readonly dims: readonly number[];
  readonly values: readonly (number | string)[];
  /** Part of the model (a list of axes, a weight), not an input of it. */
  readonly fixed: boolean;
}

/** A node with its inputs; null for an optional one that is absent. */
export interface Case {
  readonly op: string;
  readonly domain?: string;
  /** Of the node's operator set. */
  readonly version: number;
  readonly inputs: readonly (Operand | null)[];
  readonly attributes?: readonly proto.onnx.IAttributeProto[];
  /** One without; an empty place leaves an output out. */
  readonly outputs?: readonly string[];
}

/** Makes a case of an operator. */
export type Maker = (r: Random) => Case;

/** What became of the cases of one operator. */
export interface Tally {
  compared: number;
  /** Outputs of which type, rank or a size stayed unknown though every input had its shape. */
  unknown: number;
  /** Why the runtime refused cases. */
  readonly refused: string[];
  /** The first difference. */
  difference: string | null;
}

/** How the operands that are not fixed come into the model. */
type Style = 'inputs' | 'symbols' | 'constants';

/** Newest operator set that the runtime implements. */
export const LATEST = 26;

const nameOf = (index: number): string => `x${index}`;

/** Runs cases of each operator, of each until one differs. */
export async function compareAll(
  makers: Readonly<Record<string, Maker>>,
  cases: number,
  seed: number,
): Promise<ReadonlyMap<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for (const [name, make] of Object.entries(makers)) {
    const tally: Tally = { compared: 0, unknown: 0, refused: [], difference: null };
    tallies.set(name, tally);
    for (let i = 0; i < cases && tally.difference === null; i++) {
      try {
        await compare(random(seed + 7919 * i), make, tally);
      } catch (error) {
        tally.difference = `${name}: ${String(error)}`;
      }
    }
  }
  return tallies;
}

/** Checks that nothing differs, every operator was compared often enough, and only those named leave something unknown. */
export function checkTallies(
  tallies: ReadonlyMap<string, Tally>,
  least: number,
  dataDependent: readonly string[] = [],
): void {
  const differences = [...tallies.values()].flatMap(({ difference }) => difference ?? []);
  assert.deepEqual(differences, []);
  const rare = [...tallies].flatMap(([name, { compared, refused }]) =>
    compared < least ? [`${name}: ${compared} cases compared; the runtime refused ${refused[0]}`] : [],
  );
  assert.deepEqual(rare, []);
  const unknown = [...tallies].flatMap(([name, tally]) => (tally.unknown > 0 ? [`${name}: ${tally.unknown}`] : []));
  assert.deepEqual(
    unknown.filter((line) => !dataDependent.some((name) => line.startsWith(`${name}:`))),
    [],
    'unknown outputs',
  );
}

async function compare(r: Random, make: Maker, tally: Tally): Promise<void> {
  const one = make(r);
  let actual: ReadonlyMap<string, Computed>;
  try {
    actual = await compute(encode(one, 'constants', new Map()));
  } catch (error) {
    tally.refused.push(`${describe(one)}: ${String(error)}`);
    return;
  }
  tally.compared++;
  const sizes = new Map<string, number>();
  const symbolic = encode(one, 'symbols', sizes, r);
  const runs: readonly [string, Promise<Inference>][] = [
    ['inputs', inferred(encode(one, 'inputs', sizes), {})],
    ['constants', inferred(encode(one, 'constants', sizes), {})],
    ['pinned', inferred(symbolic, Object.fromEntries(sizes))],
    ['symbols', inferred(symbolic, {})],
  ];
  for (const [style, run] of runs) {
    const { main, contradictions } = await run;
    assert.deepEqual(contradictions, [], `${style}: ${describe(one)}`);
    for (const [name, expected] of actual) {
      const known = agrees(main.values.get(name) ?? null, expected, sizes, `${style}: ${name} of ${describe(one)}`);
      if (!known && style !== 'symbols') tally.unknown++;
    }
  }
}

export async function inferred(bytes: Uint8Array, pins: Readonly<Record<string, number>>): Promise<Inference> {
  return infer(await readBytes(bytes), pins, noPace);
}

/** Whether everything is known; fails where something known is not what was computed. */
export function agrees(
  value: Value | null,
  expected: Computed,
  sizes: ReadonlyMap<string, number>,
  where: string,
): boolean {
  const type = value?.type ?? null;
  if (value === null || type === null) return false;
  assert.equal(type.kind, 'tensor', where);
  if (type.kind !== 'tensor') return false;
  if (type.dtype !== 0) assert.equal(type.dtype, expected.dtype, `data type, ${where}`);
  if (type.dims === null) return false;
  assert.equal(type.dims.length, expected.dims.length, `rank, ${where}`);
  const dims = type.dims.map((dim) => substitute(dim, sizes));
  for (const [axis, dim] of dims.entries()) {
    if (typeof dim === 'number') assert.equal(dim, expected.dims[axis], `axis ${axis}, ${where}`);
  }
  if (value.constant !== null && expected.elements !== null) {
    assert.equal(value.constant.elements.length, expected.elements.length, `elements, ${where}`);
    for (const [i, element] of value.constant.elements.entries()) {
      if (element !== null) same(substitute(element, sizes), expected.elements[i] ?? 0, `element ${i}, ${where}`);
    }
  }
  return type.dtype !== 0 && dims.every((dim) => typeof dim === 'number');
}

/** The runtime computes in single precision where the folding does not. */
function same(element: Dim, expected: number, where: string): void {
  if (typeof element !== 'number' || Object.is(element, expected)) return;
  const tolerance = 1e-5 * Math.max(1, Math.abs(expected));
  assert.ok(Math.abs(element - expected) <= tolerance, `${element} instead of ${expected}, ${where}`);
}

/** @param sizes Takes the sizes of the symbols. */
function encode(one: Case, style: Style, sizes: Map<string, number>, r?: Random): Uint8Array {
  const input: proto.onnx.IValueInfoProto[] = [];
  const initializer: proto.onnx.ITensorProto[] = [];
  for (const [i, operand] of one.inputs.entries()) {
    if (operand === null) continue;
    if (operand.fixed || style === 'constants') initializer.push(tensorOf(nameOf(i), operand));
    else {
      const dims = operand.dims.map((size, axis) =>
        style === 'symbols' && r ? symbolFor(r, size, `d${i}_${axis}`, sizes) : size,
      );
      input.push(tensorValue(nameOf(i), operand.dtype, dims));
    }
  }
  const domain = one.domain ?? '';
  const output = one.outputs ?? ['y'];
  const node = {
    opType: one.op,
    domain,
    input: one.inputs.map((operand, i) => (operand === null ? '' : nameOf(i))),
    output: [...output],
    attribute: [...(one.attributes ?? [])],
  };
  const graph = {
    input,
    initializer,
    node: [node],
    output: output.filter((name) => name !== '').map((name) => ({ name })),
  };
  const opsetImport =
    domain === ''
      ? [{ domain, version: one.version }]
      : [
          { domain: '', version: 17 },
          { domain, version: one.version },
        ];
  return modelBytes(graph, { irVersion: one.version < 9 ? 4 : 8, opsetImport });
}

/** The size, a symbol of its own, or one that all dimensions of that size share. Nothing can be said of empty tensors' symbols. */
function symbolFor(r: Random, size: number, own: string, sizes: Map<string, number>): number | string {
  const name = r.pick(['', own, `size${size}`]);
  if (name === '' || size === 0) return size;
  sizes.set(name, size);
  return name;
}

function tensorOf(name: string, { dtype, dims, values }: Operand): proto.onnx.ITensorProto {
  const head = { name, dataType: dtype, dims: [...dims] };
  const numbers = values.filter((value) => typeof value === 'number');
  switch (dtype) {
    case 1:
      return { ...head, floatData: numbers };
    case 7:
      return { ...head, int64Data: numbers };
    case 8:
      return { ...head, stringData: values.map((value) => new TextEncoder().encode(String(value))) };
    case 10:
      return { ...head, int32Data: numbers.map(half) };
    case 11:
      return { ...head, doubleData: numbers };
    case 12:
    case 13:
      return { ...head, uint64Data: numbers };
    default:
      return { ...head, int32Data: numbers };
  }
}

/** Bits of a small integer in half precision. */
function half(value: number): number {
  if (value === 0) return 0;
  const size = Math.abs(Math.round(value)) || 1;
  const exponent = Math.floor(Math.log2(size));
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | Math.floor((size / 2 ** exponent - 1) * 1024);
}

function describe({ op, version, inputs, attributes }: Case): string {
  const operands = inputs.map((operand) =>
    operand === null
      ? '-'
      : `${operand.dtype}[${operand.dims}]${operand.fixed ? `=${operand.values.slice(0, 8)}` : ''}`,
  );
  const settings = (attributes ?? []).map(
    (each) => `${each.name}=${each.i ?? each.f ?? (each.ints ?? each.floats ?? []).join(',')}`,
  );
  return `${op} ${version} (${operands.join('; ')}) ${settings.join(' ')}`;
}
