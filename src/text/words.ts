/** How sentences spell names and lists. Names come out of models and may hold anything. */

/** Longest name shown whole, in UTF-16 code units. */
const SHOWN = 80;

/** A name as a sentence can hold it: on one line, without control characters, cut in the middle when very long. */
export function show(name: string): string {
  const cut = name.length > SHOWN ? `${name.slice(0, SHOWN / 2)}…${name.slice(-SHOWN / 2)}` : name;
  let shown = '';
  for (const character of cut) shown += isControl(character.codePointAt(0) ?? 0) ? '\u{FFFD}' : character;
  return shown;
}

/** C0 and C1 controls, line separators, and the marks that reorder text. */
function isControl(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code < 0xa0) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    (code >= 0xd800 && code <= 0xdfff)
  );
}

/** "a", "a and b", "a, b and c"; past `most` entries "a, b and 7 more". */
export function listed(words: readonly string[], most = 5, joint = 'and'): string {
  const named = words.length > most ? [...words.slice(0, most), `${words.length - most} more`] : words;
  const last = named.at(-1) ?? '';
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** "1 node", "3 nodes". */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Texts of several claims as one paragraph: each with a full stop, none twice. */
export function sentences(...texts: readonly (string | null | undefined)[]): string {
  const said = texts.flatMap((text) => (text === null || text === undefined || text === '' ? [] : stopped(text)));
  return [...new Set(said)].join(' ');
}

function stopped(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** With a capital first letter. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
