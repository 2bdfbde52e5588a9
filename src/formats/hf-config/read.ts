import type { HfConfigFacts } from '../../model/facts';
import type { TextRange } from '../../model/finding';
import { type Host, HostError, type RelativePath } from '../../model/host';
import { type JsonNode, parseJson } from '../../text/json';
import { JsonFault } from '../../text/json-scalar';
import { type Positions, positionsOf } from '../../text/positions';
import { decodeText, readText, type TextFile } from '../../text/read-text';
import type { FailedReading, HfConfigReading } from '../reading';
import { factsOf } from './facts';
import { isHfConfig, looksLikeHfConfig } from './recognise';

/** The largest known config has 100 KB. */
const MAX_BYTES = 4 * 1024 * 1024;
/** Enough of a larger file to see what it is. */
const HEAD_BYTES = 64 * 1024;
const MAX_CLAUSES = 5;

/** Reads a Hugging Face config; null where the file is something else. Never rejects for what the file holds, nor where it cannot be read. */
export async function readHfConfig(host: Host, path: RelativePath): Promise<HfConfigReading | FailedReading | null> {
  const named = path.split('/').at(-1)?.toLowerCase() === 'config.json' ? 'config.json' : 'otherwise';
  try {
    const file = await readText(host, path, MAX_BYTES);
    if (file === null) {
      const reason = `The config is larger than ${MAX_BYTES / 1024 / 1024} MB and was left alone.`;
      return looksLikeHfConfig(await readHead(host, path), named) ? failed(path, 'skipped', reason, null) : null;
    }
    return readConfigText(file, path, named);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return named === 'config.json' ? failed(path, 'unreadable', error.message, null) : null;
  }
}

function readConfigText(file: TextFile, path: RelativePath, named: 'config.json' | 'otherwise') {
  const positions = positionsOf(file.text);
  try {
    const { root, oddities } = parseJson(file.text);
    return isHfConfig(root.value, named)
      ? reading(path, root, root.value, [...encodingOddities(file), ...oddities], positions)
      : null;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (named === 'config.json' && file.text.startsWith('version https://git-lfs.github.com/spec/')) {
      return failed(path, 'unreadable', 'The file is a Git LFS pointer, not the config; run "git lfs pull".', null);
    }
    if (!looksLikeHfConfig(file.text, named)) return null;
    const range = positions.range(error.start, error.end);
    const { line, column } = range.start;
    const reason = `The config is not valid JSON at line ${line}, column ${column}: ${error.message}.`;
    return failed(path, 'unreadable', reason, range);
  }
}

function reading(
  path: RelativePath,
  root: JsonNode,
  document: HfConfigReading['document'],
  oddities: readonly string[],
  positions: Positions,
): HfConfigReading {
  const { facts, paths, wrong } = factsOf(document);
  const rangeOf = (keys: readonly (string | number)[]): TextRange | null => {
    const node = keys.reduce<JsonNode | undefined>((at, key) => at?.children?.get(key), root);
    return node === undefined ? null : positions.range(node.start, node.end);
  };
  const ranges: Partial<Record<keyof HfConfigFacts, TextRange>> = {};
  for (const [name, keys] of Object.entries(paths)) {
    const range = rangeOf(keys);
    if (range) ranges[name as keyof HfConfigFacts] = range;
  }
  const reason = reasonOf(oddities, wrong);
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
