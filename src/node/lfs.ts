/** Git LFS as it lies on this machine. Source: git-lfs/git-lfs, docs/spec.md. */
import path from 'node:path';

/** What a repository holds in place of a large file. */
export interface LfsPointer {
  /** SHA-256 of the content in hexadecimal. */
  readonly oid: string;
  readonly size: number;
}

/** A pointer is smaller than this. */
export const LARGEST_POINTER = 1023;

export function lfsPointer(blob: Uint8Array): LfsPointer | null {
  const text = Buffer.from(blob).toString('latin1');
  if (!text.startsWith('version https://git-lfs.github.com/spec/')) return null;
  const [, oid] = /^oid sha256:([0-9a-f]{64})$/m.exec(text) ?? [];
  const [, size] = /^size (\d{1,15})$/m.exec(text) ?? [];
  return oid === undefined || size === undefined ? null : { oid, size: Number(size) };
}

/** Where Git LFS keeps the content once it was fetched. */
export function lfsFile(store: string, { oid }: LfsPointer): string {
  return path.join(store, 'objects', oid.slice(0, 2), oid.slice(2, 4), oid);
}
