/** Texts of a page in the reader's language, and how that language writes lists, days and numbers. */

/** `blocker` for `blocker.one` and `blocker.other`. */
export type PluralStem<K> = K extends `${infer Stem}.other` ? Stem : never;

let locale = 'en';
let numbers = new Intl.NumberFormat('en');
let plurals = new Intl.PluralRules('en');

/** Formatters are slow to make: each is made when it is first wanted, and anew in another language. */
function kept<T>(make: () => T): () => T {
  let known: { readonly locale: string; readonly formatter: T } | null = null;
  return () => {
    if (known?.locale !== locale) known = { locale, formatter: make() };
    return known.formatter;
  };
}

const lists = kept(() => new Intl.ListFormat(plainLocale(), { style: 'long', type: 'conjunction' }));
const days = kept(
  () => new Intl.DateTimeFormat(plainLocale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const shortNumbers = kept(() => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }));

/** The language that numbers, lists and days are written in: the first that the page's browser knows, else English. */
export function setLocale(language: string): void {
  locale = Intl.NumberFormat.supportedLocalesOf(language.replace('_', '-'))[0] ?? 'en';
  numbers = new Intl.NumberFormat(locale);
  plurals = new Intl.PluralRules(locale);
}

export interface Texts<K extends string> {
  /** Uses translations from now on; a key without one stays English. */
  use(strings: Readonly<Record<string, string>>): void;
  /** The text of a key with its arguments in place. */
  t(key: K, ...args: readonly (string | number)[]): string;
  /** The plural form of a key for a count; the count is argument {0}. */
  plural(stem: PluralStem<K>, count: number, ...args: readonly (string | number)[]): string;
}

/** The texts of one table; `{0}`, `{1}` stand for arguments. */
export function textsOf<K extends string>(english: Readonly<Record<K, string>>): Texts<K> {
  let translated: Readonly<Record<string, string>> = {};
  const t = (key: K, ...args: readonly (string | number)[]): string =>
    (translated[key] ?? english[key]).replace(/\{(\d)\}/g, (_, index: string) => {
      const arg = args[Number(index)] ?? '';
      return typeof arg === 'number' ? numbers.format(arg) : arg;
    });
  return {
    use(strings) {
      translated = strings;
    },
    t,
    plural(stem, count, ...args) {
      const form = plurals.select(count) === 'one' ? 'one' : 'other';
      return t(`${stem}.${form}` as K, count, ...args);
    },
  };
}

/** "en" alone would put months before days, and a comma before the last "and". */
function plainLocale(): string {
  return locale === 'en' ? 'en-GB' : locale;
}

/** A list in words: "Inf2, Trn1 and Trn2". */
export function list(words: readonly string[]): string {
  return lists().format(words);
}

/** A calendar day (YYYY-MM-DD) as readers of the locale write it; anything else comes back as it is. */
export function day(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  return days().format(at);
}

/** A large count, short: "108.9 M". */
export function short(count: number): string {
  const text = shortNumbers().format(count);
  return text.replace(/^([\d.,\s]+)(\p{L}+)$/u, '$1\u00a0$2');
}

const PREFIXES = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** Bytes in powers of 1000: "435.6 MB". */
export function bytes(count: number): string {
  return inPowers(count, 'B');
}

/** A count in powers of 1000 with the prefixes of units: "11.2 G". */
export function metric(count: number): string {
  return inPowers(count, '');
}

function inPowers(count: number, unit: string): string {
  const power = count < 1000 ? 0 : Math.min(PREFIXES.length - 1, Math.floor(Math.log10(count) / 3));
  const digits = power === 0 ? 0 : 1;
  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(count / 1000 ** power);
  return `${shown}\u00a0${PREFIXES[power] ?? ''}${unit}`.trim();
}

/** A whole number as readers write it. */
export function figure(count: number): string {
  return numbers.format(count);
}
