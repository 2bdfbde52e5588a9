import type { FactValue, OtherFacts } from '../../model/facts';
import { type Host, HostError, type Pace, type RelativePath } from '../../model/host';
import { compareText } from '../../model/order';
import type { Format } from '../format';
import { NO_MENTIONS } from '../mentions';
import type { FailedReading, OtherReading } from '../reading';
import { byteCursor, CursorFault } from './byte-cursor';
import { elements, exact, hasSignature, latin1 } from './bytes';
import { GgufFault, type GgufHeader, type GgufScalar, readGgufHeader } from './gguf-header';
import { GGUF_TYPES } from './gguf-types';
import { isLfsPointer, LFS_POINTER } from './lfs';

/** Read of a header at most; tokens and merges of a large vocabulary take about ten. */
const BUDGET = 64 * 1024 * 1024;

/**
 * `.gguf` of llama.cpp: the header is read, never a tensor. Facts: `version`, `architecture`, `name`, `tensors`, `dtypes` (tensors by type, as the
 * format names it), `parameters` (elements of all tensors), `bytes`, `contextLength`, `layers`, `hiddenSize`, `attentionHeads`, `keyValueHeads`,
 * `experts`, as far as they are stated.
 */
export const gguf: Format = {
  text: false,
  ranges: true,
  matches: (path) => path.toLowerCase().endsWith('.gguf'),
  read: ({ host, path }, pace) => readGguf(host, path, pace),
};

async function readGguf(host: Host, path: RelativePath, pace: Pace): Promise<OtherReading | FailedReading> {
  const failed = (reason: string): FailedReading => ({
    path,
    kind: 'gguf',
    status: 'unreadable',
    reason,
    facts: {},
    range: null,
  });
  try {
    const source = await host.open(path);
    try {
      const start = await source.read(0, Math.min(64, source.size));
      if (isLfsPointer(latin1(start))) return failed(LFS_POINTER);
      if (!hasSignature(start, 0, 'GGUF')) return failed('This is no GGUF file: it does not begin with GGUF.');
      const header = await readGgufHeader(byteCursor(source, BUDGET, pace));
      const missing = bytesMissing(header, source.size);
      const reason =
        missing === 0
          ? null
          : `The file is damaged: it ends ${missing} bytes too early, as after an interrupted download.`;
      const status = reason === null ? 'analyzed' : 'partial';
      const facts = ggufFacts(header, source.size);
      return { path, kind: 'gguf', status, reason, facts, mentions: NO_MENTIONS, documents: [], ignores: [] };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof GgufFault || error instanceof HostError) return failed(error.message);
    if (error instanceof CursorFault)
      return failed(
        error.reason === 'budget'
          ? `The GGUF header is longer than ${BUDGET / 1024 / 1024} MB, which no model needs: fetch the file again.`
          : 'The file ends within its header, as after an interrupted download: fetch it again.',
      );
    throw error;
  }
}

const NUMBERS = [
  ['contextLength', 'context_length'],
  ['layers', 'block_count'],
  ['hiddenSize', 'embedding_length'],
  ['attentionHeads', 'attention.head_count'],
  ['keyValueHeads', 'attention.head_count_kv'],
  ['experts', 'expert_count'],
] as const;

function ggufFacts({ version, metadata, tensors }: GgufHeader, size: number): OtherFacts {
  const types = new Map<string, number>();
  let parameters = 0n;
  for (const { type, shape } of tensors) {
    const name = GGUF_TYPES.get(type)?.[0] ?? `type ${type}`;
    types.set(name, (types.get(name) ?? 0) + 1);
    parameters += elements(shape);
  }
  const facts: Record<string, FactValue> = { version };
  const architecture = metadata.get('general.architecture');
  if (typeof architecture === 'string') facts.architecture = architecture;
  const name = metadata.get('general.name');
  if (typeof name === 'string') facts.name = name;
  facts.tensors = tensors.length;
  facts.dtypes = Object.fromEntries([...types].sort(([a], [b]) => compareText(a, b)));
  facts.parameters = exact(parameters);
  facts.bytes = size;
  for (const [fact, key] of NUMBERS) {
    const value = numberOf(metadata.get(`${String(architecture)}.${key}`));
    if (value !== null) facts[fact] = value;
  }
  return facts;
}

function numberOf(value: GgufScalar | undefined): number | null {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** How many bytes the file is too short for its tensors; types that are not known are left out. */
function bytesMissing({ metadata, tensors, end }: GgufHeader, size: number): number {
  const alignment = numberOf(metadata.get('general.alignment')) ?? 32;
  if (alignment < 1 || tensors.length === 0) return 0;
  const data = Math.ceil(end / alignment) * alignment;
  let needed = 0;
  for (const { type, shape, offset } of tensors) {
    const known = GGUF_TYPES.get(type);
    if (known === undefined) continue;
    const [, block, bytes] = known;
    const length = Number((elements(shape) * BigInt(bytes)) / BigInt(block));
    needed = Math.max(needed, data + offset + length);
  }
  return Math.max(0, needed - size);
}
