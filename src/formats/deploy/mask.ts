/** Stands for each character of a template's expression: of a private area, so that no manifest holds it, and allowed in YAML. */
export const PLACEHOLDER = '\u{E000}';

/** Expressions that write nothing themselves: control flow, definitions, comments. */
const SILENT = /^-?\s*(?:if|else|end|range|with|define|block|break|continue|\/\*|#|\$\w+\s*:?=)/;

/** Whether a text has expressions of Go templates or Jinja where YAML would have a value, a key or a line. */
export function isTemplated(text: string): boolean {
  return /(?:^|[\s:-])\{\{/m.test(text) || text.includes('{%');
}

/**
 * The text with each expression of a template put out, at the same length and with the same lines, so that every place stays where it is: lines that hold
 * nothing else become blank, expressions within a line become a word of {@link PLACEHOLDER}.
 */
export function maskTemplates(text: string): string {
  let masked = '';
  let at = 0;
  for (;;) {
    const start = nextExpression(text, at);
    if (start < 0) break;
    const close = text[start + 1] === '%' ? '%}' : '}}';
    const end = text.indexOf(close, start + 2);
    if (end < 0) break;
    const inner = text.slice(start + 2, end);
    const filler = close === '%}' || SILENT.test(inner) ? ' ' : PLACEHOLDER;
    masked += text.slice(at, start) + text.slice(start, end + 2).replace(/[^\r\n]/g, filler);
    at = end + 2;
  }
  masked += text.slice(at);
  return masked
    .split('\n')
    .map((line) => (line.includes(PLACEHOLDER) && isBlank(line) ? line.replaceAll(PLACEHOLDER, ' ') : line))
    .join('\n');
}

/** A text with each of its masked expressions as a variable that nobody sets, as long as it. */
export function unmasked(text: string): string {
  return text.replace(/\u{E000}+/gu, (mask) => `$${'_'.repeat(mask.length - 1)}`);
}

function nextExpression(text: string, at: number): number {
  for (let i = text.indexOf('{', at); i >= 0; i = text.indexOf('{', i + 1))
    if (text[i + 1] === '{' || text[i + 1] === '%') return i;
  return -1;
}

function isBlank(line: string): boolean {
  for (const character of line)
    if (character !== PLACEHOLDER && character !== ' ' && character !== '\t' && character !== '\r') return false;
  return true;
}
