import type { HfConfigFacts } from '../../model/facts';
import type { TextRange } from '../../model/finding';
import { type Host, HostError, type RelativePath } from '../../model/host';
import { DataFault } from '../../text/data';
import type { JsonData } from '../../text/json-data';
import { decodeText, type TextFile } from '../../text/read-text';
import { TOO_LARGE } from '../other';
import type { FailedReading, HfConfigReading } from '../reading';
import type { SourceFile } from '../source-file';
import { factsOf } from './facts';
import { isHfConfig, looksLikeHfConfig } from './recognise';

/** Enough of a larger file to see what it is. */
const HEAD_BYTES = 64 * 1024;
const MAX_CLAUSES = 5;

/** Reads a Hugging Face config; null where the file is something else. Never rejects for what the file holds, nor where it cannot be read. */
export async function readHfConfig(file: SourceFile): Promise<HfConfigReading | FailedReading | null> {
  const { host, path } = file;
  const named = file.name === 'config.json' ? 'config.json' : 'otherwise';
  try {
    const text = await file.text();
    if (text !== null) return await readConfigText(file, text, named);
    return looksLikeHfConfig(await readHead(host, path), named) ? failed(path, 'skipped', TOO_LARGE, null) : null;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return named === 'config.json' ? failed(path, 'unreadable', error.message, null) : null;
  }
}

async function readConfigText(file: SourceFile, text: TextFile, named: 'config.json' | 'otherwise') {
  const { path } = file;
  try {
    const json = await file.json();
    return json !== null && isHfConfig(json.value, named)
      ? reading(path, json, json.value, encodingOddities(text))
      : null;
  } catch (error) {
    if (!(error instanceof DataFault)) throw error;
    if (named === 'config.json' && text.text.startsWith('version https://git-lfs.github.com/spec/')) {
      return failed(path, 'unreadable', 'The file is a Git LFS pointer, not the config; run "git lfs pull".', null);
    }
    // Of a file that was asked for by this very name nothing else is expected.
    const expected = file.named && named === 'config.json';
    if (!expected && !looksLikeHfConfig(text.text, named)) return null;
    const at = error.range === null ? '' : ` at line ${error.range.start.line}, column ${error.range.start.column}`;
    return failed(path, 'unreadable', `The config is not valid JSON${at}: ${error.message}.`, error.range);
  }
}

function reading(
  path: RelativePath,
  { oddities, rangeOf }: JsonData,
  document: HfConfigReading['document'],
  encoding: readonly string[],
): HfConfigReading {
  const { facts, paths, wrong } = factsOf(document);
  const ranges: Partial<Record<keyof HfConfigFacts, TextRange>> = {};
  for (const [name, keys] of Object.entries(paths)) {
    const range = rangeOf(keys);
    if (range) ranges[name as keyof HfConfigFacts] = range;
  }
  const reason = reasonOf([...encoding, ...oddities], wrong);
  const status = reason === null ? 'analyzed' : 'partial';
  return { path, kind: 'hf-config', status, reason, facts, ranges, document, rangeOf };
}

function encodingOddities({ encoding, byteOrderMark, malformed }: TextFile): string[] {
  if (encoding === 'utf-16') return ['it is UTF-16 text, where Hugging Face libraries read UTF-8'];
  return [
    ...(byteOrderMark ? ['it starts with a byte order mark, which Hugging Face libraries refuse'] : []),
    ...(malformed ? ['it holds bytes that are no UTF-8'] : []),
  ];
}

/** One sentence on all that is odd, or null. */
function reasonOf(oddities: readonly string[], wrong: readonly string[]): string | null {
  const listed = (clauses: readonly string[]) =>
    [...clauses.slice(0, MAX_CLAUSES), ...(clauses.length > MAX_CLAUSES ? ['more like this'] : [])].join(', ');
  const parts = [
    ...(oddities.length > 0 ? [`The config is not clean JSON: ${listed(oddities)}`] : []),
    ...(wrong.length > 0 ? [`${oddities.length > 0 ? 'a' : 'A'} value was left out: ${listed(wrong)}`] : []),
  ];
  return parts.length === 0 ? null : `${parts.join('; ')}.`;
}

async function readHead(host: Host, path: RelativePath): Promise<string> {
  const source = await host.open(path);
  try {
    return decodeText(await source.read(0, HEAD_BYTES)).text;
  } finally {
    await source.close();
  }
}

function failed(
  path: RelativePath,
  status: FailedReading['status'],
  reason: string,
  range: TextRange | null,
): FailedReading {
  return { path, kind: 'hf-config', status, reason, facts: {}, range };
}
