/** Small graphs in few words. */
import type proto from 'onnx-proto';
import { DATA_TYPE_NUMBERS, dtypeName } from '../../../src/onnx/dtypes';
import { formatDim } from '../../../src/onnx/infer/dim';
import { type Inference, infer } from '../../../src/onnx/infer/engine';
import type { InferredType, Value } from '../../../src/onnx/infer/value';
import { noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { readBytes } from '../../support/read-model';

type Attributes = proto.onnx.IAttributeProto[];

interface Options {
  readonly attributes?: Attributes;
  readonly version?: number;
  readonly domain?: string;
  readonly pins?: Readonly<Record<string, number>>;
  /** Number of outputs; by default as many as are expected. */
  readonly outputs?: number;
}

/** Infers the graph under the pins. */
export async function inferGraph(
  graph: proto.onnx.IGraphProto,
  rest: proto.onnx.IModelProto = {},
  pins: Readonly<Record<string, number>> = {},
): Promise<Inference> {
  return infer(await readBytes(modelBytes(graph, rest)), pins, noPace);
}

/**
 * Outputs of one node, as text.
 *
 * @param inputs "FLOAT[2,n,?]" a graph input, "FLOAT" one of unknown rank, "= 1,2" a constant vector of INT64, "FLOAT= 0.5" one of
 *   another type, "scalar 3" and "FLOAT scalar 3" constant scalars, "" an absent input.
 */
export async function outputsOf(
  op: string,
  inputs: readonly string[],
  count: number,
  options: Options = {},
): Promise<string[]> {
  const { attributes = [], version = 17, domain = '', pins = {} } = options;
  const names = inputs.map((text, i) => (text === '' ? '' : `i${i}`));
  const outputs = Array.from({ length: options.outputs ?? count }, (_, i) => `o${i}`);
  const inference = await inferGraph(
    {
      node: [node(op, names, outputs, attributes, { domain })],
      input: inputs.flatMap((text, i) => (isConstant(text) || text === '' ? [] : [declared(`i${i}`, text)])),
      initializer: inputs.flatMap((text, i) => (isConstant(text) ? [constant(`i${i}`, text)] : [])),
    },
    { opsetImport: [{ domain: '', version }, ...(domain === '' ? [] : [{ domain, version: 1 }])] },
    pins,
  );
  return outputs.slice(0, count).map((name) => show(inference.main.values.get(name)));
}

function isConstant(text: string): boolean {
  return text.includes('=') || text.includes('scalar');
}

function declared(name: string, text: string): proto.onnx.IValueInfoProto {
  const [dtype = '', dims] = text.replace(']', '').split('[');
  const parts = dims === undefined ? null : dims === '' ? [] : dims.split(',');
  return tensorValue(
    name,
    number(dtype),
    parts?.map((dim) => (dim === '?' ? null : Number(dim) >= 0 ? Number(dim) : dim)) ?? null,
  );
}

function constant(name: string, text: string): proto.onnx.ITensorProto {
  const [dtype = '', list = ''] = text.split(/=|scalar/);
  const texts = list.trim() === '' ? [] : list.split(',');
  const values = texts.map(Number);
  const dims = text.includes('scalar') ? [] : [values.length];
  const dataType = number(dtype.trim() || 'INT64');
  if (dataType === 1) return { name, dataType, dims, floatData: values };
  if (dataType !== 7) return { name, dataType, dims, int32Data: values };
  // In bytes: a double cannot hold the largest integers.
  return { name, dataType, dims, rawData: new Uint8Array(BigInt64Array.from(texts, BigInt).buffer) };
}

function number(dtype: string): number {
  const found = DATA_TYPE_NUMBERS.get(dtype);
  if (found === undefined) throw new Error(`no data type ${dtype}`);
  return found;
}

/** "FLOAT[2, n]", "FLOAT" of unknown rank, "?" of unknown type, with " = 1, 2" where the elements are known. */
export function show(value: Value | undefined): string {
  if (value === undefined) return 'absent';
  const elements = value.constant?.elements.map((element) => (element === null ? '?' : formatDim(element)));
  return `${showType(value.type)}${elements === undefined ? '' : ` = ${elements.join(', ')}`}`;
}

function showType(type: InferredType | null): string {
  if (type === null) return '?';
  if (type.kind === 'map') return `map(${dtypeName(type.keyType)}, ${showType(type.elem)})`;
  if (type.kind === 'opaque') return 'opaque';
  if ('elem' in type) return `${type.kind}(${showType(type.elem)})`;
  const dtype = type.dtype === 0 ? '?' : dtypeName(type.dtype);
  return `${dtype}${type.dims === null ? '' : `[${type.dims.map(formatDim).join(', ')}]`}`;
}
