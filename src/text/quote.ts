const SHOWN = 60;

/** A text from a file inside a sentence: in double quotes, control characters as "\uXXXX", cut after 60 characters. */
export function quoted(text: string): string {
  const chars = [...text.slice(0, 2 * SHOWN + 2)];
  const cut = chars.length > SHOWN ? `${chars.slice(0, SHOWN).join('')}…` : chars.join('');
  return `"${cut.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeChar)}"`;
}

function escapeChar(char: string): string {
  return [...char].map((c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
}
