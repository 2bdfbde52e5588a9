/** The header of a safetensors file. Source: huggingface/safetensors, README "Format" and safetensors/src/tensor.rs. */
import { type DataObject, isDataObject } from '../../text/data';
import { elements } from './bytes';

/** Bits of an element. */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
};

export interface StoredTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** From the end of the header. */
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly tensors: readonly StoredTensor[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Sentences' parts on what contradicts the format, the first of each kind: `tensor "a" has …`. */
  readonly faults: readonly string[];
}

/** Understands a header; `payload`: bytes of the file after it. Null where it is no header at all. */
export function understandHeader(value: unknown, payload: number, shown: (name: string) => string): Header | null {
  if (!isDataObject(value)) return null;
  const { __metadata__: metadata, ...entries } = value;
  const tensors: StoredTensor[] = [];
  const faults: string[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const tensor = isDataObject(entry) ? tensorOf(name, entry) : null;
    if (tensor === null) faults.push(`the entry of tensor ${shown(name)} is not complete`);
    else tensors.push(tensor);
  }
  if (tensors.length === 0 && faults.length > 0) return null;
  faults.splice(1);
  const odd = tensors.find((tensor) => !fits(tensor));
  if (odd !== undefined) faults.push(`the bytes of tensor ${shown(odd.name)} do not fit its type and shape`);
  faults.push(...layoutFaults(tensors, payload, shown));
  return { tensors, metadata: textsOf(metadata), faults };
}

function tensorOf(name: string, { dtype, shape, data_offsets: offsets }: DataObject): StoredTensor | null {
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(offsets)) return null;
  const [begin, end] = offsets;
  if (begin === undefined || end === undefined || offsets.length !== 2 || begin > end) return null;
  return { name, dtype, shape, begin, end };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Whether the offsets leave as many bytes as type and shape need; of a type that is not known nothing is said. */
function fits({ dtype, shape, begin, end }: StoredTensor): boolean {
  const bits = Object.hasOwn(BITS, dtype) ? BITS[dtype] : undefined;
  return bits === undefined || elements(shape) * BigInt(bits) === BigInt(end - begin) * 8n;
}

/** The payload is indexed from its first to its last byte, without holes and overlaps. */
function layoutFaults(tensors: readonly StoredTensor[], payload: number, shown: (name: string) => string): string[] {
  const sorted = [...tensors].sort((a, b) => a.begin - b.begin || a.end - b.end);
  const faults: string[] = [];
  let at = 0;
  for (const { name, begin, end } of sorted) {
    if (begin !== at) {
      const overlaps = begin < at;
      faults.push(
        overlaps ? `tensor ${shown(name)} overlaps another` : `there is a hole in front of tensor ${shown(name)}`,
      );
      break;
    }
    at = end;
  }
  const last = sorted.reduce((end, tensor) => Math.max(end, tensor.end), 0);
  if (last > payload) faults.push(`the file ends ${last - payload} bytes too early, as after an interrupted download`);
  else if (faults.length === 0 && last < payload)
    faults.push(`${payload - last} bytes behind the tensors belong to none`);
  return faults;
}

function textsOf(metadata: unknown): Record<string, string> {
  if (!isDataObject(metadata)) return {};
  return Object.fromEntries(
    Object.entries(metadata).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
