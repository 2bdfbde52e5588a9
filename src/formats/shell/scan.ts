/** Where brackets and quotes of a shell's text end. All in one pass, however they nest. */

/** The offset behind the bracket that closes the one before `at`; the end of the text where none does. */
export function parenthesisEnd(text: string, at: number): number {
  const open = ['('];
  let i = at;
  while (i < text.length && open.length > 0) {
    const char = text[i];
    const quoted = open.at(-1) === '"';
    if (char === '\\') i += 1;
    else if (char === '"') {
      if (quoted) open.pop();
      else open.push('"');
    } else if (quoted) {
      if (char === '$' && text[i + 1] === '(') {
        open.push('(');
        i += 1;
      }
    } else if (char === "'") i = closing(text, "'", i + 1) - 1;
    else if (char === '(') open.push('(');
    else if (char === ')') open.pop();
    i += 1;
  }
  return Math.min(i, text.length);
}

/** A parameter with its defaults is short; what is longer is none. */
const MAX_BRACES = 500;

/** The offset behind the brace that closes the one before `at`; null where none does soon. */
export function braceEnd(text: string, at: number): number | null {
  let depth = 1;
  const limit = Math.min(text.length, at + MAX_BRACES);
  for (let i = at; i < limit; i += 1) {
    const char = text[i];
    if (char === '\\') i += 1;
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    if (depth === 0) return i + 1;
  }
  return null;
}

/** The offset behind the next `mark`; the end of the text where there is none. */
export function closing(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end < 0 ? text.length : end + mark.length;
}

/** The offset behind the back quote that closes the one before `at`; null where none does. */
export function backQuoteEnd(text: string, at: number): number | null {
  for (let i = at; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '`') return i + 1;
  }
  return null;
}
