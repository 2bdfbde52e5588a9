import * as vscode from 'vscode';

let folders = 0;

/** A folder on a file system that only VS Code knows and that cannot be written; files by path. Registered until disposed. */
export function frozenFolder(files: Readonly<Record<string, Uint8Array>>): { uri: vscode.Uri; dispose(): void } {
  const scheme = `frozen${++folders}`;
  const paths = Object.keys(files);
  const bytesOf = ({ path }: vscode.Uri) => files[path.slice(1)];
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const registration = vscode.workspace.registerFileSystemProvider(
    scheme,
    {
      onDidChangeFile: changed.event,
      watch: () => new vscode.Disposable(() => undefined),
      stat(uri) {
        const bytes = bytesOf(uri);
        const below = uri.path === '/' || paths.some((path) => path.startsWith(`${uri.path.slice(1)}/`));
        if (bytes === undefined && !below) throw vscode.FileSystemError.FileNotFound(uri);
        const type = bytes === undefined ? vscode.FileType.Directory : vscode.FileType.File;
        return { type, ctime: 0, mtime: 0, size: bytes?.length ?? 0 };
      },
      readDirectory({ path }) {
        const start = path === '/' ? '' : `${path.slice(1)}/`;
        const names = paths.filter((file) => file.startsWith(start)).map((file) => file.slice(start.length).split('/'));
        return [...new Map(names.map(([name = '', ...rest]) => [name, rest.length === 0 ? 1 : 2]))];
      },
      readFile(uri) {
        const bytes = bytesOf(uri);
        if (bytes === undefined) throw vscode.FileSystemError.FileNotFound(uri);
        return bytes;
      },
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    },
    { isReadonly: true },
  );
  return {
    uri: vscode.Uri.from({ scheme, path: '/' }),
    dispose: () => vscode.Disposable.from(registration, changed).dispose(),
  };
}
