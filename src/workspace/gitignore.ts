/** What a `.gitignore` leaves out, as git reads it (gitignore(5)); in time proportional to pattern times path, whatever they hold. */
import type { RelativePath } from '../model/host';
import { compileGlob, type Glob } from './glob';

/** One line of a `.gitignore`. */
export interface GitRule {
  /** "!": takes back what an earlier line left out. */
  readonly keeps: boolean;
  readonly foldersOnly: boolean;
  readonly matches: Glob;
}

export const GITIGNORE = '.gitignore';
/** Larger ones are no lists that people keep. */
export const MAX_GITIGNORE_BYTES = 256 * 1024;
const MAX_RULES = 2000;
const MAX_PATTERN = 500;

/** The rules of a file in `folder`, in their order. */
export function gitRules(text: string, folder: RelativePath): readonly GitRule[] {
  return text
    .split(/\r\n|\n|\r/)
    .slice(0, MAX_RULES)
    .flatMap((line) => ruleOf(line, folder) ?? []);
}

/** Whether the rules leave the path out; the last rule that matches decides. `folder`: the path is one. */
export function isGitIgnored(rules: readonly GitRule[], path: RelativePath, folder: boolean): boolean {
  const last = rules.findLast((rule) => (folder || !rule.foldersOnly) && rule.matches(path));
  return last !== undefined && !last.keeps;
}

function ruleOf(line: string, folder: RelativePath): GitRule | null {
  const trimmed = withoutEndBlanks(line);
  if (trimmed === '' || trimmed.startsWith('#') || trimmed.length > MAX_PATTERN) return null;
  const keeps = trimmed.startsWith('!');
  const signed = keeps ? trimmed.slice(1) : trimmed;
  const foldersOnly = signed.endsWith('/');
  const body = plain(foldersOnly ? signed.slice(0, -1) : signed);
  if (body === '' || body === '/') return null;
  const anchored = body.includes('/');
  const below = body.startsWith('/') ? body.slice(1) : body;
  const base = folder === '' ? '' : `${folder}/`;
  return { keeps, foldersOnly, matches: compileGlob(`${base}${anchored ? '' : '**/'}${below}`) };
}

/** Git drops blanks at the end, but for one that is escaped. */
function withoutEndBlanks(line: string): string {
  const end = line.trimEnd();
  return end.endsWith('\\') && end.length < line.length ? `${end} ` : end;
}

/** Without escapes; a class of characters as alternatives, or as any character where it is a negated or large one. */
function plain(pattern: string): string {
  return pattern.replace(/\\(.)/g, '$1').replace(/\[([^\]/]{1,40})\]/g, (_, inside: string) => {
    if (/^[!^]/.test(inside) || inside.includes('-')) return '?';
    return `{${[...inside].join(',')}}`;
  });
}
