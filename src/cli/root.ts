import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { RelativePath } from '../model/host';
import { UsageError } from './usage';

export interface Root {
  /** Absolute path of the audit's root. */
  readonly root: string;
  /** The paths that were asked for, relative to it with "/"; the empty string is the root itself. */
  readonly paths: readonly RelativePath[];
}

/**
 * The root of an audit: a folder given alone is the root, of a file given alone its folder, of several paths their nearest common
 * folder; a folder that is `given` wins. Throws a {@link UsageError} where a path is empty, does not exist or lies outside the given root.
 */
export function findRoot(args: readonly string[], given?: string): Root {
  // An empty path would stand for the current folder: mostly it is a variable of the shell that is not set.
  if (args.includes('')) throw new UsageError('a path is empty; write . for the current folder');
  const absolute = args.map((arg) => path.resolve(arg));
  absolute.forEach((file, i) => {
    if (!existsSync(file)) throw new UsageError(`no such file or folder: ${args[i]}`);
  });
  if (given !== undefined) return below(given, args, absolute);
  const folders = absolute.map((file) => (statSync(file).isDirectory() ? file : path.dirname(file)));
  const root = folders.reduce(commonFolder);
  return { root, paths: absolute.map((file) => relativePath(root, file)) };
}

function below(given: string, args: readonly string[], absolute: readonly string[]): Root {
  if (given === '' || !existsSync(given) || !statSync(given).isDirectory())
    throw new UsageError(`--root ${given}: no such folder`);
  const root = path.resolve(given);
  const outside = args.find((_, i) => leaves(path.relative(root, absolute[i] ?? '')));
  if (outside !== undefined) throw new UsageError(`--root ${given}: ${outside} does not lie below it`);
  return { root, paths: absolute.map((file) => relativePath(root, file)) };
}

function relativePath(root: string, file: string): RelativePath {
  return path.relative(root, file).split(path.sep).join('/');
}

/** Whether a relative path leads out of where it starts. A name may begin with two dots. */
export function leaves(relative: string): boolean {
  return relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative);
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (leaves(path.relative(folder, b))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new UsageError('the paths have no folder in common');
    folder = parent;
  }
  return folder;
}
