import { baseName } from '../../text/path';
import { positionsOf } from '../../text/positions';
import type { TextFile } from '../../text/read-text';
import type { Format } from '../format';
import { faultReading, leftAlone, otherReading, TOO_LARGE, unreadable } from '../other';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { type Gathered, nothingGathered, packageFacts } from './parts';
import { takeRequirementLine } from './requirement-line';

const ENDING = /\.(?:txt|in|pip)$/i;
const NAME = /(?:^|[/._-])(?:requirements?|constraints?)[._-]/i;
const IN_FOLDER = /(?:^|\/)(?:requirements?|reqs|constraints)\/[\w.-]+\.(?:txt|in|pip)$/i;
const LOCK = /(?:^|\/)requirements[\w.-]*\.lock$/i;

/** "requirements.txt", "dev-requirements.in", "constraints.gpu.txt". */
function saysSo(path: string): boolean {
  return ENDING.test(path) && NAME.test(`/${baseName(path)}`);
}

/**
 * Requirements and constraints files of pip, also as pip-tools and Rye write them. Facts: those of {@link packageFacts}.
 */
export const requirements: Format = {
  text: true,
  matches: (path) => saysSo(path) || IN_FOLDER.test(path) || LOCK.test(path),
  async read(file) {
    let text: TextFile | null;
    try {
      text = await file.text();
    } catch (error) {
      return faultReading(error, 'requirements', file, saysSo(file.path), 'text');
    }
    if (text === null) return leftAlone('requirements', file, TOO_LARGE);
    return requirementsReading(file, text);
  },
};

function requirementsReading(file: SourceFile, file_: TextFile): Reading | null {
  const { text } = file_;
  const sure = saysSo(file.path);
  if (text.includes('\0')) return sure ? unreadable('requirements', file, 'The file is not text.') : null;
  const gathered = nothingGathered();
  const { good, broken } = takeRequirements(text, gathered, LOCK.test(file.path));
  // Prose in "system-requirements.txt", or a list of something else.
  if (broken.length > good || (good === 0 && !sure)) return null;
  return otherReading('requirements', file, file_, {
    facts: packageFacts(gathered),
    mentions: gathered,
    reason: broken.length === 0 ? null : `pip would not understand ${lines(broken)}.`,
  });
}

interface Taken {
  /** Lines that pip understands. */
  readonly good: number;
  /** Numbers of the lines that it does not. */
  readonly broken: readonly number[];
}

/** Takes a whole requirements text in. Lines that end in a backslash go on. */
export function takeRequirements(text: string, into: Gathered, locked = false): Taken {
  const positions = positionsOf(text);
  // As long as before, so that offsets stay true.
  const joined = text.replace(/\\(?:\r\n|\n|\r)/g, (mark) => ' '.repeat(mark.length));
  let good = 0;
  const broken: number[] = [];
  let offset = 0;
  for (const line of joined.split(/(?<=\n)|(?<=\r)(?!\n)/)) {
    const start = offset;
    offset += line.length;
    const comment = /(?:^|\s)#/.exec(line)?.index ?? line.length;
    const content = line.slice(0, comment);
    if (content.trim() === '') continue;
    const understood = takeRequirementLine(content, (from, to) => positions.range(start + from, start + to), into, {
      locked,
    });
    if (understood) good += 1;
    else broken.push(positions.range(start, start).start.line);
  }
  return { good, broken };
}

function lines(numbers: readonly number[]): string {
  if (numbers.length === 1) return `line ${numbers[0]}`;
  const shown = numbers.slice(0, 5).join(', ');
  return `lines ${shown}${numbers.length > 5 ? ' and more' : ''}`;
}
