/** Small checkpoint files, built byte by byte. */

/** Bytes one after the other; texts as UTF-8. */
export function joined(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  const all = parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

export function u64(value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}

/** A safetensors file with a header and so many bytes of payload. */
export function safetensorsFile(header: unknown, payload: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  return joined(u64(text.length), text, new Uint8Array(payload));
}

const BITS: Readonly<Record<string, number>> = {
  F4: 4,
  F8_E4M3: 8,
  F8_E5M2: 8,
  U8: 8,
  F16: 16,
  BF16: 16,
  F32: 32,
  F64: 64,
  I64: 64,
};

/** `{ "w": "F16 2 3" }` as a safetensors file whose tensors lie one behind the other. */
export function tensorsFile(tensors: Readonly<Record<string, string>>, metadata?: Readonly<Record<string, string>>) {
  let at = 0;
  const entries = Object.entries(tensors).map(([name, text]) => {
    const [dtype = '', ...dims] = text.split(' ');
    const shape = dims.map(Number);
    const begin = at;
    at += (shape.reduce((product, size) => product * size, 1) * (BITS[dtype] ?? 8)) / 8;
    return [name, { dtype, shape, data_offsets: [begin, at] }] as const;
  });
  return safetensorsFile({ ...(metadata && { __metadata__: metadata }), ...Object.fromEntries(entries) }, at);
}

/** A text of GGUF from version 2 on. */
export function ggufText(text: string): Uint8Array {
  return joined(u64(text.length), text);
}

interface GgufParts {
  readonly version?: number;
  /** Each a key, a type and a value, ready made. */
  readonly metadata?: readonly Uint8Array[];
  readonly tensors?: readonly { name: string; shape: readonly number[]; type: number; offset: number }[];
  readonly payload?: number;
}

export function ggufFile({ version = 3, metadata = [], tensors = [], payload = 0 }: GgufParts): Uint8Array {
  const header = joined(
    'GGUF',
    u32(version),
    u64(tensors.length),
    u64(metadata.length),
    ...metadata,
    ...tensors.map(({ name, shape, type, offset }) =>
      joined(ggufText(name), u32(shape.length), ...shape.map(u64), u32(type), u64(offset)),
    ),
  );
  return joined(header, new Uint8Array((32 - (header.length % 32)) % 32), new Uint8Array(payload));
}

/** Entries of GGUF metadata. */
export const entry = {
  text: (key: string, value: string) => joined(ggufText(key), u32(8), ggufText(value)),
  u32: (key: string, value: number) => joined(ggufText(key), u32(4), u32(value)),
  texts: (key: string, values: readonly string[]) =>
    joined(ggufText(key), u32(9), u32(8), u64(values.length), ...values.map(ggufText)),
};

/** What a zip archive of one stored, empty entry a name looks like to those who read its names only. */
export function zipOf(...names: readonly string[]): Uint8Array {
  const local = names.map((name) => joined('PK\x03\x04', new Uint8Array(26), name));
  const list = names.map((name) => joined('PK\x01\x02', new Uint8Array(42), name));
  return joined(...local, ...list, 'PK\x05\x06', new Uint8Array(18));
}
