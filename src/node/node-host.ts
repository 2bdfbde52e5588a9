import { constants, type Dirent, type Stats } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ByteSource, DirectoryEntry, EntryType, FileStat, Host, RelativePath, ResolvedPath } from '../model/host';
import { compareText } from '../model/order';
import { fromNodeError, hostError } from './host-error';
import { huggingFaceRepository, toAbsolute, toRelative } from './paths';

/** Links of a folder that are looked up at once. */
const BATCH = 64;

/** Files below a folder of this machine. `root` is absolute; nothing outside is reached but through links that lie inside. */
export function nodeHost(root: string): Host {
  const absolute = (relative: RelativePath): string => {
    const found = toAbsolute(root, relative, path);
    if (found === null) throw hostError('not-found', relative);
    return found;
  };
  /** Runs what touches the disk, its errors in the host's words. */
  const guarded = async <T>(relative: RelativePath, work: (file: string) => Promise<T>): Promise<T> => {
    try {
      return await work(absolute(relative));
    } catch (error) {
      throw fromNodeError(error, relative);
    }
  };
  return {
    list: (relative) => guarded(relative, listFolder),
    stat: (relative) => guarded(relative, statFile).catch(nullIfAbsent),
    resolve: (relative) => guarded(relative, (file) => resolveLinks(root, file)).catch(nullIfAbsent),
    open: (relative) => guarded(relative, (file) => openFile(file, relative)),
  };
}

function nullIfAbsent(error: unknown): null {
  const { code } = fromNodeError(error, '');
  if (code === 'not-found' || code === 'too-many-links') return null;
  throw error;
}

async function listFolder(folder: string): Promise<DirectoryEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: DirectoryEntry[] = [];
  for (let at = 0; at < entries.length; at += BATCH) {
    const batch = entries.slice(at, at + BATCH);
    found.push(...(await Promise.all(batch.map((entry) => describe(folder, entry)))));
  }
  return found.sort((a, b) => compareText(a.name, b.name));
}

async function describe(folder: string, entry: Dirent): Promise<DirectoryEntry> {
  const isSymbolicLink = entry.isSymbolicLink();
  const target = isSymbolicLink ? await stat(path.join(folder, entry.name)).catch(() => null) : entry;
  return { name: entry.name, type: target === null ? 'other' : typeOf(target), isSymbolicLink };
}

function typeOf(entry: Dirent | Stats): EntryType {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other';
}

async function statFile(file: string): Promise<FileStat> {
  const found = await stat(file);
  return { type: typeOf(found), size: found.size, modified: found.mtimeMs };
}

async function resolveLinks(root: string, file: string): Promise<ResolvedPath> {
  const real = await realpath(file);
  const inside = toRelative(await realpath(root), real, path);
  if (inside !== null) return { inside: true, path: inside };
  const repository = huggingFaceRepository(real, path);
  if (repository === null) return { inside: false, huggingFaceBlob: false };
  const snapshots = await stat(path.join(repository, 'snapshots')).catch(() => null);
  return { inside: false, huggingFaceBlob: snapshots?.isDirectory() ?? false };
}

/** Opens regular files only: a pipe or a device could block for ever. */
async function openFile(file: string, relative: RelativePath): Promise<ByteSource> {
  if (!(await stat(file)).isFile()) throw hostError('not-a-file', relative);
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const opened = await handle.stat();
  if (!opened.isFile()) {
    await handle.close();
    throw hostError('not-a-file', relative);
  }
  return {
    size: opened.size,
    async read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, opened.size - offset)));
      let filled = 0;
      try {
        while (filled < bytes.length) {
          const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
      } catch (error) {
        throw fromNodeError(error, relative);
      }
      return filled === bytes.length ? bytes : bytes.slice(0, filled);
    },
    close: () => handle.close(),
  };
}
