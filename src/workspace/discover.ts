import { FORMATS, type Format } from '../formats';
import { type DirectoryEntry, type Host, HostError, type Pace, type RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { SettingsError } from '../model/problem';
import { quoted } from '../text/quote';
import { readText } from '../text/read-text';
import { GITIGNORE, type GitRule, gitRules, isGitIgnored, MAX_GITIGNORE_BYTES } from './gitignore';
import {
  createTally,
  globRules,
  type IgnoreRule,
  LINK_OUT,
  LINK_UP,
  PYTHON_ENVIRONMENT,
  rulesBelow,
  type Tally,
  toolFolder,
} from './ignore';

/** A file worth a look by its name. */
export interface Candidate {
  readonly path: RelativePath;
  /** Whether it was asked for itself. */
  readonly named: boolean;
  /** A `.gitignore` leaves it out: only formats of models and checkpoints look into it. */
  readonly gitIgnored: boolean;
  /** A link, behind one, or not known to be none: its content may change under another path. */
  readonly linked: boolean;
}

export interface Discovery {
  /** By path in code unit order. */
  readonly candidates: readonly Candidate[];
  /** Files and folders that an ignore rule left out; a folder counts as one. */
  readonly ignored: number;
  /** Sentences: what each ignore rule left out. */
  readonly notes: readonly string[];
  /** Sentences: why not everything was searched. Empty: it was. */
  readonly cutShort: readonly string[];
}

export interface DiscoverOptions {
  /** Globs of the planner file. */
  readonly ignore: readonly string[];
  /** Globs of the editor. */
  readonly exclude: readonly string[];
  readonly pace: Pace;
  /** Told of each folder; `done` counts the files seen so far. */
  readonly progress?: (progress: {
    readonly done: number;
    readonly total: null;
    readonly current: RelativePath;
  }) => void;
  /** Files after which the search ends. */
  readonly maxFiles?: number;
}

/** A folder that waits to be searched. */
interface Folder {
  readonly path: RelativePath;
  /** Where it is without links; null outside the root. */
  readonly real: RelativePath | null;
  /** What may be left out below it. */
  readonly rules: readonly IgnoreRule[];
  /** It lies behind a link. */
  readonly linked: boolean;
  /** Of every `.gitignore` from where the search began down to here. */
  readonly git: readonly GitRule[];
  /** One of them leaves the folder out. */
  readonly gitIgnored: boolean;
}

/** The state of one search. */
interface Search {
  readonly host: Host;
  readonly rules: readonly IgnoreRule[];
  /** What was asked for: searched on its own, whatever the rules say. */
  readonly named: ReadonlySet<RelativePath>;
  readonly folders: Folder[];
  /** Folders behind links wait until all others are searched, so that a file is found at its own place first. */
  readonly linked: Folder[];
  /** Real paths of the folders that were searched. */
  readonly visited: Set<RelativePath>;
  readonly found: Candidate[];
  readonly tally: Tally;
  readonly notes: string[];
  readonly cutShort: string[];
  readonly maxFiles: number;
  /** Seen so far. */
  files: number;
  /** There are more files than the search may see. */
  full: boolean;
}

const MAX_FILES = 200_000;
const MAX_SENTENCES = 20;
/** Entries of one folder between two breaths. */
const BREATH = 256;

/**
 * Finds the files worth a look at and below `paths`, which are never ignored themselves; the empty string is the root. Each folder is searched
 * once; links out of the root are left alone, but for the blobs of a Hugging Face cache. Rejects with `Cancelled`, or with a
 * {@link SettingsError} where there is nothing at one of the paths.
 */
export async function discover(
  host: Host,
  paths: readonly RelativePath[],
  { ignore, exclude, pace, progress, maxFiles = MAX_FILES }: DiscoverOptions,
): Promise<Discovery> {
  const search: Search = {
    host,
    rules: [...globRules('ignore', ignore), ...globRules('files.exclude', exclude)],
    named: new Set(paths),
    folders: [],
    linked: [],
    visited: new Set(),
    found: [],
    tally: createTally(),
    notes: [],
    cutShort: [],
    maxFiles,
    files: 0,
    full: false,
  };
  for (const path of search.named) await begin(search, path);
  for (let at = 0; !search.full; at += 1) {
    if (at === search.folders.length) search.folders.push(...search.linked.splice(0, 1));
    const folder = search.folders[at];
    if (folder === undefined) break;
    progress?.({ done: search.files, total: null, current: folder.path });
    await searchFolder(search, folder, pace);
  }
  if (search.full) {
    search.cutShort.push(`The search ended after ${maxFiles} files; name the folders that matter to audit the rest.`);
  }
  return {
    candidates: search.found.sort((a, b) => compareText(a.path, b.path)),
    ignored: search.tally.total(),
    notes: [...search.tally.notes(), ...search.notes],
    cutShort: shortened(search.cutShort),
  };
}

/** Takes up one of the paths that were asked for. */
async function begin(search: Search, path: RelativePath): Promise<void> {
  try {
    const stat = await search.host.stat(path);
    if (stat === null) throw new SettingsError([{ path, range: null, message: 'There is no such file or folder.' }]);
    if (stat.type === 'directory') {
      const resolved = await search.host.resolve(path);
      const real = resolved?.inside ? resolved.path : null;
      search.folders.push({
        path,
        real,
        rules: rulesBelow(path, search.rules),
        linked: false,
        git: [],
        gitIgnored: false,
      });
    } else if (!addCandidate(search, { path, named: true, gitIgnored: false, linked: true })) {
      search.notes.push(`${quoted(path)} is no kind of file that this release reads.`);
    }
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    search.cutShort.push(error.message);
  }
}

async function searchFolder(search: Search, folder: Folder, pace: Pace): Promise<void> {
  await pace.breathe();
  if (folder.real !== null) {
    if (search.visited.has(folder.real)) return;
    search.visited.add(folder.real);
  }
  const entries = await search.host.list(folder.path).catch((error: unknown) => {
    if (!(error instanceof HostError)) throw error;
    search.cutShort.push(error.message);
    return [];
  });
  if (!search.named.has(folder.path) && entries.some(({ name }) => name === PYTHON_ENVIRONMENT.file)) {
    search.tally.add(PYTHON_ENVIRONMENT.rule, 'folder');
    return;
  }
  const git = [...folder.git, ...(await ownGitRules(search.host, folder, entries))];
  const here = { ...folder, git };
  for (const [i, entry] of entries.entries()) {
    if (i % BREATH === BREATH - 1) await pace.breathe();
    if (search.full) return;
    const path = join(folder.path, entry.name);
    if (entry.type === 'directory') await meetFolder(search, here, entry, path);
    else await meetFile(search, here, entry, path);
  }
}

async function meetFolder(search: Search, parent: Folder, entry: DirectoryEntry, path: RelativePath): Promise<void> {
  if (search.named.has(path)) return;
  const rule = toolFolder(entry.name) ?? ruleFor(parent, path);
  if (rule !== null) search.tally.add(rule, 'folder');
  else if (entry.isSymbolicLink) await meetLink(search, parent, path);
  else {
    const real = parent.real === null ? null : join(parent.real, entry.name);
    const gitIgnored = parent.gitIgnored || isGitIgnored(parent.git, path, true);
    search.folders.push({ ...parent, path, real, gitIgnored });
  }
}

async function meetLink(search: Search, parent: Folder, path: RelativePath): Promise<void> {
  const target = await search.host.resolve(path).catch(ifRefused);
  if (target === null) return;
  if (!target.inside) return search.tally.add(LINK_OUT, 'folder');
  const real = target.path;
  // A host that cannot tell where links lead (a virtual workspace) names the link itself: one such link is followed, none behind it.
  if (real === path && parent.linked) return;
  const tool = real
    .split('/')
    .map(toolFolder)
    .find((rule) => rule !== null);
  if (tool) search.tally.add(tool, 'folder');
  else if ([...search.named].some((named) => isBelow(named, real))) search.tally.add(LINK_UP, 'folder');
  else search.linked.push({ ...parent, path, real, linked: true });
}

async function meetFile(search: Search, parent: Folder, entry: DirectoryEntry, path: RelativePath): Promise<void> {
  search.full = search.files === search.maxFiles;
  if (search.full) return;
  search.files += 1;
  if (search.named.has(path) || !FORMATS.some((format) => format.matches(path, false))) return;
  const rule = ruleFor(parent, path) ?? ((await leavesRoot(search, entry, path)) ? LINK_OUT : null);
  const gitIgnored = parent.gitIgnored || isGitIgnored(parent.git, path, false);
  const linked = parent.linked || entry.isSymbolicLink;
  if (rule !== null) search.tally.add(rule, 'file');
  else if (!addCandidate(search, { path, named: false, gitIgnored, linked })) search.tally.add(GITIGNORE, 'file');
}

async function ownGitRules(
  host: Host,
  folder: Folder,
  entries: readonly DirectoryEntry[],
): Promise<readonly GitRule[]> {
  if (!entries.some(({ name, type }) => name === GITIGNORE && type === 'file')) return [];
  try {
    const file = await readText(host, join(folder.path, GITIGNORE), MAX_GITIGNORE_BYTES);
    return file === null ? [] : gitRules(file.text, folder.path);
  } catch (error) {
    // What cannot be read leaves nothing out.
    return ifRefused(error) ?? [];
  }
}

/** A broken link leaves nothing: its reader says what is wrong with it. */
async function leavesRoot(search: Search, entry: DirectoryEntry, path: RelativePath): Promise<boolean> {
  if (!entry.isSymbolicLink) return false;
  const target = await search.host.resolve(path).catch(ifRefused);
  return target !== null && !target.inside && !target.huggingFaceBlob;
}

/** False where no format looks into it. */
function addCandidate(search: Search, candidate: Candidate): boolean {
  const known = formatsOf(candidate).length > 0;
  if (known) search.found.push(candidate);
  return known;
}

/** The formats that look into a file, in their order. */
export function formatsOf({ path, named, gitIgnored }: Candidate): readonly Format[] {
  return FORMATS.filter((format) => !(gitIgnored && format.text) && format.matches(path, named));
}

function ruleFor(parent: Folder, path: RelativePath): string | null {
  return parent.rules.find((rule) => rule.matches(path))?.name ?? null;
}

function ifRefused(error: unknown): null {
  if (error instanceof HostError) return null;
  throw error;
}

function join(folder: RelativePath, name: string): RelativePath {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Whether `path` lies somewhere below the folder, not being the folder itself. */
function isBelow(path: RelativePath, folder: RelativePath): boolean {
  return folder === '' ? path !== '' : path.startsWith(`${folder}/`);
}

function shortened(sentences: readonly string[]): string[] {
  const rest = sentences.length - MAX_SENTENCES;
  return rest <= 0 ? [...sentences] : [...sentences.slice(0, MAX_SENTENCES), `And ${rest} more like these.`];
}
