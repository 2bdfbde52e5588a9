import type { TextRange } from '../../model/finding';
import { type DataDocument, type DataPath, isDataObject, valueAt } from '../../text/data';
import { normalizedPackage } from '../mentions';
import type { Gathered } from './parts';
import { rangesIn } from './parts';
import { pinnedVersion } from './requirement';

/**
 * Takes a table from package names to constraints in, as Poetry, Pipenv and Pixi write them: a text, a table with `version`, `git`, `url` or `path`, or a
 * list of such tables. Specifiers keep their spelling ("^2.1"); a bare version ("2.1.0") pins.
 */
export function takePoetryTable(
  document: DataDocument,
  path: DataPath,
  scope: string | undefined,
  conda: boolean,
  into: Gathered,
): void {
  const table = valueAt(document.value, path);
  if (!isDataObject(table)) return;
  for (const [name, constraint] of Object.entries(table)) {
    if (name.toLowerCase() === 'python') {
      const range = document.rangeOf([...path, name]);
      // Poetry's own is among the known places of Python.
      if (conda && typeof constraint === 'string' && range !== null)
        into.pythons.push({ range, specifier: constraint });
      continue;
    }
    const choices = Array.isArray(constraint)
      ? constraint.map((_, index) => [...path, name, index])
      : [[...path, name]];
    for (const choice of choices) {
      const found = constraintAt(document, choice);
      const nameRange = document.keyRangeOf([...path, name]);
      if (found === null || nameRange === null) continue;
      into.packages.push({
        range: found.range === null ? nameRange : { start: nameRange.start, end: found.range.end },
        ...(scope === undefined ? {} : { scope }),
        name: normalizedPackage(name),
        written: name,
        nameRange: rangesIn(name, nameRange)(0, name.length),
        specifier: found.specifier,
        specifierRange: found.specifier === '' ? null : found.range,
        pinned: /^\d[\w.+!-]*$/.test(found.specifier) ? found.specifier : pinnedVersion(found.specifier),
        extras: found.extras,
        marker: found.marker,
        source: found.source,
        installer: conda ? 'conda' : 'pip',
        locked: false,
      });
    }
  }
}

interface Constraint {
  readonly specifier: string;
  /** Of the version, else of the source. */
  readonly range: TextRange | null;
  readonly extras: readonly string[];
  readonly marker: string | null;
  readonly source: string | null;
}

function constraintAt(document: DataDocument, path: DataPath): Constraint | null {
  const value = valueAt(document.value, path);
  const plain = { extras: [], marker: null, source: null };
  if (typeof value === 'string') {
    const range = document.rangeOf(path);
    const specifier = compact(value);
    return { ...plain, specifier, range: range && rangesIn(value, range)(0, value.length) };
  }
  if (!isDataObject(value)) return null;
  const { version, extras, markers, git, url, path: local, file } = value;
  const source = [git, url, local, file].find((candidate) => typeof candidate === 'string');
  const key = typeof version === 'string' ? 'version' : null;
  const range = key === null ? null : document.rangeOf([...path, key]);
  return {
    specifier: typeof version === 'string' ? compact(version) : '',
    range: typeof version === 'string' && range !== null ? rangesIn(version, range)(0, version.length) : null,
    extras: Array.isArray(extras) ? extras.filter((extra) => typeof extra === 'string').map(normalizedPackage) : [],
    marker: typeof markers === 'string' ? markers : null,
    source: typeof source === 'string' ? source : null,
  };
}

/** "*" is any version. */
function compact(text: string): string {
  const specifier = text.replace(/\s+/g, '');
  return specifier === '*' ? '' : specifier;
}
