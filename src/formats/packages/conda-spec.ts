import { normalizedPackage, type PackageMention } from '../mentions';
import { pinnedVersion, type RangeOf, type RequirementContext } from './requirement';

const NAME = /^(?:[\w./:-]+::)?([A-Za-z0-9_][\w.-]*)/;

/** Longer than any specification of a version. */
const MAX_SPECIFIER = 200;

/**
 * A match specification of Conda: `name`, `name=1.2`, `name==1.2.3`, `name>=1,<2`, `name=1.2=build`, `name 1.2.*`, `channel::name`, `name[version='>=1']`.
 * Null where it is none.
 */
export function condaSpecAt(text: string, rangeOf: RangeOf, context: RequirementContext = {}): PackageMention | null {
  const start = text.length - text.trimStart().length;
  const found = NAME.exec(text.slice(start));
  const name = found?.[1];
  if (found === null || name === undefined) return null;
  const end = start + found[0].length;
  const rest = text.slice(end, end + MAX_SPECIFIER);
  const written =
    /^\s*(?:\[version=["']?([^\]"']*)["']?[^\]]*\]|([^\s[#]*(?:\s*[<>=!~|,]\s*[^\s[#]+|\s+\d[^\s[#]*)?))/.exec(rest);
  const raw = withoutBuild((written?.[1] ?? written?.[2] ?? '').trim());
  const specifier = specifierOf(raw);
  const at = raw === '' ? -1 : text.indexOf(raw, end);
  return {
    range: rangeOf(start, at < 0 ? end : at + raw.length),
    ...(context.scope === undefined ? {} : { scope: context.scope }),
    name: normalizedPackage(name),
    written: name,
    nameRange: rangeOf(end - name.length, end),
    specifier,
    specifierRange: at < 0 ? null : rangeOf(at, at + raw.length),
    pinned: pinnedOf(specifier),
    extras: [],
    marker: null,
    source: null,
    installer: 'conda',
    locked: context.locked ?? false,
  };
}

/** "=2.1=py310_0" is "=2.1", "2.1 py310_0" does not come here. */
function withoutBuild(raw: string): string {
  return /^(?:==?\s*)?\d[^=,|<>!~]*(?==)/.exec(raw)?.[0] ?? raw;
}

/** Without spaces; "2.1" behind a space is "=2.1". */
function specifierOf(raw: string): string {
  const compact = raw.replace(/\s+/g, '');
  return /^\d/.test(compact) ? `=${compact}` : compact;
}

/** "=2.1" admits every 2.1.x; with three parts it is as good as a pin. */
function pinnedOf(specifier: string): string | null {
  const exact = pinnedVersion(specifier);
  if (exact !== null) return exact;
  const version = /^=(\d[\w.+]*)$/.exec(specifier)?.[1] ?? '';
  return /^\d+\.\d+\.\d/.test(version) ? version : null;
}
