/** Text of models and planner files inside generated code. Each function gives one token that its language reads back as the same text. */

/** Characters that act on a terminal or an editor, or hide: control, format, line separators, lone surrogates. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Words that no shell looks into. */
const PLAIN_WORD = /^[\w./:@%+,=-]+$/;
/** Longest name in a comment, in UTF-16 code units. */
const SHOWN = 160;

/** What begins a comment that keeps a rule quiet (`formats/ignore-comments.ts`): no model says that of itself. */
const MARK = 'neuron-migration: ';

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const codeOf = (char: string): number => char.codePointAt(0) ?? 0;

/** A string of Python in double quotes, in ASCII. */
export function pythonText(text: string): string {
  const escaped = [...text].map((char) => {
    const code = codeOf(char);
    if (char === '"' || char === '\\') return `\\${char}`;
    if (code >= 0x20 && code < 0x7f) return char;
    if (code <= 0xff) return `\\x${hex(code, 2)}`;
    return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return `"${escaped.join('').replaceAll(MARK, 'neuron-migration\\x3a ')}"`;
}

/** One word of Bash: as it stands where that is safe, else in single quotes; hidden characters as bytes in `$'…'`. */
export function shellWord(text: string): string {
  if (PLAIN_WORD.test(text)) return text;
  if (!HIDDEN.test(text)) return `'${text.replaceAll("'", "'\\''").replaceAll(MARK, "neuron-migration'': ")}'`;
  const escaped = [...text].map((char) => {
    if (char === "'" || char === '\\') return `\\${char}`;
    if (!HIDDEN.test(char)) return char;
    return [...new TextEncoder().encode(char)].map((byte) => `\\x${hex(byte, 2)}`).join('');
  });
  return `$'${escaped.join('').replaceAll(MARK, 'neuron-migration\\x3a ')}'`;
}

/** A scalar of YAML in double quotes. A lone surrogate, which YAML cannot hold, becomes U+FFFD. */
export function yamlText(text: string): string {
  const escaped = [...text].map((char) => {
    const code = codeOf(char);
    if (char === '"' || char === '\\') return `\\${char}`;
    if (!HIDDEN.test(char)) return char;
    if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
    return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return `"${escaped.join('').replaceAll(MARK, 'neuron-migration\\x3a ')}"`;
}

/** A name inside a comment of any of the languages: on one line, hidden characters as `\u` escapes, cut in the middle when very long. */
export function commentText(text: string): string {
  const chars = [...text];
  const short = chars.length <= SHOWN ? chars : [...chars.slice(0, SHOWN / 2), '…', ...chars.slice(-SHOWN / 2)];
  return short
    .map((char) => (HIDDEN.test(char) ? `\\u${hex(codeOf(char), 4)}` : char))
    .join('')
    .replaceAll(MARK, 'neuron-migration ');
}

/** A name that file systems, Kubernetes and Docker all take: lower case letters, digits and single hyphens, at most 40. */
export function slug(text: string): string {
  const made = text
    .normalize('NFKD')
    .toLowerCase()
    .slice(0, 200)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .split('-')
    .filter((part) => part !== '')
    .join('-');
  return made === '' ? 'model' : made;
}
