import * as vscode from 'vscode';
import {
  type ByteSource,
  type EntryType,
  type Host,
  HostError,
  type HostErrorCode,
  type RelativePath,
} from '../../model/host';
import { compareText } from '../../model/order';
import { hostError } from '../../node/host-error';
import { t } from '../l10n';

/** `workspace.fs` reads a file whole and into memory; a larger one is named as unreadable. */
export const WHOLE_FILE_LIMIT = 64 * 1024 * 1024;

/** Host over `workspace.fs`, for folders that no local file system holds. It cannot tell where a symbolic link leads. */
export function workspaceHost(root: vscode.Uri): Host {
  const uriOf = (path: RelativePath) => (path === '' ? root : vscode.Uri.joinPath(root, path));
  return {
    async list(path) {
      const entries = await reading(path, () => vscode.workspace.fs.readDirectory(uriOf(path)));
      return entries
        .map(([name, type]) => ({
          name,
          type: entryType(type),
          isSymbolicLink: (type & vscode.FileType.SymbolicLink) !== 0,
        }))
        .sort((a, b) => compareText(a.name, b.name));
    },
    async stat(path) {
      const stat = await statOrNull(uriOf(path), path);
      return stat && { type: entryType(stat.type), size: stat.size, modified: stat.mtime };
    },
    async resolve(path) {
      return (await statOrNull(uriOf(path), path)) && { inside: true, path };
    },
    async open(path) {
      const stat = await reading(path, () => vscode.workspace.fs.stat(uriOf(path)));
      if (entryType(stat.type) !== 'file') throw hostError('not-a-file', path);
      if (stat.size > WHOLE_FILE_LIMIT) throw new HostError('unavailable', tooLarge(stat.size));
      return bytesOf(await reading(path, () => vscode.workspace.fs.readFile(uriOf(path))));
    },
  };
}

function bytesOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

async function statOrNull(uri: vscode.Uri, path: RelativePath): Promise<vscode.FileStat | null> {
  try {
    return await reading(path, () => vscode.workspace.fs.stat(uri));
  } catch (error) {
    if (error instanceof HostError && error.code === 'not-found') return null;
    throw error;
  }
}

/** Runs a call of `workspace.fs`; its failures come out as HostErrors. */
async function reading<T>(path: RelativePath, call: () => Thenable<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toHostError(path, error);
  }
}

const CODES: Readonly<Record<string, HostErrorCode>> = {
  FileNotFound: 'not-found',
  FileNotADirectory: 'not-found',
  FileIsADirectory: 'not-a-file',
  NoPermissions: 'no-permission',
};

function toHostError(path: RelativePath, error: unknown): HostError {
  const code = error instanceof vscode.FileSystemError ? error.code : '';
  return hostError(CODES[code] ?? 'unavailable', path);
}

function tooLarge(bytes: number): string {
  const megabytes = (size: number) => Math.ceil(size / 1024 / 1024);
  return t(
    'In a virtual workspace files are read whole, up to {0} MB; this one has {1} MB. Open a local copy to audit it.',
    megabytes(WHOLE_FILE_LIMIT),
    megabytes(bytes),
  );
}

function entryType(type: vscode.FileType): EntryType {
  if ((type & vscode.FileType.Directory) !== 0) return 'directory';
  return (type & vscode.FileType.File) !== 0 ? 'file' : 'other';
}
