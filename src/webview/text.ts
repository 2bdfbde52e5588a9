/** The checklist's texts. */
import type { Days } from '../model/plan';
import { figure, type PluralStem, setLocale, textsOf } from './shared/texts';
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

/** Working days as readers write them: "0.5–1", "2". */
export function dayRange({ minDays, maxDays }: Days): string {
  return minDays === maxDays ? figure(minDays) : `${figure(minDays)}–${figure(maxDays)}`;
}
