/** Texts of the extension. Pure modules use {@link t} too, so that they can be tested outside VS Code. */

export type Translate = (message: string, ...args: (string | number)[]) => string;

let translate: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)] ?? ''));

/** The message in the display language, `{0}`, `{1}` replaced. Every message stands in `l10n/bundle.l10n.json`, checked by a test. */
export function t(message: string, ...args: (string | number)[]): string {
  return translate(message, ...args);
}

/** Uses the translations of VS Code from now on; English before that. */
export function useTranslations(translations: Translate): void {
  translate = translations;
}
