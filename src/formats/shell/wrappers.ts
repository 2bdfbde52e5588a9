import { baseName } from '../../text/path';
import type { ShellWord } from './word';

/** A program that starts another one: how its options go, so that the other one is found. */
interface Wrapper {
  /** Options without a value of their own; every other one that begins with "-" takes the next word unless it holds "=". */
  readonly flags?: RegExp;
  /** Options that take the next word; every other one stands alone. Goes before `flags`. */
  readonly valued?: RegExp;
  /** Words before the other program: the time of `timeout`, `run` of `poetry`. */
  readonly operands?: number;
  /** Whether `NAME=value` may stand before the other program. */
  readonly assigns?: boolean;
  /** Whether the first operand must be this word for the program to start another one. */
  readonly verb?: string;
  /** Whether it says something by itself, so that it is told as a command too. */
  readonly told?: boolean;
}

const NO_VALUES = /^$/;

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ['sudo', { valued: /^(-[ugCDhpRrTtU]|--(user|group|host|prompt|chdir))$/, assigns: true }],
  ['env', { valued: /^(-[uCS]|--(unset|chdir))$/, assigns: true }],
  ['exec', { valued: /^-a$/ }],
  ['nohup', { valued: NO_VALUES }],
  ['time', { valued: /^-[fo]$/ }],
  ['command', { valued: NO_VALUES }],
  ['builtin', { valued: NO_VALUES }],
  ['setsid', { valued: NO_VALUES }],
  ['stdbuf', { valued: /^-[ioe]$/ }],
  ['nice', { valued: /^(-n|--adjustment)$/ }],
  ['ionice', { valued: /^-[cnp]$/ }],
  ['timeout', { valued: /^(-[ks]|--(kill-after|signal))$/, operands: 1 }],
  ['taskset', { valued: NO_VALUES, operands: 1 }],
  ['numactl', { valued: /^-[NmiCp]$/ }],
  ['gosu', { valued: NO_VALUES, operands: 1 }],
  ['tini', { valued: /^-[pev]$/ }],
  ['dumb-init', { valued: NO_VALUES }],
  ['catchsegv', { valued: NO_VALUES }],
  ['poetry', { valued: NO_VALUES, verb: 'run' }],
  ['pipenv', { valued: NO_VALUES, verb: 'run' }],
  ['uv', { valued: /^(--(python|with|extra|group|project|directory|env-file|package|index-url)|-[pP])$/, verb: 'run' }],
  ['conda', { valued: /^(-[np]|--(name|prefix|cwd))$/, verb: 'run' }],
  ['mamba', { valued: /^(-[np]|--(name|prefix|cwd))$/, verb: 'run' }],
  ['micromamba', { valued: /^(-[np]|--(name|prefix|cwd))$/, verb: 'run' }],
  ['neuron_parallel_compile', { valued: /^--(command|num_parallel|compile_workdir)$/, assigns: true, told: true }],
  ['nsys', { valued: /^(-[otscfw]|--(output|trace|sample))$/, verb: 'profile', told: true }],
  [
    'srun',
    {
      flags:
        /^(--(exclusive|label|unbuffered|overlap|pty|no-kill|verbose|quiet|multi-prog|kill-on-bad-exit|overcommit|exact|whole|container-writable|no-container-mount-home|container-remap-root)|-[lukvQsOWX])$/,
      told: true,
    },
  ],
  ['mpirun', { flags: mpiFlags(), told: true }],
  ['mpiexec', { flags: mpiFlags(), told: true }],
]);

function mpiFlags(): RegExp {
  return /^--?(allow-run-as-root|oversubscribe|tag-output|report-bindings|display-map|quiet|verbose|q|v|nooversubscribe|use-hwthread-cpus|bind-to-core|bind-to-none|timestamp-output|prepend-rank|l)$/;
}

/** What stands around a program. */
export interface Unwrapped {
  /** The words of the program itself; empty where there is none. */
  readonly inner: readonly ShellWord[];
  /** `NAME=value` in front of it. */
  readonly assignments: readonly ShellWord[];
  /** The wrapper with its own options where it says something by itself. */
  readonly outer: readonly ShellWord[] | null;
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** Takes one wrapper off; null where the first word is none. */
export function unwrapped(words: readonly ShellWord[]): Unwrapped | null {
  const [program] = words;
  const wrapper = WRAPPERS.get(baseName(program?.text ?? ''));
  if (wrapper === undefined) return null;
  const assignments: ShellWord[] = [];
  let operands = wrapper.operands ?? 0;
  let verb = wrapper.verb;
  let at = 1;
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const { text } = word;
    if (text === '--') {
      at += 1;
      break;
    }
    if (isMpi(words) && text === '-x') {
      const name = words[at + 1];
      if (name !== undefined && ASSIGNMENT.test(name.text)) assignments.push(name);
      at += 1;
    } else if (text.startsWith('-') && text.length > 1) at += valuesOf(wrapper, text);
    else if (wrapper.assigns === true && ASSIGNMENT.test(text)) assignments.push(word);
    else if (verb !== undefined) {
      if (text !== verb) return null;
      verb = undefined;
    } else if (operands > 0) operands -= 1;
    else break;
  }
  if (verb !== undefined) return null;
  return { inner: words.slice(at), assignments, outer: wrapper.told === true ? words.slice(0, at) : null };
}

function isMpi(words: readonly ShellWord[]): boolean {
  return /^mpi/.test(baseName(words[0]?.text ?? ''));
}

/** How many of the next words belong to an option. */
function valuesOf({ valued, flags }: Wrapper, option: string): number {
  if (valued !== undefined) return valued.test(option) ? 1 : 0;
  if (option.includes('=') || flags?.test(option) === true) return 0;
  if (/^--?(g?mca|prtemca)$/.test(option)) return 2;
  // `-n4`, `-N2`: the value stands in the option.
  return /^-[a-zA-Z]\d+$/.test(option) ? 0 : 1;
}
