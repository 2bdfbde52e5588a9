import type { Host, RelativePath } from '../../model/host';

/** The first and, where asked for, last bytes of a file. */
export interface FileEnds {
  readonly size: number;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** Reads up to `head` bytes from the beginning and, where `wantsTail` says so of these, up to `tail` from the end. Rejects with a `HostError`. */
export async function readEnds(
  host: Host,
  path: RelativePath,
  head: number,
  tail = 0,
  wantsTail: (head: Uint8Array) => boolean = () => false,
): Promise<FileEnds> {
  const source = await host.open(path);
  try {
    const first = await source.read(0, Math.min(head, source.size));
    const length = wantsTail(first) ? Math.min(tail, source.size) : 0;
    const last = length === 0 ? new Uint8Array() : await source.read(source.size - length, length);
    return { size: source.size, head: first, tail: last };
  } finally {
    await source.close();
  }
}

/** Whether bytes at an offset are those of a signature, one character a byte. */
export function hasSignature(bytes: Uint8Array, offset: number, signature: string): boolean {
  if (bytes.length < offset + signature.length) return false;
  for (let i = 0; i < signature.length; i += 1) if (bytes[offset + i] !== signature.charCodeAt(i)) return false;
  return true;
}

/** Bytes as text of one character a byte: to look for plain ASCII in them. */
export function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/** Whether bytes are plain text rather than binary data: no control characters but white space. */
export function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13);
}

/** A whole number as JSON holds it: a decimal text above 2^53−1. */
export function exact(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

/** The product of the sizes of a shape; 1 for a scalar. */
export function elements(shape: readonly number[]): bigint {
  let product = 1;
  let big: bigint | null = null;
  for (const size of shape) {
    if (big === null && Number.isSafeInteger(product * size)) product *= size;
    else big = (big ?? BigInt(product)) * BigInt(size);
  }
  return big ?? BigInt(product);
}
