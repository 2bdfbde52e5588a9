/** One step of a compiled glob. All but `jump` and `end` take one character and go on with the next instruction. */
export type Instruction =
  | { readonly kind: 'char'; readonly char: string }
  /** Any character but "/". */
  | { readonly kind: 'within' }
  /** Any character. */
  | { readonly kind: 'across' }
  /** Takes nothing, goes on at each of these. */
  | { readonly kind: 'jump'; readonly to: number[] }
  | { readonly kind: 'end' };

/** A `{a,b}` that is being compiled: the jump into its alternatives, and the jumps from their ends to behind it. */
interface Group {
  readonly enter: number[];
  readonly leave: number[][];
}

/** Compiles a glob to instructions, about three for each character; semantics in `glob.ts`. */
export function compile(pattern: string): Instruction[] {
  const chars = [...pattern];
  const braces = pairedBraces(chars);
  const program: Instruction[] = [];
  const groups: Group[] = [];

  const jump = (to: number[]): number[] => {
    program.push({ kind: 'jump', to });
    return to;
  };
  /** `body` any number of times, none too. */
  const repeat = (body: Instruction): void => {
    const start = program.length;
    jump([start + 1, start + 3]);
    program.push(body);
    jump([start]);
  };
  const startsName = (at: number): boolean => at < 0 || chars[at] === '/' || (braces.has(at) && chars[at] !== '}');
  const endsPart = (at: number): boolean => at >= chars.length || (braces.has(at) && chars[at] !== '{');

  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    const group = groups.at(-1);
    if (char === '{' && braces.has(at)) {
      const enter = jump([program.length + 1]);
      groups.push({ enter, leave: [] });
    } else if (char === ',' && braces.has(at) && group) {
      group.leave.push(jump([]));
      group.enter.push(program.length);
    } else if (char === '}' && braces.has(at) && group) {
      for (const to of group.leave) to.push(program.length);
      groups.pop();
    } else if (char === '*') {
      const stars = run(chars, at);
      const behind = at + stars;
      if (stars > 1 && startsName(at - 1) && chars[behind] === '/') {
        // "**/": nothing, or names with the slash behind them.
        const skip = jump([program.length + 1]);
        repeat({ kind: 'across' });
        program.push({ kind: 'char', char: '/' });
        skip.push(program.length);
        at = behind;
      } else {
        repeat(stars > 1 && startsName(at - 1) && endsPart(behind) ? { kind: 'across' } : { kind: 'within' });
        at = behind - 1;
      }
    } else if (
      char === '/' &&
      chars[at + 1] === '*' &&
      run(chars, at + 1) > 1 &&
      endsPart(at + 1 + run(chars, at + 1))
    ) {
      // "/**" at the end: the folder itself, and everything below it.
      const skip = jump([program.length + 1]);
      program.push({ kind: 'char', char: '/' });
      repeat({ kind: 'across' });
      skip.push(program.length);
      at += run(chars, at + 1);
    } else if (char === '?') program.push({ kind: 'within' });
    else program.push({ kind: 'char', char });
  }
  program.push({ kind: 'end' });
  return program;
}

/** How many stars stand from `at` on. */
function run(chars: readonly string[], at: number): number {
  let end = at;
  while (chars[end] === '*') end += 1;
  return end - at;
}

/** Positions of the braces that have a partner, and of the commas directly inside them. */
function pairedBraces(chars: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open: { at: number; commas: number[] }[] = [];
  chars.forEach((char, at) => {
    if (char === '{') open.push({ at, commas: [] });
    else if (char === ',') open.at(-1)?.commas.push(at);
    else if (char === '}') {
      const group = open.pop();
      if (group) for (const position of [group.at, ...group.commas, at]) found.add(position);
    }
  });
  return found;
}
