import type { TextRange } from '../model/finding';
import { type Host, HostError, type Pace, type RelativePath } from '../model/host';
import { type Problem, SettingsError } from '../model/problem';
import type { LengthSource } from '../model/settings';
import { quoted } from '../text/quote';
import { readText } from '../text/read-text';
import { readLengthsCsv } from './csv';
import { type Lengths, lengthsOf, tooMany, uniformLengths } from './lengths';

/** A length a line, that is some ten million requests; more are better given as `length,count`. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Lengths that were asked for, and where that is written. */
export interface AskedLengths {
  /** As pins name it. */
  readonly dimension: string;
  readonly source: LengthSource;
  /** The planner file and the place in it; the empty path of an option. */
  readonly path: RelativePath;
  readonly range: TextRange | null;
  /** Where the file is, for one that need not lie below the root; then {@link shown} is its name in messages. */
  readonly host?: Host;
  readonly shown?: string;
}

/** Lengths of the planner file and of options, in this order; of the same dimension the option counts. */
export function askedLengths(
  file: {
    readonly path: RelativePath;
    readonly lengths?: Readonly<Record<string, LengthSource>>;
    readonly lengthRanges: ReadonlyMap<string, TextRange>;
  } | null,
  options: readonly AskedLengths[] = [],
): AskedLengths[] {
  const written = Object.entries(file?.lengths ?? {}).map(([dimension, source]) => ({
    dimension,
    source,
    path: file?.path ?? '',
    range: file?.lengthRanges.get(dimension) ?? null,
  }));
  return [...written.filter((one) => options.every(({ dimension }) => dimension !== one.dimension)), ...options];
}

/** Lengths of one dimension. */
export interface DimensionLengths {
  readonly dimension: string;
  /** Where they come from, for a sentence. */
  readonly from: string;
  readonly lengths: Lengths;
}

/** Reads lengths, files through the host. Throws a {@link SettingsError} that names every mistake, with the line of a CSV file. */
export async function readAllLengths(
  host: Host,
  asked: readonly AskedLengths[],
  pace: Pace,
): Promise<DimensionLengths[]> {
  const problems: Problem[] = [];
  const read: DimensionLengths[] = [];
  for (const one of asked) {
    const found = await readLengths(host, one, pace, problems);
    if (found === null) continue;
    const excess = tooMany(found.lengths);
    if (excess === null) read.push({ dimension: one.dimension, ...found });
    else problems.push({ path: one.path, range: one.range, message: `Of ${quoted(one.dimension)} ${excess}.` });
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return read;
}

async function readLengths(
  host: Host,
  { dimension, source, path, range, host: own, shown }: AskedLengths,
  pace: Pace,
  problems: Problem[],
): Promise<Omit<DimensionLengths, 'dimension'> | null> {
  if (source.kind === 'range') {
    const { first, last } = source;
    const from = `range ${first}-${last}, each length as often as any other`;
    return { from, lengths: uniformLengths(first, last) };
  }
  const fail = (message: string): null => {
    problems.push({ path, range, message });
    return null;
  };
  if (source.kind === 'list') {
    const lengths = lengthsOf(counted(source.lengths));
    const from = `list of ${source.lengths.length} ${source.lengths.length === 1 ? 'length' : 'lengths'}`;
    return lengths === null ? fail(`Of ${quoted(dimension)} no length is given.`) : { from, lengths };
  }
  const name = shown ?? source.path;
  const text = await textOf(own ?? host, source.path, quoted(name));
  if (typeof text !== 'string') return fail(text.refusal);
  const csv = await readLengthsCsv(text, name, dimension, pace);
  problems.push(...csv.problems);
  const lengths = csv.problems.length > 0 ? null : lengthsOf(csv.counts);
  return lengths === null ? null : { from: name, lengths };
}

/** The text of a file below the root, or a sentence. */
async function textOf(host: Host, path: RelativePath, shown: string): Promise<string | { refusal: string }> {
  if (/^[/\\]|^[a-z]:|\\/i.test(path) || path.split('/').some((part) => part === '..' || part === '.' || part === ''))
    return { refusal: `${shown} must be a path below the audited folder, with "/" and without "..".` };
  try {
    const resolved = await host.resolve(path);
    if (resolved === null) return { refusal: `There is no file ${shown} below the audited folder.` };
    if (!resolved.inside) return { refusal: `${shown} leads out of the audited folder.` };
    const content = await readText(host, resolved.path, MAX_BYTES);
    if (content === null)
      return {
        refusal: `${shown} is larger than ${MAX_BYTES / 1024 / 1024} MB; write each length once with a count behind it.`,
      };
    return content.malformed ? { refusal: `${shown} is no UTF-8 text; save it as UTF-8.` } : content.text;
  } catch (error) {
    if (error instanceof HostError) return { refusal: error.message };
    throw error;
  }
}

function counted(lengths: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  return counts;
}
