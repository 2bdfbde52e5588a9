import { type DataDocument, type DataPath, isDataObject, valueAt } from '../../text/data';
import type { TextFile } from '../../text/read-text';
import { tomlData } from '../../text/toml-data';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import { type Gathered, nothingGathered, packageFacts, rangesIn } from './parts';
import { takePoetryTable } from './poetry';
import { requirementAt } from './requirement';

/**
 * `pyproject.toml` (PEP 621, PEP 735, Poetry, uv, PDM, Hatch, Pixi) and `Pipfile`. Facts: those of {@link packageFacts}.
 */
export const pyproject: Format = {
  text: true,
  matches: (path) => /(?:^|\/)(?:pyproject\.toml|Pipfile|pixi\.toml)$/.test(path),
  async read(file) {
    let text: TextFile | null = null;
    try {
      text = await file.text();
      if (text === null) return leftAlone('pyproject', file, TOO_LARGE);
      const document = tomlData(text.text);
      const gathered = gatherProject(document, file.name === 'pipfile');
      return otherReading('pyproject', file, text, {
        facts: packageFacts(gathered),
        mentions: gathered,
        documents: [document],
      });
    } catch (error) {
      return faultReading(error, 'pyproject', file, true, 'TOML');
    }
  },
};

/** Lists of requirements; "*" is any key. What an extra or a group asks for has that as its scope. */
const LISTS: readonly DataPath[] = [
  ['project', 'dependencies'],
  ['project', 'optional-dependencies', '*'],
  ['dependency-groups', '*'],
  ['build-system', 'requires'],
  ['tool', 'uv', 'dev-dependencies'],
  ['tool', 'uv', 'constraint-dependencies'],
  ['tool', 'uv', 'override-dependencies'],
  ['tool', 'uv', 'build-constraint-dependencies'],
  ['tool', 'pdm', 'dev-dependencies', '*'],
  ['tool', 'hatch', 'envs', '*', 'dependencies'],
  ['tool', 'hatch', 'envs', '*', 'extra-dependencies'],
  ['tool', 'rye', 'dev-dependencies'],
];

/** Keys whose packages are not there when the project runs. */
const APART = new Set(['build-system', 'dev-dependencies', 'dev-packages']);

/** Tables from names to constraints. */
const TABLES: readonly { readonly path: DataPath; readonly conda?: boolean }[] = [
  { path: ['tool', 'poetry', 'dependencies'] },
  { path: ['tool', 'poetry', 'dev-dependencies'] },
  { path: ['tool', 'poetry', 'group', '*', 'dependencies'] },
  { path: ['tool', 'pixi', 'dependencies'], conda: true },
  { path: ['tool', 'pixi', 'pypi-dependencies'] },
  { path: ['tool', 'pixi', 'feature', '*', 'dependencies'], conda: true },
  { path: ['tool', 'pixi', 'feature', '*', 'pypi-dependencies'] },
];

const PIPFILE: readonly { readonly path: DataPath; readonly conda?: boolean }[] = [
  { path: ['packages'] },
  { path: ['dev-packages'] },
  // Of pixi.toml.
  { path: ['dependencies'], conda: true },
  { path: ['pypi-dependencies'] },
];

const INDEXES: readonly DataPath[] = [
  ['tool', 'uv', 'index', '*', 'url'],
  ['tool', 'uv', 'pip', 'index-url'],
  ['tool', 'uv', 'pip', 'extra-index-url', '*'],
  ['tool', 'uv', 'index-url'],
  ['tool', 'uv', 'extra-index-url', '*'],
  ['tool', 'uv', 'find-links', '*'],
  ['tool', 'poetry', 'source', '*', 'url'],
  ['tool', 'pdm', 'source', '*', 'url'],
  ['source', '*', 'url'],
  ['tool', 'pixi', 'pypi-options', 'index-url'],
  ['tool', 'pixi', 'pypi-options', 'extra-index-urls', '*'],
];

const PYTHONS: readonly DataPath[] = [
  ['project', 'requires-python'],
  ['tool', 'poetry', 'dependencies', 'python'],
  ['requires', 'python_version'],
  ['requires', 'python_full_version'],
];

const FILES: readonly DataPath[] = [
  ['tool', 'setuptools', 'dynamic', 'dependencies', 'file'],
  ['tool', 'setuptools', 'dynamic', 'dependencies', 'file', '*'],
  ['tool', 'hatch', 'metadata', 'hooks', 'requirements_txt', 'files', '*'],
];

function gatherProject(document: DataDocument, pipfile: boolean): Gathered {
  const into = nothingGathered();
  for (const pattern of LISTS) {
    for (const path of matching(document.value, pattern)) takeList(document, path, scopeOf(pattern, path), into);
  }
  for (const { path: pattern, conda = false } of [...TABLES, ...(pipfile ? PIPFILE : PIPFILE.slice(2))]) {
    for (const path of matching(document.value, pattern))
      takePoetryTable(document, path, scopeOf(pattern, path), conda, into);
  }
  for (const { text, range } of texts(document, INDEXES)) into.indexes.push({ range, url: text });
  for (const { text, range } of texts(document, PYTHONS)) into.pythons.push({ range, specifier: text });
  for (const { text } of texts(document, FILES)) into.files.push(text);
  return into;
}

function takeList(document: DataDocument, path: DataPath, scope: string | undefined, into: Gathered): void {
  const list = valueAt(document.value, path);
  if (!Array.isArray(list)) return;
  for (const [index, item] of list.entries()) {
    const range = document.rangeOf([...path, index]);
    if (typeof item !== 'string' || range === null) continue;
    const mention = requirementAt(item, rangesIn(item, range), scope === undefined ? {} : { scope });
    if (mention !== null) into.packages.push(mention);
  }
}

/** What is asked for apart from the rest: "optional-dependencies gpu" where a key stands for "*", "dev-dependencies", "build-system". */
function scopeOf(pattern: DataPath, path: DataPath): string | undefined {
  const star = pattern.indexOf('*');
  if (star >= 0) return `${path[star - 1]} ${path[star]}`;
  return [pattern[0], pattern.at(-1)].map(String).find((key) => APART.has(key));
}

function texts(document: DataDocument, patterns: readonly DataPath[]) {
  return patterns.flatMap((pattern) =>
    matching(document.value, pattern).flatMap((path) => {
      const text = valueAt(document.value, path);
      const range = document.rangeOf(path);
      return typeof text === 'string' && range !== null ? [{ text, range }] : [];
    }),
  );
}

/** The paths in a value that a pattern stands for. */
function matching(value: unknown, pattern: DataPath): DataPath[] {
  let found: { readonly path: DataPath; readonly value: unknown }[] = [{ path: [], value }];
  for (const step of pattern) {
    found = found.flatMap(({ path, value: at }) => {
      if (step !== '*')
        return [{ path: [...path, step], value: valueAt(at, [step]) }].filter((next) => next.value !== undefined);
      if (Array.isArray(at)) return at.map((item: unknown, index) => ({ path: [...path, index], value: item }));
      return isDataObject(at) ? Object.entries(at).map(([key, item]) => ({ path: [...path, key], value: item })) : [];
    });
  }
  return found.map(({ path }) => path);
}
