import { type Host, HostError, type RelativePath } from '../model/host';
import { quoted } from './quote';

export interface TextFile {
  /** Without a byte order mark. Bytes that are no text became U+FFFD. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16';
  readonly byteOrderMark: boolean;
  /** Whether some bytes are not valid in the encoding. */
  readonly malformed: boolean;
}

/** Reads a text file of at most `limit` bytes; null where it is larger. Rejects with a `HostError`. */
export async function readText(host: Host, path: RelativePath, limit: number): Promise<TextFile | null> {
  const source = await host.open(path);
  try {
    if (source.size > limit) return null;
    const bytes = await source.read(0, source.size);
    if (bytes.length < source.size) throw new HostError('unavailable', `${quoted(path)} changed while it was read.`);
    return decodeText(bytes);
  } finally {
    await source.close();
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
export function decodeText(bytes: Uint8Array): TextFile {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    const label = a === 0xff ? 'utf-16le' : 'utf-16be';
    return { ...decoded(bytes, label), encoding: 'utf-16', byteOrderMark: true };
  }
  return { ...decoded(bytes, 'utf-8'), encoding: 'utf-8', byteOrderMark: a === 0xef && b === 0xbb && c === 0xbf };
}

function decoded(bytes: Uint8Array, label: string): Pick<TextFile, 'text' | 'malformed'> {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), malformed: false };
  } catch {
    return { text: new TextDecoder(label).decode(bytes), malformed: true };
  }
}
