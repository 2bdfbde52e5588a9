import type { TextRange } from '../../model/finding';
import type { Positions } from '../../text/positions';

/** An option of a job: "--gres=gpu:8" and "-G 8" with the long name. */
export interface SlurmOption {
  readonly name: string;
  readonly value: string;
  /** Of name and value. */
  readonly range: TextRange;
}

const LONG: Readonly<Record<string, string>> = {
  '-G': '--gpus',
  '-N': '--nodes',
  '-p': '--partition',
  '-C': '--constraint',
};

/** The options of `#SBATCH` lines, in order. */
export function slurmOptions(text: string, positions: Positions): SlurmOption[] {
  const options: SlurmOption[] = [];
  for (const { 0: line, index } of text.matchAll(/^#SBATCH[ \t][^\n]*/gm)) {
    const words = [...line.matchAll(/\S+/g)].map(({ 0: word, index: at }) => ({ word, start: index + at }));
    for (let i = 1; i < words.length; i += 1) {
      const { word = '', start = 0 } = words[i] ?? {};
      if (word.startsWith('#')) break;
      if (!word.startsWith('-')) continue;
      const [name = '', ...rest] = word.split('=');
      const next = words[i + 1];
      if (rest.length > 0) options.push(option(name, rest.join('='), start, start + word.length));
      else if (/^-[A-Za-z]\S/.test(word) && !word.startsWith('--'))
        options.push(option(word.slice(0, 2), word.slice(2), start, start + word.length));
      else if (next !== undefined && !next.word.startsWith('-') && !next.word.startsWith('#'))
        options.push(option(name, next.word, start, next.start + next.word.length));
      else options.push(option(name, '', start, start + word.length));
    }
  }
  return options;

  function option(name: string, value: string, start: number, end: number): SlurmOption {
    return { name: LONG[name] ?? name, value: value.replace(/^["']|["']$/g, ''), range: positions.range(start, end) };
  }
}
