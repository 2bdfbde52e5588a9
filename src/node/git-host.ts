import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ByteSource, type EntryType, type Host, HostError, type RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { GitError } from './git';
import type { GitObjects } from './git-objects';
import { type Found, follow, type TreeEntry, type TreeFile, type TreeFolder } from './git-tree';
import { hostError } from './host-error';
import { LARGEST_POINTER, type LfsPointer, lfsFile, lfsPointer } from './lfs';

/** Blobs up to this size are held in memory while they are open. */
const IN_MEMORY = 64 * 1024 * 1024;

/** Links are short; what claims to be a longer one is none. */
const LONGEST_LINK = 4096;

export interface GitHost extends Host {
  /** Files of which the revision holds a Git LFS pointer whose content is not on this machine, by path, as far as they were met. */
  missing(): readonly RelativePath[];
}

/**
 * The files of a revision, read from git's objects: nothing is checked out. What Git LFS keeps is read from its store where it was fetched, else
 * the pointer is what is read.
 *
 * @param store The folder of Git LFS in the repository, absolute.
 * @param inMemory Bytes; a larger blob is copied to a temporary file as long as it is open.
 */
export function gitHost(tree: TreeFolder, objects: GitObjects, store: string, inMemory = IN_MEMORY): GitHost {
  const pointers = new Map<string, Promise<LfsPointer | null>>();
  const missing = new Set<RelativePath>();

  const link = async (entry: TreeFile) =>
    entry.size > LONGEST_LINK ? '' : (await objects.blob(entry.id)).toString('utf8');
  const find = (file: RelativePath): Promise<Found> => guarded(file, () => follow(tree, file, link));
  const pointerOf = (entry: TreeFile): Promise<LfsPointer | null> => {
    if (entry.size > LARGEST_POINTER) return Promise.resolve(null);
    const known = pointers.get(entry.id) ?? objects.blob(entry.id).then(lfsPointer);
    pointers.set(entry.id, known);
    return known;
  };

  return {
    missing: () => [...missing].sort(compareText),
    async list(folder) {
      const found = await find(folder);
      if (found.at !== 'inside' || found.entry.kind !== 'folder') throw hostError('not-found', folder);
      const entries = [...found.entry.entries];
      const described = entries.map(async ([name, entry]) => {
        const isSymbolicLink = entry.kind === 'link';
        const to = isSymbolicLink ? await find(`${found.path}${found.path && '/'}${name}`) : null;
        const target = to === null ? entry : to.at === 'inside' ? to.entry : null;
        return { name, type: target === null ? ('other' as const) : typeOf(target), isSymbolicLink };
      });
      return (await Promise.all(described)).sort((a, b) => compareText(a.name, b.name));
    },
    async stat(file) {
      const found = await find(file);
      if (found.at !== 'inside') return null;
      const { entry } = found;
      if (entry.kind !== 'file') return { type: typeOf(entry), size: 0, modified: 0 };
      const pointer = await guarded(file, () => pointerOf(entry));
      return { type: 'file', size: pointer?.size ?? entry.size, modified: 0 };
    },
    async resolve(file) {
      const found = await find(file);
      if (found.at === 'nowhere') return null;
      return found.at === 'inside' ? { inside: true, path: found.path } : { inside: false, huggingFaceBlob: false };
    },
    open: (file) =>
      guarded(file, async () => {
        const found = await find(file);
        if (found.at !== 'inside') throw hostError('not-found', file);
        const { entry } = found;
        if (entry.kind !== 'file') throw hostError('not-a-file', file);
        const pointer = await pointerOf(entry);
        const kept = pointer === null ? null : await openIfWhole(lfsFile(store, pointer), pointer.size, file);
        if (pointer !== null && kept === null) missing.add(found.path);
        return kept ?? (await (entry.size <= inMemory ? openInMemory(objects, entry) : openCopy(objects, entry, file)));
      }),
  };
}

function typeOf({ kind }: TreeEntry): EntryType {
  return kind === 'file' ? 'file' : kind === 'folder' ? 'directory' : 'other';
}

/** What git cannot give, in the host's words. */
async function guarded<T>(file: RelativePath, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GitError) throw new HostError('unavailable', error.message);
    if (error instanceof Error && 'syscall' in error)
      throw hostError('unavailable', file, String(Reflect.get(error, 'code')));
    throw error;
  }
}

async function openInMemory(objects: GitObjects, { id }: TreeFile): Promise<ByteSource> {
  const blob = await objects.blob(id);
  return {
    size: blob.length,
    read: (offset, length) => Promise.resolve(new Uint8Array(blob.subarray(offset, offset + Math.max(0, length)))),
    close: () => Promise.resolve(),
  };
}

async function openCopy(objects: GitObjects, { id, size }: TreeFile, file: RelativePath): Promise<ByteSource> {
  const folder = await mkdtemp(path.join(tmpdir(), 'neuron-migration-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const copy = path.join(folder, 'blob');
    await objects.save(id, copy);
    return await openFile(copy, size, file, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Null where no file of that size is there. */
async function openIfWhole(absolute: string, size: number, file: RelativePath): Promise<ByteSource | null> {
  const found = await stat(absolute).catch(() => null);
  return found?.isFile() && found.size === size ? openFile(absolute, size, file, () => Promise.resolve()) : null;
}

async function openFile(
  absolute: string,
  size: number,
  file: RelativePath,
  closed: () => Promise<void>,
): Promise<ByteSource> {
  const handle = await open(absolute, 'r');
  return {
    size,
    read: (offset, length) =>
      guarded(file, async () => {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        let filled = 0;
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return filled === bytes.length ? bytes : bytes.slice(0, filled);
      }),
    async close() {
      await handle.close();
      await closed();
    },
  };
}
