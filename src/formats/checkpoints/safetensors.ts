import type { FactValue, OtherFacts } from '../../model/facts';
import { type ByteSource, type Host, HostError, type RelativePath } from '../../model/host';
import { compareText } from '../../model/order';
import { quoted } from '../../text/quote';
import type { Format } from '../format';
import { NO_MENTIONS } from '../mentions';
import type { FailedReading, OtherReading } from '../reading';
import { elements, exact, latin1 } from './bytes';
import { isLfsPointer, LFS_POINTER } from './lfs';
import { type Header, type StoredTensor, understandHeader } from './safetensors-header';

/** The format's own limit of a header. */
const MAX_HEADER = 100_000_000;
/** What is read of it: a shard of the largest known checkpoints has some hundred KB. */
const MAX_READ = 16 * 1024 * 1024;

/**
 * `.safetensors`: eight bytes and the header are read, never a tensor. Facts: `tensors`, `dtypes` (tensors by type, as the format names it),
 * `parameters` (elements of all tensors), `bytes`, `bytesByDtype`, `layers` (of names such as "model.layers.31."), `embedding` (shape of the token
 * embedding), `format` ("pt") as the metadata states it.
 */
export const safetensors: Format = {
  text: false,
  ranges: true,
  matches: (path) => path.toLowerCase().endsWith('.safetensors'),
  read: ({ host, path }) => readSafetensors(host, path),
};

async function readSafetensors(host: Host, path: RelativePath): Promise<OtherReading | FailedReading> {
  const failed = (reason: string, status: FailedReading['status'] = 'unreadable'): FailedReading => ({
    path,
    kind: 'safetensors',
    status,
    reason,
    facts: {},
    range: null,
  });
  try {
    const source = await host.open(path);
    try {
      const header = await readHeader(source);
      if (typeof header === 'string') return failed(header, header === TOO_LONG ? 'skipped' : 'unreadable');
      const reason = header.faults.length === 0 ? null : `The file is damaged: ${header.faults.join('; ')}.`;
      const status = reason === null ? 'analyzed' : 'partial';
      const facts = safetensorsFacts(header, source.size);
      return { path, kind: 'safetensors', status, reason, facts, mentions: NO_MENTIONS, documents: [], ignores: [] };
    } finally {
      await source.close();
    }
  } catch (error) {
    if (error instanceof HostError) return failed(error.message);
    throw error;
  }
}

const TOO_LONG = `The header is longer than ${MAX_READ / 1024 / 1024} MB and was left alone.`;

/** The header, or a sentence on why there is none. */
async function readHeader(source: ByteSource): Promise<Header | string> {
  if (source.size === 0) return 'The file is empty: the download or export failed; repeat it.';
  const start = await source.read(0, Math.min(64, source.size));
  if (isLfsPointer(latin1(start))) return LFS_POINTER;
  if (start.length < 8) return 'The file is too short for a safetensors file: fetch it again.';
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (length < 2n || length > BigInt(MAX_HEADER) || (start.length > 8 && start[8] !== 0x7b))
    return 'This is no safetensors file: it does not begin with the length of a header and a header.';
  if (BigInt(source.size) < 8n + length)
    return 'The file ends within its header, as after an interrupted download: fetch it again.';
  if (length > BigInt(MAX_READ)) return TOO_LONG;
  const bytes = await source.read(8, Number(length));
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const header = understandHeader(value, source.size - 8 - Number(length), quoted);
    return header ?? 'The header of this safetensors file describes no tensors: fetch the file again.';
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return 'The header of this safetensors file is not valid JSON: fetch the file again.';
    throw error;
  }
}

function safetensorsFacts({ tensors, metadata }: Header, size: number): OtherFacts {
  const dtypes = new Map<string, { tensors: number; bytes: number }>();
  let parameters = 0n;
  for (const { dtype, shape, begin, end } of tensors) {
    const sum = dtypes.get(dtype) ?? { tensors: 0, bytes: 0 };
    dtypes.set(dtype, { tensors: sum.tensors + 1, bytes: sum.bytes + end - begin });
    parameters += elements(shape);
  }
  const sorted = [...dtypes].sort(([a], [b]) => compareText(a, b));
  const facts: Record<string, FactValue> = {
    tensors: tensors.length,
    dtypes: Object.fromEntries(sorted.map(([dtype, sum]) => [dtype, sum.tensors])),
    parameters: exact(parameters),
    bytes: size,
    bytesByDtype: Object.fromEntries(sorted.map(([dtype, sum]) => [dtype, sum.bytes])),
  };
  const layers = layerCount(tensors.map(({ name }) => name));
  if (layers !== null) facts.layers = layers;
  const embedding = tensors.find(isEmbedding);
  if (embedding !== undefined) facts.embedding = embedding.shape;
  if (metadata.format !== undefined) facts.format = metadata.format.slice(0, 100);
  return facts;
}

/** The token embedding of decoders under the names of the `transformers` library. */
function isEmbedding({ name, shape }: StoredTensor): boolean {
  return name === 'model.embed_tokens.weight' && shape.length === 2;
}

/** One more than the highest index in names such as "model.layers.31.mlp.up_proj.weight"; null where there is none. */
export function layerCount(names: readonly string[]): number | null {
  let count = 0;
  for (const name of names) {
    const index = /^model\.layers\.(\d{1,6})\./.exec(name)?.[1];
    if (index !== undefined) count = Math.max(count, Number(index) + 1);
  }
  return count === 0 ? null : count;
}
