import type { CommandMention, Word } from '../../formats/mentions';
import type { TextRange } from '../../model/finding';
import { baseName } from '../../text/path';

/** A setting of a program, wherever it is written: an option of a command line or an argument of a call. */
export interface Setting {
  /** In lower case with "-": "tensor-parallel-size". */
  readonly name: string;
  /** As it is written: "--tensor-parallel-size", "tensor_parallel_size". */
  readonly written: string;
  /** Of an option the text; of a call the literal value; true of an option that stands alone; undefined where it is not known. */
  readonly value: unknown;
  /** Of the option with its value. */
  readonly range: TextRange;
}

/** The options of a command, the last of each name; `from`: index of the first word behind the program. */
export function optionsOf(
  words: readonly Word[],
  from: number,
  short: Readonly<Record<string, string>> = {},
): Setting[] {
  const found: Setting[] = [];
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const flag = /^(--?[A-Za-z][\w-]*(?:\.[\w.-]+)?)(?:=([\s\S]*))?$/.exec(word.text);
    if (flag?.[1] === undefined) continue;
    const [, written] = flag;
    const name = optionName(short[written] ?? written);
    const next = words[at + 1];
    if (flag[2] !== undefined) {
      found.push({ name, written, value: word.literal ? flag[2] : undefined, range: word.range });
    } else if (next === undefined || /^--?[A-Za-z]/.test(next.text)) {
      found.push({ name, written, value: true, range: word.range });
    } else {
      found.push({ name, written, value: next.literal ? next.text : undefined, range: joined(word.range, next.range) });
      at += 1;
    }
  }
  return found;
}

/** "tensor-parallel-size" of "--tensor_parallel_size". */
export function optionName(written: string): string {
  return written.replace(/^-+/, '').replaceAll('_', '-').toLowerCase();
}

/** From the one to the other where they stand in this order and near each other, else the first: a value may come from a variable far away. */
export function joined(first: TextRange, second: TextRange): TextRange {
  const lines = second.start.line - first.start.line;
  const behind = lines > 0 || (lines === 0 && second.start.column >= first.end.column);
  return behind && lines <= 3 ? { start: first.start, end: second.end } : first;
}

/** The last setting of a name. */
export function settingOf(settings: readonly Setting[], ...names: readonly string[]): Setting | null {
  return settings.findLast(({ name }) => names.includes(name)) ?? null;
}

/** A whole number of a setting; null where it is none or not known. */
export function numberOf(setting: Setting | null): number | null {
  const value = setting?.value;
  if (typeof value === 'number') return Number.isInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : null;
}

/** The text of a setting; null where it is none or not known. */
export function textOf(setting: Setting | null): string | null {
  return typeof setting?.value === 'string' ? setting.value : null;
}

/** A program with the index of the first word behind its name. */
export interface Program {
  /** "vllm", "optimum-cli", "torchrun"; of `python -m X` the module. */
  readonly name: string;
  readonly behind: number;
}

/** The program that a command starts: its last part, without a path; the module of `python -m`. */
export function programOf({ words }: CommandMention): Program {
  const first = words[0]?.text ?? '';
  const name = baseName(first);
  if (!/^python[\d.]*$/.test(name)) return { name, behind: 1 };
  const at = words.findIndex(({ text }, i) => i > 0 && !/^-[uOBEIsS]+$/.test(text));
  if (words[at]?.text === '-m') return { name: words[at + 1]?.text ?? '', behind: at + 2 };
  return { name, behind: 1 };
}
