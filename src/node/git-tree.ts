/** The files of a revision below a folder, as a tree that paths are looked up in. */
import type { RelativePath } from '../model/host';
import type { Git } from './git';

export interface TreeFile {
  readonly kind: 'file' | 'link';
  /** Of the blob. */
  readonly id: string;
  readonly size: number;
}

export interface TreeFolder {
  readonly kind: 'folder';
  readonly entries: Map<string, TreeEntry>;
}

/** A submodule: another repository, whose files are not here. */
export interface TreeModule {
  readonly kind: 'module';
}

export type TreeEntry = TreeFile | TreeFolder | TreeModule;

/** The tree below the folder that git was made for, empty where the commit does not hold the folder, and the paths of submodules in it. */
export async function readTree(
  git: Git,
  commit: string,
): Promise<{ readonly root: TreeFolder; readonly modules: readonly RelativePath[] }> {
  const listing = await git.run(['ls-tree', '-r', '-z', '--long', commit]);
  const root: TreeFolder = { kind: 'folder', entries: new Map() };
  const modules: RelativePath[] = [];
  for (const line of listing.toString('utf8').split('\0')) {
    const [, mode, type, id, size, path] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t(.+)$/s.exec(line) ?? [];
    if (mode === undefined || id === undefined || path === undefined) continue;
    if (type !== 'blob') modules.push(path);
    put(
      root,
      path,
      type === 'blob' ? { kind: mode === '120000' ? 'link' : 'file', id, size: Number(size) } : { kind: 'module' },
    );
  }
  return { root, modules };
}

function put(root: TreeFolder, path: string, entry: TreeEntry): void {
  const names = path.split('/');
  const last = names.pop() ?? '';
  let folder = root;
  for (const name of names) {
    const known = folder.entries.get(name);
    const next: TreeFolder = known?.kind === 'folder' ? known : { kind: 'folder', entries: new Map() };
    folder.entries.set(name, next);
    folder = next;
  }
  folder.entries.set(last, entry);
}

/** Links after which a path is given up, as Linux does. */
const MAX_LINKS = 40;

/** Where a path leads: outside the tree, to nothing (also round in a circle), or to an entry. */
export type Found =
  | {
      readonly at: 'inside';
      readonly path: RelativePath;
      readonly entry: Exclude<TreeEntry, { kind: 'link' }> | TreeFile;
    }
  | { readonly at: 'outside' }
  | { readonly at: 'nowhere' };

/**
 * Follows the links of every part of a path. `target` gives the text of a link's blob.
 */
export async function follow(
  root: TreeFolder,
  path: RelativePath,
  target: (link: TreeFile) => Promise<string>,
): Promise<Found> {
  const ahead = path.split('/').filter((name) => name !== '');
  let names: string[] = [];
  let at: readonly TreeEntry[] = [root];
  let links = 0;
  for (let name = ahead.shift(); name !== undefined; name = ahead.shift()) {
    if (name === '.' || name === '') continue;
    if (name === '..') {
      if (names.length === 0) return { at: 'outside' };
      names = names.slice(0, -1);
      at = at.slice(0, -1);
      continue;
    }
    const folder = at.at(-1);
    const entry = folder?.kind === 'folder' ? folder.entries.get(name) : undefined;
    if (entry === undefined) return { at: 'nowhere' };
    if (entry.kind !== 'link') {
      names = [...names, name];
      at = [...at, entry];
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return { at: 'nowhere' };
    const to = await target(entry);
    if (to.startsWith('/') || /^[A-Za-z]:/.test(to)) return { at: 'outside' };
    ahead.unshift(...to.split('/'));
  }
  const entry = at.at(-1);
  return entry === undefined ? { at: 'nowhere' } : { at: 'inside', path: names.join('/'), entry };
}
