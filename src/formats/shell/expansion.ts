import { backQuoteEnd, braceEnd, parenthesisEnd } from './scan';
import type { ShellValue, ShellVariables } from './variables';

/** What stands for something else: a parameter or the output of commands. */
export interface Expansion {
  readonly end: number;
  /** Null where it is not known. */
  readonly value: ShellValue | null;
  /** All elements of an array as words of their own: `${NAME[@]}`. */
  readonly spread: boolean;
  /** Offsets of commands whose output is put in. */
  readonly commands: readonly [start: number, end: number] | null;
  /** `${NAME:=value}`: the variable that has the value from now on. */
  readonly sets?: string;
}

const NAME = /[A-Za-z_]\w*/y;
const SPECIAL = /[0-9@*#?$!-]/y;
/** Name, `[@]`, then an operator with its default; other operators change the value. */
const PARAMETER = /^([A-Za-z_]\w*|\d+)(\[[@*]\])?(?:(:?[-=])([\s\S]*))?$/;

/** The expansion at a "$" or a back quote; null where the sign stands for itself. */
export function expansionAt(text: string, at: number, variables: ShellVariables): Expansion | null {
  if (text[at] === '`') {
    const end = backQuoteEnd(text, at + 1);
    return end === null ? null : { ...UNKNOWN, end, commands: [at + 1, end - 1] };
  }
  const next = text[at + 1];
  if (next === '(') {
    const end = parenthesisEnd(text, at + 2);
    const arithmetic = text[at + 2] === '(';
    return { ...UNKNOWN, end, commands: arithmetic ? null : [at + 2, text[end - 1] === ')' ? end - 1 : end] };
  }
  if (next === '{') {
    const end = braceEnd(text, at + 2);
    return end === null ? null : { ...parameter(text.slice(at + 2, end - 1), at + 2, variables), end };
  }
  NAME.lastIndex = at + 1;
  const name = NAME.exec(text)?.[0];
  if (name !== undefined) {
    return { ...UNKNOWN, end: NAME.lastIndex, value: scalar(variables.get(name)) };
  }
  SPECIAL.lastIndex = at + 1;
  return SPECIAL.test(text) ? { ...UNKNOWN, end: at + 2 } : null;
}

const UNKNOWN = { value: null, spread: false, commands: null } as const;

function parameter(inside: string, at: number, variables: ShellVariables): Omit<Expansion, 'end'> {
  const [, name, all, operator, fallback = ''] = PARAMETER.exec(inside) ?? [];
  if (name === undefined) return UNKNOWN;
  const value = variables.get(name);
  if (all !== undefined) {
    return value?.elements === undefined ? UNKNOWN : { ...UNKNOWN, value, spread: true };
  }
  if (value !== undefined || operator === undefined) return { ...UNKNOWN, value: scalar(value) };
  const given = written(fallback, at + inside.length - fallback.length);
  return { ...UNKNOWN, value: given, ...(operator.endsWith('=') && { sets: name }) };
}

function scalar(value: ShellValue | null | undefined): ShellValue | null {
  return value === undefined || value?.elements !== undefined ? null : value;
}

/** The default of a parameter as it stands; one that is put together is not known. */
function written(text: string, at: number): ShellValue | null {
  if (/[$`\\]/.test(text)) return null;
  const quote = /^(["'])(.*)\1$/s.exec(text);
  const plain = quote?.[2] ?? text;
  const start = quote === null ? at : at + 1;
  return { text: plain, offsets: Array.from(plain, (_, i) => start + i), literal: true };
}
