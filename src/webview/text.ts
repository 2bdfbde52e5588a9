/** The checklist's texts. */
import { type PluralStem, setLocale, textsOf } from './shared/texts';
import { STRINGS, type StringKey } from './strings';

const texts = textsOf<StringKey>(STRINGS);

export const { t, plural } = texts;
export { day, list, short } from './shared/texts';

export type PluralKey = PluralStem<StringKey>;

/** Uses translations from now on; a key without one stays English, and so does everything where the locale is unknown. */
export function setStrings(strings: Readonly<Record<string, string>>, language: string): void {
  texts.use(strings);
  setLocale(language);
}
