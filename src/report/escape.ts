/**
 * Text from a model or a repository is hostile: it may hold markup, control characters, bidirectional overrides or a megabyte of
 * letters. Every string that reaches a reader goes through {@link visible}; each format then escapes for its own grammar.
 */

import { figure } from './words';

/** Longest names, titles and other sentences shown, in UTF-16 code units; the JSON report keeps them whole. */
export const NAME_LIMIT = 160;
export const TITLE_LIMIT = 320;
export const SENTENCE_LIMIT = 1200;

/** Needs no closer look; most texts are. */
const PLAIN = /^[ -~]*$/;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, every character that would act or hide (control, format, bidirectional, lone surrogate) written as an
 * escape such as `\x1b` or `\u202e`, and shortened in the middle to about `limit` code units.
 */
export function visible(text: string, limit: number = SENTENCE_LIMIT): string {
  const short = shorten(text, limit);
  return PLAIN.test(short) ? short : short.replace(HIDDEN, escapeSequence);
}

/** {@link visible} for names: of files, nodes, tensors, people. */
export function visibleName(text: string): string {
  return visible(text, NAME_LIMIT);
}

/** {@link visible} for titles: of causes and steps. */
export function visibleTitle(text: string): string {
  return visible(text, TITLE_LIMIT);
}

/** `\u`-escapes for characters that would act or hide, each as JSON strings allow them; line breaks and tabs stay. */
export function escapeHiddenInJson(json: string): string {
  return json.replace(HIDDEN, (char) => (char === '\n' ? char : char.split('').map(jsonEscape).join('')));
}

/** The address where it is an `https:` one without credentials, in normal form; else null. */
export function httpsUrl(url: string): string | null {
  if (url.length > 2000 || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'https:' && parsed.username === '' && parsed.password === '' ? parsed.href : null;
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For HTML text and quoted attributes. Does not make characters visible: see {@link visible}. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => HTML_ENTITIES[char] ?? char);
}

/**
 * A sentence for Markdown as GitHub and GitLab read it: no markup, no table cell, no HTML, no autolink, no mention and no
 * reference to an issue comes out of it.
 */
export function escapeMarkdown(text: string, limit: number = SENTENCE_LIMIT): string {
  return visible(text, limit)
    .trim()
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/[&<>]/g, (char) => HTML_ENTITIES[char] ?? char)
    .replace(/[@#]/g, '$&<!-- -->')
    .replace(/:\/\//g, '&#58;//')
    .replace(/(www)\./gi, '$1<!-- -->.')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A name as code in Markdown, in a table cell too. */
export function markdownCode(text: string): string {
  const shown = visibleName(text);
  if (/^[\w./:,() -]+$/.test(shown) && shown === shown.trim()) return `\`${shown}\``;
  return `<code>${shown.replace(/[^\p{L}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`)}</code>`;
}

function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const tail = Math.floor(limit / 4);
  return `${whole(text.slice(0, limit - tail))}… (${figure(text.length)} characters) …${whole(text.slice(-tail))}`;
}

/** Without half a surrogate pair at either end. */
function whole(slice: string): string {
  return slice.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

function escapeSequence(char: string): string {
  const named = NAMED[char];
  if (named !== undefined) return named;
  const code = char.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

function jsonEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
