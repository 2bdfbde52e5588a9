import type { TextRange } from '../../model/finding';
import { type ByteSource, HostError } from '../../model/host';
import type { Observation } from '../../model/observed';
import { TARGETS, type Target } from '../../model/target';
import { baseName } from '../../text/path';
import type { Format } from '../format';
import { NO_MENTIONS } from '../mentions';
import type { SourceFile } from '../source-file';

const ENDING = /\.(?:log|out|err)$/i;
const TEXT_NAME = /neuron|ncc|compil/i;
/** More than a compiler writes; the rest of a larger file is left alone, and the report says so. */
const MAX_BYTES = 64 * 1024 * 1024;
const WINDOW = 1024 * 1024;
/** Longest line that is looked at. */
const MAX_LINE = 4096;
const MAX_OBSERVATIONS = 200;
const CODE = /\bNCC_[A-Z]{3,5}\d{3}\b/g;
const STATUS = /\bCompiler status (PASS|ERROR)\b/;
const TARGET = /--target[= ]+([a-z0-9]+)/;
const VERSION = /NeuronX Compiler version (\d[\w.+]{0,60})/;

interface Scan {
  readonly observations: Observation[];
  /** Of the command line shown last. */
  target: Target | null;
  version: string | null;
  /** Whether the compiler itself speaks in it. */
  isLog: boolean;
  failed: boolean;
}

/** The log of a compile with neuronx-cc. Facts: compiler version, error codes, whether it passed. Read in windows, whatever its size. */
export const compilerLog: Format = {
  text: false,
  ranges: true,
  matches: (path, named) => named || isLogName(path),
  async read(file, pace) {
    try {
      const source = await file.host.open(file.path);
      try {
        const scan: Scan = { observations: [], target: null, version: null, isLog: false, failed: false };
        const whole = await scanLines(source, scan, () => pace.breathe());
        return scan.isLog ? readingOf(file, scan, whole) : null;
      } finally {
        await source.close();
      }
    } catch (error) {
      // A file whose content nobody saw does not say that it is a compiler's log.
      if (error instanceof HostError) return null;
      throw error;
    }
  },
};

function isLogName(path: string): boolean {
  if (ENDING.test(path)) return true;
  return path.toLowerCase().endsWith('.txt') && TEXT_NAME.test(baseName(path));
}

function readingOf(file: SourceFile, scan: Scan, whole: boolean) {
  const codes = new Set(scan.observations.flatMap((seen) => (seen.kind === 'error' ? [seen.code] : [])));
  return {
    path: file.path,
    kind: 'neuron-log' as const,
    status: whole ? ('analyzed' as const) : ('partial' as const),
    reason: whole ? null : `Only the first ${MAX_BYTES / 1024 / 1024} MB of the log were read.`,
    facts: {
      ...(scan.version === null ? {} : { neuronxCc: scan.version }),
      errors: [...codes],
      passed: !scan.failed && scan.observations.some(({ kind }) => kind === 'pass'),
    },
    mentions: NO_MENTIONS,
    documents: [],
    ignores: [],
    observations: scan.observations,
  };
}

/** Whether all of the file was looked at. */
async function scanLines(source: ByteSource, scan: Scan, breathe: () => Promise<void>): Promise<boolean> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 1;
  const end = Math.min(source.size, MAX_BYTES);
  for (let at = 0; at < end; at += WINDOW) {
    await breathe();
    const bytes = await source.read(at, Math.min(WINDOW, end - at));
    // A binary file is no log.
    if (at === 0 && bytes.subarray(0, 1024).includes(0)) return true;
    const lines = (rest + decoder.decode(bytes, { stream: at + WINDOW < end })).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const text of lines) {
      lookAt(scan, text.slice(0, MAX_LINE), line);
      line += 1;
    }
    // A long text without a word of the compiler in its first window is something else.
    if (!scan.isLog && at === 0 && end > WINDOW && !/neuron/i.test(rest + lines.join('\n'))) return true;
  }
  lookAt(scan, rest, line);
  return source.size <= MAX_BYTES;
}

function lookAt(scan: Scan, text: string, line: number): void {
  if (!text.includes('NCC_') && !text.includes('neuronx-cc') && !text.includes('Compiler')) return;
  if (text.includes('neuronx-cc')) {
    // A line of a script that installs or calls the compiler is no word of the compiler itself.
    if (/\[neuronx-cc\]|NEURON_CC_WRAPPER/.test(text)) scan.isLog = true;
    const [, target] = TARGET.exec(text) ?? [];
    if (target !== undefined) scan.target = TARGETS.find((known) => known === target) ?? null;
  }
  scan.version ??= VERSION.exec(text)?.[1] ?? null;
  if (scan.version !== null) scan.isLog = true;
  const at = (start: number, length: number): TextRange => ({
    start: { line, column: start + 1 },
    end: { line, column: start + length + 1 },
  });
  const status = STATUS.exec(text);
  if (status) {
    scan.isLog = true;
    if (status[1] === 'ERROR') scan.failed = true;
    else add(scan, { kind: 'pass', range: at(status.index, status[0].length), target: scan.target });
  }
  for (const match of text.matchAll(CODE)) {
    const [code] = match;
    const before = text.slice(0, match.index);
    // Documentation and code name error codes too; the compiler puts them into brackets or behind its own name.
    if (!/\[$|ERROR|error:?\s*$|neuronx-cc\]/i.test(before)) continue;
    scan.isLog = true;
    scan.failed = true;
    const words = text
      .slice(match.index + code.length)
      .replace(/^[\]:\s-]+/, '')
      .trim();
    add(scan, {
      kind: 'error',
      code,
      words: words.slice(0, 300),
      range: at(match.index, code.length),
      target: scan.target,
    });
  }
}

function add(scan: Scan, observation: Observation): void {
  if (scan.observations.length < MAX_OBSERVATIONS) scan.observations.push(observation);
}
