import { type PluralKey, STRINGS, type StringKey } from './strings';

let translated: Readonly<Record<string, string>> = {};
let locale = 'en';
let plurals = new Intl.PluralRules('en');
let numbers = new Intl.NumberFormat('en');

/** Uses translations from now on; a key without one stays English, and so does everything where the locale is unknown. */
export function setStrings(strings: Readonly<Record<string, string>>, language: string): void {
  translated = strings;
  locale = Intl.NumberFormat.supportedLocalesOf(language.replace('_', '-'))[0] ?? 'en';
  plurals = new Intl.PluralRules(locale);
  numbers = new Intl.NumberFormat(locale);
}

/** The text of a key with its arguments in place. */
export function t(key: StringKey, ...args: readonly (string | number)[]): string {
  return (translated[key] ?? STRINGS[key]).replace(/\{(\d)\}/g, (_, index: string) => {
    const arg = args[Number(index)] ?? '';
    return typeof arg === 'number' ? numbers.format(arg) : arg;
  });
}

/** The plural form of a key for a count; the count is argument {0}. */
export function plural(stem: PluralKey, count: number, ...args: readonly (string | number)[]): string {
  const form = plurals.select(count) === 'one' ? 'one' : 'other';
  return t(`${stem}.${form}` as StringKey, count, ...args);
}

/** A list in words: "Inf2, Trn1 and Trn2". */
export function list(words: readonly string[]): string {
  return new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(words);
}

/** A calendar day (YYYY-MM-DD) as readers of the locale write it; anything else comes back as it is. */
export function day(date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const at = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return date;
  // "en" alone would put the month first; the project writes plain English for everyone.
  const language = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    at,
  );
}

/** A large count, short: "108.9 M". */
export function short(count: number): string {
  const text = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(count);
  return text.replace(/^([\d.,\s]+)(\p{L}+)$/u, '$1\u00a0$2');
}
