/** A host over a table of files, so that tests need no disk. */
import {
  type ByteSource,
  type DirectoryEntry,
  type FileStat,
  type Host,
  HostError,
  type Pace,
  type ResolvedPath,
} from '../../src/model/host';

/** What lies at a path: text (UTF-8), bytes, zeros of a size that are never allocated as a whole, or a symbolic link. */
export type MemoryFile =
  | string
  | Uint8Array
  | { readonly size: number }
  /** To a path of the same host. */
  | { readonly link: string }
  /** To a place outside the root: a file of that size (0 where absent). */
  | { readonly outside: string; readonly huggingFaceBlob?: boolean; readonly size?: number }
  /** Fails with this error on every access but `list`. */
  | { readonly error: HostError };

export interface MemoryHost extends Host {
  /** Paths that were opened, in order. */
  readonly opened: readonly string[];
  /** Bytes that were read in all. */
  bytesRead(): number;
  /** Puts a file in place of what lies there, with a new modification time. */
  write(path: string, file: MemoryFile): void;
}

/** A pace that never waits and is never cancelled. */
export const noPace: Pace = { breathe: async () => undefined };

/** A host that holds these files; folders are those that the paths name. */
export function memoryHost(files: Readonly<Record<string, MemoryFile>>): MemoryHost {
  const table = new Map(Object.entries(files));
  const modified = new Map<string, number>();
  const opened: string[] = [];
  let read = 0;

  const isFolder = (path: string): boolean => path === '' || [...table.keys()].some((k) => k.startsWith(`${path}/`));
  /** The path after its links, null for a loop; an "outside" link stays where it is. */
  const follow = (path: string): string | null => {
    let at = path;
    for (let hops = 0; hops < 40; hops++) {
      const file = table.get(at);
      if (file === undefined || typeof file === 'string' || !('link' in file)) return at;
      at = file.link;
    }
    return null;
  };
  const sizeOf = (file: MemoryFile): number => {
    if (typeof file === 'string') return new TextEncoder().encode(file).length;
    if (file instanceof Uint8Array) return file.length;
    return 'size' in file ? (file.size ?? 0) : 0;
  };
  const refuse = (file: MemoryFile | undefined): void => {
    if (typeof file === 'object' && 'error' in file) throw file.error;
  };

  return {
    opened,
    bytesRead: () => read,
    write(path, file) {
      table.set(path, file);
      modified.set(path, (modified.get(path) ?? 0) + 1);
    },
    async list(path) {
      if (!isFolder(path)) throw new HostError('not-found', `There is no folder ${path}.`);
      const prefix = path === '' ? '' : `${path}/`;
      const entries = new Map<string, DirectoryEntry>();
      for (const [key, file] of table) {
        if (!key.startsWith(prefix)) continue;
        const [name = '', ...rest] = key.slice(prefix.length).split('/');
        const target = follow(key);
        const found = target !== null && (table.has(target) || isFolder(target));
        const folder = rest.length > 0 || (target !== null && !table.has(target) && isFolder(target));
        entries.set(name, {
          name,
          type: folder ? 'directory' : found ? 'file' : 'other',
          isSymbolicLink: rest.length === 0 && typeof file === 'object' && ('link' in file || 'outside' in file),
        });
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async stat(path): Promise<FileStat | null> {
      const at = follow(path);
      const file = at === null ? undefined : table.get(at);
      refuse(file);
      if (at !== null && file !== undefined) {
        return { type: 'file', size: sizeOf(file), modified: modified.get(at) ?? 0 };
      }
      return at !== null && isFolder(at) ? { type: 'directory', size: 0, modified: 0 } : null;
    },
    async resolve(path): Promise<ResolvedPath | null> {
      const at = follow(path);
      const file = at === null ? undefined : table.get(at);
      refuse(file);
      if (at === null || (file === undefined && !isFolder(at))) return null;
      if (typeof file === 'object' && 'outside' in file) {
        return { inside: false, huggingFaceBlob: file.huggingFaceBlob ?? false };
      }
      return { inside: true, path: at };
    },
    async open(path): Promise<ByteSource> {
      const at = follow(path);
      const file = at === null ? undefined : table.get(at);
      refuse(file);
      if (at === null || file === undefined) throw new HostError('not-found', `There is no file ${path}.`);
      opened.push(path);
      return {
        size: sizeOf(file),
        async read(offset, length) {
          const now = table.get(at) ?? new Uint8Array();
          const bytes = typeof now === 'string' ? new TextEncoder().encode(now) : now;
          const end = Math.min(sizeOf(now), offset + length);
          const size = Math.max(0, end - offset);
          read += size;
          return bytes instanceof Uint8Array ? bytes.slice(offset, offset + size) : new Uint8Array(size);
        },
        async close() {},
      };
    },
  };
}
