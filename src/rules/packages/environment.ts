import type { ImageMention, PackageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { TextLocation, TextRange } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { RelativePath } from '../../model/host';
import { baseName } from '../../text/path';
import { show } from '../words';

/** What is installed together: the packages of a file, or of one of its scopes with those of the whole file. */
export interface Environment {
  /** Null: the file as a whole. */
  readonly scope: string | null;
  readonly packages: readonly PackageMention[];
  readonly images: readonly ImageMention[];
}

/** Scopes that are no environment: what builds a package is gone before it runs. */
const BUILD = 'build-system';

/** More packages, and more scopes, than any file has that is written or locked by people's projects: what is beyond is not looked at. */
const MAX_PACKAGES = 5000;
const MAX_SCOPES = 200;

/** What is found out once of a file, which many rules ask for every target. */
export function once<K extends object, T>(make: (of: K) => T): (of: K) => T {
  const made = new WeakMap<K, T>();
  return (of) => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const value = make(of);
    made.set(of, value);
    return value;
  };
}

/** The packages of a file that are there when it runs on Linux. */
export const packagesOf = once(({ mentions }: OtherReading): readonly PackageMention[] =>
  mentions.packages.slice(0, MAX_PACKAGES).filter((mention) => mention.scope !== BUILD && isForLinux(mention)),
);

/** The environments of a file, at least one where it mentions packages or images. */
export const environmentsOf = once((reading: OtherReading): readonly Environment[] => {
  const { images } = reading.mentions;
  const packages = packagesOf(reading);
  const common = packages.filter(({ scope }) => scope === undefined);
  const scoped = groupBy(packages, ({ scope }) => scope ?? '');
  const imagesOf = groupBy(images, ({ scope }) => scope ?? '');
  const own = [...new Set([...packages, ...images].flatMap(({ scope }) => scope ?? []))].slice(0, MAX_SCOPES);
  if (own.length === 0) return packages.length + images.length === 0 ? [] : [{ scope: null, packages: common, images }];
  const whole = common.length === 0 ? [] : [{ scope: null, packages: common, images: [] }];
  return [
    ...whole,
    ...own.map((scope) => ({
      scope,
      packages: [...common, ...(scoped.get(scope) ?? [])],
      images: imagesOf.get(scope) ?? [],
    })),
  ];
});

const ELSEWHERE =
  /(?:sys_platform|platform_system|os_name)\s*==\s*["'](?:win32|windows|darwin|nt|cygwin)["']|(?:sys_platform|platform_system)\s*!=\s*["']linux["']|platform_machine\s*==\s*["'](?:aarch64|arm64)["']/i;

/** False of a requirement whose marker leaves out Linux on x86-64, where Neuron runs. */
export function isForLinux({ marker }: PackageMention): boolean {
  return marker === null || /\sor\s/.test(marker) || !ELSEWHERE.test(marker);
}

/** "xformers==0.0.23", as it is written but for spaces. */
export function requirement({ written, extras, specifier, installer }: PackageMention): string {
  const extra = extras.length === 0 ? '' : `[${extras.join(',')}]`;
  const version = installer === 'pip' && /^\d/.test(specifier) ? `==${specifier}` : specifier;
  return `${written}${extra}${version}`;
}

/** An image as a sentence can hold it: whole where it is short, else without its registry. */
export function imageWords({ reference, name, tag }: ImageMention): string {
  if (reference.length <= 80) return show(reference);
  return `${show(baseName(name))}${tag === null ? '' : `:${show(tag)}`}`;
}

/** Characters that a range on one line covers; null of one over several lines. */
export function widthOf({ start, end }: TextRange): number | null {
  return start.line === end.line ? end.column - start.column : null;
}

/** More places than this are counted, not listed. */
const LISTED = 20;

/** Text locations of ranges, each once; the first ones with the count of all. */
export function textLocations(
  path: RelativePath,
  ranges: readonly TextRange[],
): { locations: TextLocation[]; occurrences: number } {
  const seen = new Map<string, TextRange>();
  for (const range of ranges) seen.set(`${range.start.line}:${range.start.column}-${range.end.line}`, range);
  const once = [...seen.values()];
  return { locations: once.slice(0, LISTED).map((range) => ({ path, range })), occurrences: once.length };
}

/** Packages of PyTorch on Neuron; Conda calls torch "pytorch". */
export function frameworkName({ name, installer }: PackageMention): string {
  return installer === 'conda' && name === 'pytorch' ? 'torch' : name;
}

const NEURON = /neuronx?(?:-|$)|^nki$|^libneuronxla$/;

/** Whether an environment holds packages of Neuron. */
export function isForNeuron({ packages, images }: Environment): boolean {
  return (
    packages.some(({ name, installer }) => installer === 'pip' && NEURON.test(name)) ||
    images.some(({ name, tag }) => /neuronx?(?:$|[-/:])/.test(name) || /neuronx/.test(tag ?? ''))
  );
}
