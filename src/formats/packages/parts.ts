import type { TextRange } from '../../model/finding';
import type { IndexMention, PackageMention, PythonMention } from '../mentions';
import type { RangeOf } from './requirement';

/**
 * Ranges in a value as far as its quotes allow: of a value that stands on one line as it reads, or in one pair of quotes; else that of the value.
 * A place outside of the value gives the value's.
 */
export function rangesIn(text: string, range: TextRange): RangeOf {
  const { start, end } = range;
  const extra = start.line === end.line ? end.column - start.column - text.length : -1;
  if (extra !== 0 && extra !== 2) return () => range;
  const column = start.column + extra / 2;
  return (from, to) =>
    from < 0 || to > text.length
      ? range
      : {
          start: { line: start.line, column: column + from },
          end: { line: start.line, column: column + to },
        };
}

/** What a reader of packages gathers. */
export interface Gathered {
  readonly packages: PackageMention[];
  readonly indexes: IndexMention[];
  readonly pythons: PythonMention[];
  /** Paths of requirements and constraints files that are taken in. */
  readonly files: string[];
}

export function nothingGathered(): Gathered {
  return { packages: [], indexes: [], pythons: [], files: [] };
}

/** How many entries of a kind of fact are kept. */
const MAX_FACTS = 50;

/**
 * The facts that every file of packages has: `packages` and `pinned` (how many), `indexes`, `python` (what it asks of Python), `includes` (other
 * files that it takes in), `neuron` (packages of AWS Neuron with what is asked of their version).
 */
export function packageFacts({ packages, indexes, pythons, files }: Gathered) {
  const neuron = packages.filter(({ name }) => /neuron|^nki$/.test(name)).slice(0, MAX_FACTS);
  return {
    packages: packages.length,
    pinned: packages.filter(({ pinned }) => pinned !== null).length,
    ...(indexes.length > 0 && { indexes: indexes.slice(0, MAX_FACTS).map(({ url }) => withoutCredentials(url)) }),
    ...(pythons[0] !== undefined && { python: pythons[0].specifier }),
    ...(files.length > 0 && { includes: files.slice(0, MAX_FACTS) }),
    ...(neuron.length > 0 && {
      neuron: Object.fromEntries(neuron.map(({ name, specifier }) => [name, specifier])),
    }),
  };
}

/** Addresses of private indexes hold passwords, which belong into no report. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@\s]*@/i, '$1');
}
