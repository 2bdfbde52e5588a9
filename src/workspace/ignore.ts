import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import { quoted } from '../text/quote';
import { compileGlob } from './glob';

/** Leaves out what it matches, and everything below. */
export interface IgnoreRule {
  /** As it is named in the report. */
  readonly name: string;
  matches(path: RelativePath): boolean;
}

/** Folders of tools: copies of other projects, caches, histories. `.gitignore` has a say over text files only: repositories ignore exactly the models. */
const TOOL_FOLDERS: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.ipynb_checkpoints',
]);

/** The name of the default rule that keeps out of a folder of this name, or null. */
export function toolFolder(name: string): string | null {
  return TOOL_FOLDERS.has(name) ? `${name} (default)` : null;
}

/** Marks a folder as a Python environment whatever its name is. */
export const PYTHON_ENVIRONMENT = { file: 'pyvenv.cfg', rule: 'Python environment (default)' };

export const LINK_OUT = 'links that lead out of the folder (default)';
export const LINK_UP = 'links that lead back up (default)';

/** A rule for each glob, named after where it stands: `ignore "third_party/**"`. */
export function globRules(source: string, globs: readonly string[]): IgnoreRule[] {
  return globs.map((glob) => ({ name: `${source} ${quoted(glob)}`, matches: compileGlob(glob) }));
}

/** The rules that still hold below a path that was asked for: those that would leave out the path itself do not. */
export function rulesBelow(start: RelativePath, rules: readonly IgnoreRule[]): readonly IgnoreRule[] {
  const ancestors = start === '' ? [] : start.split('/').map((_, i, names) => names.slice(0, i + 1).join('/'));
  return rules.filter((rule) => !ancestors.some((path) => rule.matches(path)));
}

/** Counts what each rule left out. */
export interface Tally {
  add(rule: string, what: 'folder' | 'file'): void;
  /** All in all. */
  total(): number;
  /** One sentence a rule, sorted by its name. */
  notes(): string[];
}

export function createTally(): Tally {
  const counts = new Map<string, { folder: number; file: number }>();
  return {
    add(rule, what) {
      const count = counts.get(rule) ?? { folder: 0, file: 0 };
      counts.set(rule, { ...count, [what]: count[what] + 1 });
    },
    total: () => [...counts.values()].reduce((sum, { folder, file }) => sum + folder + file, 0),
    notes: () =>
      [...counts.entries()]
        .sort(([a], [b]) => compareText(a, b))
        .map(([rule, { folder, file }]) => {
          const parts = [amount(folder, 'folder'), amount(file, 'file')].filter((part) => part !== '');
          return `Left out by ${rule}: ${parts.join(' and ')}.`;
        }),
  };
}

function amount(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
