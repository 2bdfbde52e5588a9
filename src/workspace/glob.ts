import type { RelativePath } from '../model/host';
import { compile, type Instruction } from './glob-program';

/** Whether a whole path matches. Paths are relative with "/"; case counts on every system, so that everybody gets the same report. */
export type Glob = (path: RelativePath) => boolean;

/**
 * A glob over relative paths: `*` any run of characters within a name, `?` one character, `**` any run of whole names (`models/**` is the folder
 * too), `{a,b}` either. Everything else stands for itself, an unpaired brace too. Anchored at the root: `*.onnx` matches no file in a folder.
 * Never fails, and takes time in proportion to pattern times path whatever they hold.
 */
export function compileGlob(pattern: string): Glob {
  const program = compile(normalised(pattern));
  return (path) => run(program, path);
}

/** {@link compileGlob} for a single question. */
export function matchesGlob(pattern: string, path: RelativePath): boolean {
  return compileGlob(pattern)(path);
}

/** Without a leading "./" or "/" and a trailing "/": all of them mean the same place below the root. */
function normalised(pattern: string): string {
  const start = pattern.startsWith('./') ? 2 : pattern.startsWith('/') ? 1 : 0;
  return pattern.slice(start, pattern.endsWith('/') && pattern.length > start ? -1 : undefined);
}

/** Walks all alternatives at once, one character of the path at a time. */
function run(program: readonly Instruction[], path: string): boolean {
  const seenAt = new Int32Array(program.length).fill(-1);
  let step = 0;
  let alive = reach(program, [0], seenAt, step);
  for (const char of path) {
    if (alive.length === 0) return false;
    step += 1;
    const next: number[] = [];
    for (const at of alive) {
      const instruction = program[at];
      if (instruction !== undefined && consumes(instruction, char)) next.push(at + 1);
    }
    alive = reach(program, next, seenAt, step);
  }
  return alive.some((at) => program[at]?.kind === 'end');
}

function consumes(instruction: Instruction, char: string): boolean {
  switch (instruction.kind) {
    case 'char':
      return instruction.char === char;
    case 'within':
      return char !== '/';
    case 'across':
      return true;
    default:
      return false;
  }
}

/** The instructions that are waiting for a character, or the end, once all jumps from `from` are taken. */
function reach(program: readonly Instruction[], from: number[], seenAt: Int32Array, step: number): number[] {
  const waiting: number[] = [];
  for (let at = from.pop(); at !== undefined; at = from.pop()) {
    if (seenAt[at] === step) continue;
    seenAt[at] = step;
    const instruction = program[at];
    if (instruction === undefined) continue;
    if (instruction.kind !== 'jump') waiting.push(at);
    else for (const to of instruction.to) from.push(to);
  }
  return waiting;
}
