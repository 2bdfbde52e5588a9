/** A version of PEP 440 for comparing: epoch and release, then the phase (dev, alpha, beta, candidate, final, post). Local parts do not count. */
interface Version {
  readonly epoch: number;
  readonly release: readonly number[];
  /** Below zero before the final release, above it after. */
  readonly phase: readonly [rank: number, number: number, dev: number];
}

/** Linear: each part begins with its own mark. */
const VERSION =
  /^v?(?:(\d{1,9})!)?(\d{1,15}(?:\.\d{1,15}){0,12})(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\d{0,9}))?(?:(?:[-_.]?(?:post|rev|r)[-_.]?|-)(\d{1,9}))?(?:[-_.]?dev[-_.]?(\d{0,9}))?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/i;

const RANKS: Readonly<Record<string, number>> = {
  a: -3,
  alpha: -3,
  b: -2,
  beta: -2,
  c: -1,
  rc: -1,
  pre: -1,
  preview: -1,
};

/** What was parsed before: the same few versions are compared with every specifier of a file. */
const parsed = new Map<string, Version | null>();
const REMEMBERED = 4000;

function versionOf(text: string): Version | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (text.length > 200) return null;
  const version = parse(text);
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(text, version);
  return version;
}

function parse(text: string): Version | null {
  const found = VERSION.exec(text.trim());
  if (found === null) return null;
  const [, epoch = '0', release = '', pre, preNumber = '', post, dev] = found;
  const rank =
    pre !== undefined ? (RANKS[pre.toLowerCase()] ?? 0) : post !== undefined ? 1 : dev !== undefined ? -4 : 0;
  const number = Number(pre !== undefined ? preNumber || 0 : (post ?? 0));
  return {
    epoch: Number(epoch),
    release: release.split('.').map(Number),
    phase: [rank, number, dev === undefined ? Number.POSITIVE_INFINITY : Number(dev || 0)],
  };
}

/** Negative, zero or positive as `a` is older than, the same as, or newer than `b`; null where one is no version. */
export function compareVersions(a: string, b: string): number | null {
  const x = versionOf(a);
  const y = versionOf(b);
  return x === null || y === null ? null : compare(x, y);
}

function compare(x: Version, y: Version): number {
  if (x.epoch !== y.epoch) return x.epoch - y.epoch;
  for (let i = 0; i < Math.max(x.release.length, y.release.length); i += 1) {
    const difference = (x.release[i] ?? 0) - (y.release[i] ?? 0);
    if (difference !== 0) return difference;
  }
  for (const [i, part] of x.phase.entries()) {
    const other = y.phase[i] ?? 0;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/**
 * Whether a version is among those that a specifier admits, as pip, Poetry ("^2.1", "~2.1") and Conda ("=2.1", "2.1|2.2") write it. Null where
 * the specifier, or the version, is none that is understood. An empty specifier admits all.
 */
export function admits(specifier: string, version: string): boolean | null {
  let known = true;
  const choices = specifier.split('|').filter((choice) => choice !== '');
  if (choices.length === 0) return true;
  for (const choice of choices) {
    const clauses = choice.split(',').map((clause) => clauseAdmits(clause.trim(), version));
    if (clauses.every((admitted) => admitted === true)) return true;
    if (clauses.includes(null) && !clauses.includes(false)) known = false;
  }
  return known ? false : null;
}

function clauseAdmits(clause: string, text: string): boolean | null {
  const [, operator = '', wanted = ''] = /^(===|==|~=|!=|<=|>=|<|>|=|\^|~|)\s*(\S*)$/.exec(clause) ?? [];
  if (wanted === '' || wanted === '*') return clause === '' || wanted === '*' ? true : null;
  const version = versionOf(text);
  const prefix = wanted.replace(/\.?\*$/, '');
  const bound = versionOf(prefix);
  if (version === null || bound === null) return null;
  const order = compare(version, bound);
  const starts = () => bound.release.every((part, i) => (version.release[i] ?? 0) === part);
  switch (operator) {
    case '':
    case '==':
    case '===':
      return prefix === wanted ? order === 0 : starts();
    case '=':
      return starts();
    case '!=':
      return prefix === wanted ? order !== 0 : !starts();
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '~=':
      return order >= 0 && compare(version, ceiling(bound, bound.release.length - 2)) < 0;
    case '~':
      return order >= 0 && compare(version, ceiling(bound, Math.min(1, bound.release.length - 1))) < 0;
    default: {
      const first = bound.release.findIndex((part) => part > 0);
      return order >= 0 && compare(version, ceiling(bound, first < 0 ? bound.release.length - 1 : first)) < 0;
    }
  }
}

/** The first version that differs from `bound` at a part of its release. */
function ceiling({ epoch, release }: Version, at: number): Version {
  const kept = release.slice(0, Math.max(at, 0) + 1);
  return { epoch, release: [...kept.slice(0, -1), (kept.at(-1) ?? 0) + 1], phase: [-5, 0, 0] };
}
