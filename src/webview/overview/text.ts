/** The overview editor's texts. */
import { setLocale, textsOf } from '../shared/texts';
import { OVERVIEW_STRINGS, type OverviewKey } from './strings';

const texts = textsOf<OverviewKey>(OVERVIEW_STRINGS);

export const { t, plural } = texts;
export { bytes, figure, list, metric, short } from '../shared/texts';

/** Uses translations from now on; a key without one stays English, and so does everything where the locale is unknown. */
export function setStrings(strings: Readonly<Record<string, string>>, language: string): void {
  texts.use(strings);
  setLocale(language);
}
