/** A comment that keeps a rule quiet: `# neuron-migration: ignore RULE (reason)`. */
export interface IgnoreComment {
  readonly rule: string;
  readonly reason: string;
  /** Why it keeps nothing quiet, a clause; null of a comment that does. */
  readonly fault: string | null;
  /** 1-based. The comment covers its own line and, where nothing else stands on it, the next line that is not empty. */
  readonly lines: readonly number[];
}

const MARK = 'neuron-migration: ignore ';
/** The comment signs of the formats: "#", "//", "--", ";", "<!--", "/*", and `{{/*` of templates. */
const ALONE = /^\s*(?:#|\/\/|--|;|<!--|\/\*|\{\{-?\s*\/\*)\s*$/;
const RULE = /^([a-z]+\/[a-z0-9-]+)\s*(?:\(([^)]*)\))?/;

/** The ignore comments of a text. One that says no rule or no reason keeps nothing quiet: what is waived says why. */
export function ignoreComments(text: string): readonly IgnoreComment[] {
  if (!text.includes(MARK)) return [];
  const lines = text.split(/\r\n|\n|\r/);
  return lines.flatMap((line, at) => {
    const mark = line.indexOf(MARK);
    if (mark < 0) return [];
    const [, rule, reason = ''] = RULE.exec(line.slice(mark + MARK.length)) ?? [];
    const alone = ALONE.test(line.slice(0, mark));
    const fault = rule === undefined ? 'names no rule' : reason.trim() === '' ? 'gives no reason in brackets' : null;
    return [{ rule: rule ?? '', reason: reason.trim(), fault, lines: covered(lines, at, alone) }];
  });
}

/** The comment's own line; of one that stands alone also the next that is neither empty nor such a comment, so that several can stand above one line. */
function covered(lines: readonly string[], at: number, alone: boolean): number[] {
  if (!alone) return [at + 1];
  let next = at + 1;
  while (next < lines.length && ((lines[next] ?? '').trim() === '' || (lines[next] ?? '').includes(MARK))) next += 1;
  return [at + 1, next + 1];
}
