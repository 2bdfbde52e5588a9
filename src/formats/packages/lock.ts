import type { TextRange } from '../../model/finding';
import { isDataObject } from '../../text/data';
import { type Positions, positionsOf } from '../../text/positions';
import type { TextFile } from '../../text/read-text';
import type { Format } from '../format';
import { normalizedPackage, type PackageMention } from '../mentions';
import { faultReading, leftAlone, otherReading, TOO_LARGE } from '../other';
import type { SourceFile } from '../source-file';
import { type Gathered, nothingGathered, packageFacts, rangesIn } from './parts';

const NAME =
  /(?:^|\/)(?:(?:poetry|uv|pdm|pixi)\.lock|Pipfile\.lock|pylock(?:\.[\w-]+)?\.toml|[\w.-]*conda-lock\.ya?ml)$/;

/**
 * Lock files: `poetry.lock`, `uv.lock`, `pdm.lock`, `pylock.toml`, `Pipfile.lock`, `conda-lock.yml`, `pixi.lock`. They are large, written by programs and of a fixed
 * layout, so those of TOML and YAML are read line by line. Facts: those of {@link packageFacts}.
 */
export const lock: Format = {
  text: true,
  matches: (path) => NAME.test(path),
  async read(file) {
    try {
      const text = await file.text();
      if (text === null) return leftAlone('lockfile', file, TOO_LARGE);
      const gathered =
        file.name === 'pipfile.lock' ? await gatherPipfile(file) : gatherLines(text.text, layoutOf(file, text));
      if (gathered === null || gathered.packages.length === 0) return null;
      return otherReading('lockfile', file, text, { facts: packageFacts(gathered), mentions: gathered });
    } catch (error) {
      return faultReading(error, 'lockfile', file, true, 'JSON');
    }
  },
};

interface Layout {
  /** Begins a package. */
  readonly entry: RegExp;
  readonly name: RegExp;
  readonly version: RegExp;
}

const TOML: Layout = {
  entry: /^\[\[packages?\]\]/,
  name: /^name = "([^"]+)"/,
  version: /^version = "([^"]+)"/,
};
const YAML: Layout = {
  entry: /^- (?:name|kind|conda|pypi):/,
  name: /^(?:- )? *name: ["']?([^"'\s]+)/,
  version: /^ +version: ["']?([^"'\s]+)/,
};

function layoutOf({ name }: SourceFile, { text }: TextFile): Layout {
  return name.endsWith('.toml') || /^\[\[package\]\]/m.test(text) ? TOML : YAML;
}

function gatherLines(text: string, layout: Layout): Gathered {
  const into = nothingGathered();
  const positions = positionsOf(text);
  let entry: { name: readonly [string, number] | null } | null = null;
  let offset = 0;
  while (offset < text.length) {
    const end = text.indexOf('\n', offset);
    const next = end < 0 ? text.length : end + 1;
    const line = text.slice(offset, end < 0 ? text.length : end);
    if (layout.entry.test(line)) entry = { name: null };
    else if (line.startsWith('[') && layout === TOML) entry = null;
    if (entry !== null) {
      const name = layout.name.exec(line);
      if (name?.[1] !== undefined && entry.name === null) entry.name = [name[1], offset + name[0].lastIndexOf(name[1])];
      const version = layout.version.exec(line);
      if (version?.[1] !== undefined && entry.name !== null) {
        into.packages.push(locked(entry.name, [version[1], offset + version[0].lastIndexOf(version[1])], positions));
        entry = null;
      }
    }
    offset = next;
  }
  return into;
}

function locked(
  name: readonly [string, number],
  version: readonly [string, number],
  positions: Positions,
): PackageMention {
  const range = (part: readonly [string, number]) => positions.range(part[1], part[1] + part[0].length);
  return lockedAt(name[0], version[0], range(name), range(version));
}

function lockedAt(name: string, version: string, nameRange: TextRange, versionRange: TextRange | null): PackageMention {
  return {
    range: nameRange,
    name: normalizedPackage(name),
    written: name,
    nameRange,
    specifier: `==${version}`,
    specifierRange: versionRange,
    pinned: version,
    extras: [],
    marker: null,
    source: null,
    installer: 'pip',
    locked: true,
  };
}

async function gatherPipfile(file: SourceFile): Promise<Gathered | null> {
  const json = await file.json();
  if (json === null || !isDataObject(json.value)) return null;
  const into = nothingGathered();
  for (const section of ['default', 'develop']) {
    const packages = json.value[section];
    for (const [name, entry] of Object.entries(isDataObject(packages) ? packages : {})) {
      const key = json.keyRangeOf([section, name]);
      const version = isDataObject(entry) ? entry.version : null;
      const range = json.rangeOf([section, name, 'version']);
      if (key === null || typeof version !== 'string') continue;
      const pinned = version.replace(/^==/, '');
      const at = range === null ? null : rangesIn(version, range)(0, version.length);
      into.packages.push(lockedAt(name, pinned, rangesIn(name, key)(0, name.length), at));
    }
  }
  return into;
}
