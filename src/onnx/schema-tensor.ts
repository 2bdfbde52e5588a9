/** TensorProto and SparseTensorProto. Field numbers: onnx/onnx.proto, ONNX 1.23.0. */
import { newTensor, type SparseDraft, type TensorDraft } from './draft';
import type { ExternalData } from './graph';
import { concat, ENTRY } from './leaf';
import { MAX_CONSTANT_BYTES, MAX_FLOAT_CONSTANT_BYTES, MAX_RANK } from './limits';
import {
  type Context,
  leaf,
  type Message,
  number,
  numberBy,
  numbers,
  one,
  payload,
  type StoredExternal,
  text,
} from './message';
import { BYTES, exactInt64, FIXED32, FIXED64, int32, int64, VARINT, type Varint } from './wire';

export const TENSOR: Message<TensorDraft> = {
  name: 'TensorProto',
  counted: 'tensors',
  keep: MAX_CONSTANT_BYTES,
  fields: {
    1: numberBy(true, addDimension),
    2: number('dtype', int32),
    4: payload(FIXED32, addPayload),
    5: payload(VARINT, addPayload),
    6: payload(BYTES, addPayload),
    7: payload(VARINT, addPayload),
    8: text('name'),
    9: payload(BYTES, addPayload),
    10: payload(FIXED64, addPayload),
    11: payload(VARINT, addPayload),
    13: leaf(ENTRY, 'list elements', (tensor, entry, context) => {
      externalOf(tensor, context).entries.set(entry.key, entry.value);
    }),
    14: numberBy(false, (tensor, value, context) => {
      const location = int32(value);
      // A closed enum: protobuf ignores numbers other than DEFAULT and EXTERNAL.
      if (location === 0 || location === 1) externalOf(tensor, context).isExternal = location === 1;
    }),
    16: leaf(ENTRY, null, () => undefined),
  },
  close: keepConstant,
};

function addDimension(tensor: TensorDraft, value: Varint, context: Context): void {
  if (tensor.dims.length >= MAX_RANK) {
    context.budget.note(`A tensor has more than ${MAX_RANK} dimensions; the rest was left out.`);
    return;
  }
  const size = int64(value);
  if (!Number.isSafeInteger(size)) tensor.exactDims ??= tensor.dims.map(BigInt);
  tensor.exactDims?.push(exactInt64(value));
  tensor.dims.push(size);
}

function addPayload(tensor: TensorDraft, bytes: number): void {
  tensor.inlineBytes += bytes;
}

/** FLOAT, FLOAT16, DOUBLE, COMPLEX64, COMPLEX128, BFLOAT16, the 8-bit floats, FLOAT4E2M1, FLOAT8E8M0. */
const FLOATING: ReadonlySet<number> = new Set([1, 10, 11, 14, 15, 16, 17, 18, 19, 20, 23, 24]);

function keepConstant(tensor: TensorDraft, bytes: Uint8Array | null, context: Context): void {
  // Set already where a singular tensor is stored in parts; protobuf merges them, and so do their encodings one after the other.
  const before = tensor.encoded;
  tensor.encoded = null;
  if (bytes === null || context.external.get(tensor)?.isExternal) return;
  const size = bytes.length + (before?.length ?? 0);
  const isWhole = tensor.inlineBytes <= size;
  const limit = FLOATING.has(tensor.dtype) ? MAX_FLOAT_CONSTANT_BYTES : MAX_CONSTANT_BYTES;
  if (isWhole && size <= limit && context.budget.constant(bytes.length))
    tensor.encoded = concat(before ? [before, bytes] : [bytes]);
}

function externalOf(tensor: TensorDraft, context: Context): StoredExternal {
  let stored = context.external.get(tensor);
  if (stored === undefined) {
    stored = { isExternal: false, entries: new Map() };
    context.external.set(tensor, stored);
  }
  return stored;
}

/** Sets where the tensors' data lies; once all is read, because location and entries come in any order. */
export function settleExternal(external: Context['external']): void {
  for (const [tensor, { isExternal, entries }] of external) tensor.external = isExternal ? externalData(entries) : null;
}

/** Offset and length are stored as decimal text; what is no such number counts as not stored. */
function externalData(entries: ReadonlyMap<string, string>): ExternalData {
  const bytes = (key: string): number | null => {
    const stored = entries.get(key)?.trim() ?? '';
    return /^\d{1,19}$/.test(stored) ? Number(stored) : null;
  };
  return { location: entries.get('location') ?? '', offset: bytes('offset') ?? 0, length: bytes('length') };
}

export const SPARSE_TENSOR: Message<SparseDraft> = {
  name: 'SparseTensorProto',
  counted: 'tensors',
  fields: {
    1: one(() => TENSOR, 'values', newTensor),
    2: one(() => TENSOR, 'indices', newTensor),
    3: numbers('dims', int64),
  },
};
