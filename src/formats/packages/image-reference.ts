import type { ImageMention } from '../mentions';

/** "registry:5000/owner/name:tag@sha256:…" without tag and digest, and its tag: null where there is none or a variable is in it. */
export function imageReference(reference: string): Pick<ImageMention, 'name' | 'tag'> {
  const [bare = ''] = reference.split('@', 1);
  // A colon before the last slash belongs to a port, one within "${NAME:-default}" to no tag.
  const slash = bare.lastIndexOf('/');
  const colon = bare.indexOf(':', slash + 1);
  if (colon < 0 || bare.slice(slash + 1, colon).includes('${')) return { name: bare, tag: null };
  const tag = bare.slice(colon + 1);
  return { name: bare.slice(0, colon), tag: tag === '' || /[${}]/.test(tag) ? null : tag };
}

/** Longest text that variables are put into: `ENV A=$A$A` doubles with every line. */
const MAX_LENGTH = 4096;
const VARIABLE = /\\\$|\$(?:\{(\w{1,100})(?:(:?[-+])([^}]{0,400}))?\}|(\w{1,100}))/g;

/**
 * A text with variables put in: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}`. What is not known stays as written, and
 * so does a text that would become longer than any image, path or flag is.
 */
export function substituted(text: string, known: ReadonlyMap<string, string>): string {
  const parts: string[] = [];
  let length = 0;
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const part = text.slice(end, match.index) + replacement(match, known);
    length += part.length;
    if (length > MAX_LENGTH) return text;
    parts.push(part);
    end = match.index + match[0].length;
  }
  return parts.join('') + text.slice(end);
}

function replacement(
  [written, braced, operator, other, plain]: RegExpExecArray,
  known: ReadonlyMap<string, string>,
): string {
  const name = braced ?? plain;
  if (name === undefined) return written;
  const value = known.get(name);
  if (operator?.endsWith('+')) return value ? (other ?? '') : '';
  return value === undefined || (operator === ':-' && value === '') ? (other ?? written) : value;
}
