/** Models for the benchmark: written as ONNX lays them out, their weights as holes that take no room on the disk. */
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { bytesField, bytesOf, intField, tag, varint } from '../support/onnx-builder';

/** Bytes to be written, or a number of zeros. */
type Piece = Uint8Array | number;

const length = (pieces: readonly Piece[]): number =>
  pieces.reduce<number>((sum, piece) => sum + (typeof piece === 'number' ? piece : piece.length), 0);

const field = (number: number, pieces: readonly Piece[]): Piece[] => [
  bytesOf(tag(number, 2), varint(length(pieces))),
  ...pieces,
];

function write(file: string, pieces: readonly Piece[]): void {
  const out = openSync(file, 'w');
  let at = 0;
  let pending: Uint8Array[] = [];
  const flush = (): void => {
    const bytes = Buffer.concat(pending);
    writeSync(out, bytes, 0, bytes.length, at);
    at += bytes.length;
    pending = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'number') {
      flush();
      at += piece;
    } else pending.push(piece);
  }
  flush();
  ftruncateSync(out, at);
  closeSync(out);
}

/** FLOAT weights, a whole number of elements. */
const weights = (name: string, bytes: number): Piece[] =>
  field(5, [bytesOf(intField(1, bytes / 4), intField(2, 1), bytesField(8, name), tag(9, 2), varint(bytes)), bytes]);

const values = (names: readonly string[]): Uint8Array => bytesOf(...names.map((name) => bytesField(1, name)));

function nodeField(i: number, op: string, inputs: readonly string[]): Uint8Array {
  const attribute = bytesOf(bytesField(1, 'axis'), intField(3, i % 7), intField(20, 2));
  const list = bytesOf(bytesField(1, 'perm'), ...[0, 2, 1, 3].map((n) => intField(8, n)), intField(20, 7));
  return bytesField(
    1,
    bytesOf(
      values(inputs),
      bytesField(2, `/layers.${i}/out`),
      bytesField(3, `/layers.${i}/${op}`),
      bytesField(4, op),
      bytesField(5, attribute),
      bytesField(5, list),
    ),
  );
}

function valueField(number: number, name: string): Uint8Array {
  const dims = [bytesField(2, 'batch'), intField(1, 128), intField(1, 4096)].map((dim) => bytesField(1, dim));
  const type = bytesField(1, bytesOf(intField(1, 1), bytesField(2, bytesOf(...dims))));
  return bytesField(number, bytesOf(bytesField(1, name), bytesField(2, type)));
}

interface Size {
  readonly nodes: number;
  readonly initializers: number;
  /** Of one initializer, by its index; a multiple of 4. */
  bytes(i: number): number;
}

/** A chain of nodes, each with two attributes and a value info, that take the initializers in turn. */
function chain({ nodes, initializers, bytes }: Size): Piece[] {
  const graph: Piece[] = [];
  for (let i = 0; i < nodes; i++) {
    const before = i === 0 ? 'x' : `/layers.${i - 1}/out`;
    graph.push(nodeField(i, i % 2 === 0 ? 'MatMul' : 'Add', [before, `weights.${i % Math.max(1, initializers)}`]));
  }
  graph.push(bytesField(2, 'chain'));
  for (let i = 0; i < initializers; i++) graph.push(...weights(`weights.${i}`, bytes(i)));
  graph.push(valueField(11, 'x'), valueField(12, `/layers.${nodes - 1}/out`));
  for (let i = 0; i < nodes - 1; i++) graph.push(valueField(13, `/layers.${i}/out`));
  return [intField(1, 8), bytesField(2, 'bench'), ...field(7, graph), bytesField(8, intField(2, 17))];
}

/** A tensor of integers. */
function integers(name: string, values: readonly number[], dims: readonly number[] = [values.length]): Uint8Array {
  const sizes = dims.map((size) => intField(1, size));
  const raw = new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);
  return bytesField(5, bytesOf(...sizes, intField(2, 7), bytesField(8, name), bytesField(9, raw)));
}

const HEADS = 8;
const HEAD_SIZE = 61;
const HIDDEN = HEADS * HEAD_SIZE;
const NODES_OF_BLOCK = 20;

/** A square matrix of single precision. */
const matrix = (name: string): Piece[] => {
  const bytes = HIDDEN * HIDDEN * 4;
  const head = bytesOf(intField(1, HIDDEN), intField(1, HIDDEN), intField(2, 1), bytesField(8, name), tag(9, 2));
  return field(5, [bytesOf(head, varint(bytes)), bytes]);
};

/** One layer of self-attention as exporters write it: shapes are computed from the input's. */
function block(i: number, shared: boolean): Uint8Array[] {
  const at = (name: string): string => `/layers.${i}/${name}`;
  const before = i === 0 ? 'x' : `/layers.${i - 1}/y`;
  const weight = (name: string): string => (shared ? name : `${name}.${i}`);
  const make = (
    op: string,
    inputs: readonly string[],
    name: string,
    attributes: readonly Uint8Array[] = [],
  ): Uint8Array =>
    bytesField(
      1,
      bytesOf(
        values(inputs),
        bytesField(2, at(name)),
        bytesField(3, at(op)),
        bytesField(4, op),
        ...attributes.map((attribute) => bytesField(5, attribute)),
      ),
    );
  const axis = bytesOf(bytesField(1, 'axis'), intField(3, 0), intField(20, 2));
  const perm = (order: readonly number[]): Uint8Array[] => [
    bytesOf(bytesField(1, 'perm'), ...order.map((n) => intField(8, n)), intField(20, 7)),
  ];
  return [
    make('MatMul', [before, weight('query')], 'q'),
    make('Add', [at('q'), 'bias'], 'biased'),
    make('Shape', [before], 'shape'),
    make('Gather', [at('shape'), 'zero'], 'batch'),
    make('Gather', [at('shape'), 'one'], 'length'),
    make('Unsqueeze', [at('batch'), 'axes'], 'batches'),
    make('Unsqueeze', [at('length'), 'axes'], 'lengths'),
    make('Concat', [at('batches'), at('lengths'), 'heads', 'rest'], 'split', [axis]),
    make('Reshape', [at('biased'), at('split')], 'parts'),
    make('Transpose', [at('parts')], 'rows', perm([0, 2, 1, 3])),
    make('Transpose', [at('parts')], 'columns', perm([0, 2, 3, 1])),
    make('MatMul', [at('rows'), at('columns')], 'products'),
    make('Softmax', [at('products')], 'shares'),
    make('MatMul', [at('shares'), at('rows')], 'context'),
    make('Transpose', [at('context')], 'back', perm([0, 2, 1, 3])),
    make('Concat', [at('batches'), at('lengths'), 'rest'], 'joined', [axis]),
    make('Reshape', [at('back'), at('joined')], 'together'),
    make('MatMul', [at('together'), weight('result')], 'projected'),
    make('Add', [at('projected'), before], 'sum'),
    make('Relu', [at('sum')], 'y'),
  ];
}

/** Layers without any declared shape but that of the input, whose batch and length are symbols. */
function layers(nodes: number, shared: boolean): Piece[] {
  const blocks = nodes / NODES_OF_BLOCK;
  const graph: Piece[] = [];
  for (let i = 0; i < blocks; i++) graph.push(...block(i, shared));
  graph.push(bytesField(2, 'layers'));
  for (let i = 0; i < (shared ? 1 : blocks); i++) {
    for (const name of ['query', 'result']) graph.push(...matrix(shared ? name : `${name}.${i}`));
  }
  graph.push(
    ...field(5, [
      bytesOf(intField(1, HIDDEN), intField(2, 1), bytesField(8, 'bias'), tag(9, 2), varint(4 * HIDDEN)),
      4 * HIDDEN,
    ]),
  );
  graph.push(integers('zero', [0], []), integers('one', [1], []), integers('axes', [0]));
  graph.push(integers('heads', [HEADS]), integers('rest', [-1]));
  const dims = [bytesField(2, 'batch'), bytesField(2, 'length'), intField(1, HIDDEN)].map((dim) => bytesField(1, dim));
  const type = bytesField(1, bytesOf(intField(1, 1), bytesField(2, bytesOf(...dims))));
  graph.push(bytesField(11, bytesOf(bytesField(1, 'x'), bytesField(2, type))));
  graph.push(bytesField(12, bytesField(1, `/layers.${blocks - 1}/y`)));
  return [intField(1, 8), bytesField(2, 'bench'), ...field(7, graph), bytesField(8, intField(2, 17))];
}

export interface BenchModel {
  readonly name: string;
  readonly file: string;
  readonly nodes: number;
}

function writeModel(folder: string, name: string, nodes: number, pieces: readonly Piece[]): BenchModel {
  const file = path.join(folder, `${name.replaceAll(/[ ,.]+/g, '-')}.onnx`);
  write(file, pieces);
  return { name, file, nodes };
}

/** Writes the models that are audited into a folder. */
export function writeModels(folder: string): BenchModel[] {
  const sizes: readonly (Size & { readonly name: string })[] = [
    { name: '3 GB of weights', nodes: 1000, initializers: 400, bytes: () => 8 * 2 ** 20 },
    { name: 'many weights', nodes: 20_000, initializers: 20_000, bytes: (i) => 4 * 2 ** (4 + (i % 10)) },
    { name: 'no weights', nodes: 20_000, initializers: 0, bytes: () => 0 },
    { name: 'very many nodes', nodes: 200_000, initializers: 0, bytes: () => 0 },
  ];
  return sizes.map(({ name, ...size }) => writeModel(folder, name, size.nodes, chain(size)));
}

/** Writes the models whose types and shapes are inferred into a folder. */
export function writeLayers(folder: string): BenchModel[] {
  return [
    writeModel(folder, 'inline weights', 20_000, layers(20_000, false)),
    writeModel(folder, 'shared weights', 20_000, layers(20_000, true)),
    writeModel(folder, 'many layers', 200_000, layers(200_000, true)),
  ];
}
