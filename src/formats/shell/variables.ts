import type { ShellWord } from './word';

/** The value of a shell's variable with the places where it was written; of an array its elements. */
export type ShellValue = Pick<ShellWord, 'text' | 'offsets' | 'literal' | 'elements'>;

/** What is known of the variables at one point of a script; null of one whose value is not known. */
export type ShellVariables = Map<string, ShellValue | null>;

/** Longer values are not followed. */
const MAX_VALUE = 20_000;

/**
 * Sets a variable. `sometimes`: it stands in a branch or a loop; a variable that has another value by then is not known any more.
 */
export function assign(variables: ShellVariables, name: string, value: ShellValue | null, sometimes: boolean): void {
  const before = variables.get(name);
  const differs = before !== undefined && before?.text !== value?.text;
  const unknown = value === null || value.text.length > MAX_VALUE || (sometimes && differs);
  variables.set(name, unknown ? null : value);
}

/** The value after `NAME+=value`. */
export function joined(before: ShellValue | null | undefined, value: ShellValue): ShellValue | null {
  if (before === undefined) return value;
  if (before === null) return null;
  if (before.elements !== undefined || value.elements !== undefined) {
    return { ...value, text: '', offsets: [], elements: [...(before.elements ?? []), ...(value.elements ?? [])] };
  }
  return {
    text: before.text + value.text,
    offsets: [...before.offsets, ...value.offsets],
    literal: before.literal && value.literal,
  };
}
