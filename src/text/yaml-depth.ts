/** Deeper than any config; far below the depth at which a parser that recurses fills the stack. */
export const MAX_YAML_DEPTH = 200;

const SPACE = 32;
const DASH = 45;
const LINE_FEED = 10;

/**
 * Whether a YAML text may nest deeper than {@link MAX_YAML_DEPTH}: an upper bound from brackets that are not closed, indentation and dashes in a
 * row, found in one pass. Asked before the parser is, because the parser recurses and a full stack can end the whole process.
 */
export function mayNestTooDeeply(text: string): boolean {
  let brackets = 0;
  const indents: number[] = [];
  for (let at = 0; at < text.length; ) {
    let column = 0;
    let dashes = 0;
    while (text.charCodeAt(at) === SPACE || (text.charCodeAt(at) === DASH && text.charCodeAt(at + 1) <= SPACE)) {
      if (text.charCodeAt(at) === DASH) dashes += 1;
      at += 1;
      column += 1;
    }
    if (at < text.length && text.charCodeAt(at) !== LINE_FEED) {
      while ((indents.at(-1) ?? -1) >= column) indents.pop();
      indents.push(column);
    }
    for (; at < text.length && text.charCodeAt(at) !== LINE_FEED; at += 1) {
      const character = text[at];
      // "? ? ?" and ": : :" nest as dashes do.
      if (
        character === '[' ||
        character === '{' ||
        ((character === '?' || character === ':') && text[at + 1] === ' ')
      ) {
        if (character === '[' || character === '{') brackets += 1;
        else dashes += 1;
      } else if ((character === ']' || character === '}') && brackets > 0) brackets -= 1;
      if (indents.length + brackets + dashes > MAX_YAML_DEPTH) return true;
    }
    if (indents.length + brackets + dashes > MAX_YAML_DEPTH) return true;
    at += 1;
  }
  return false;
}
