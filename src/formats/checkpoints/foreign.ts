/** Model files of other tools: told by name and first bytes (of zip archives also by the list at their end), never opened further. */

import type { FactValue, OtherFacts } from '../../model/facts';
import { HostError, type RelativePath } from '../../model/host';
import { baseName } from '../../text/path';
import type { Format } from '../format';
import { NO_MENTIONS } from '../mentions';
import type { OtherReading } from '../reading';
import { type FileEnds, hasSignature, isText, latin1, readEnds } from './bytes';
import { isLfsPointer } from './lfs';

const HEAD = 1024;
/** The list of a zip archive stands at its end; of large archives its last part is enough to see what they are. */
const TAIL = 64 * 1024;

interface Told {
  readonly kind: OtherReading['kind'];
  readonly facts?: OtherFacts;
}

interface Foreign {
  matches(name: string): boolean;
  /** Null where the bytes are something else. `name`: the file's, in lower case. */
  tell(ends: FileEnds, name: string): Told | null;
}

const ZIP = 'PK\x03\x04';
const HDF5 = '\x89HDF\r\n\x1a\n';
const isZip = (head: Uint8Array) => hasSignature(head, 0, ZIP);
/** Protocols 2 to 5 begin so; PyTorch before 1.6 wrote the second. */
const isPickle = (head: Uint8Array) => head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5;

const FOREIGN: readonly Foreign[] = [
  {
    matches: (name) => /\.(?:engine|trt)$/.test(name),
    tell: ({ head }) => (isText(head) || isZip(head) ? null : { kind: 'tensorrt-engine' }),
  },
  {
    // Terraform's plans are zip archives, other plans are text.
    matches: (name) => name.endsWith('.plan'),
    tell: ({ head }) =>
      hasSignature(head, 0, 'ftrt') || hasSignature(head, 0, 'ptrt') ? { kind: 'tensorrt-engine' } : null,
  },
  { matches: (name) => /\.(?:pt|pth|ckpt|bin|pt2|jit|torchscript)$/.test(name), tell: tellPytorch },
  {
    // Pickles of data are none of ours: the name has to speak of a model.
    matches: (name) =>
      /\.(?:pkl|pickle|joblib)$/.test(name) && /model|weights|checkpoint|classifier|regressor|estimator/.test(name),
    tell: ({ head }) => (isPickle(head) ? { kind: 'pickle' } : null),
  },
  {
    // A protocol buffer that begins with the version of its schema.
    matches: (name) => name === 'saved_model.pb',
    tell: ({ head }) => (head[0] === 0x08 || head[0] === 0x12 ? { kind: 'savedmodel' } : null),
  },
  {
    matches: (name) => name.endsWith('.keras') || (/\.(?:h5|hdf5)$/.test(name) && /model|weights/.test(name)),
    tell: ({ head }, name) =>
      hasSignature(head, 0, HDF5) || (name.endsWith('.keras') && isZip(head)) ? { kind: 'keras' } : null,
  },
  {
    matches: (name) => name.endsWith('.tflite'),
    tell: ({ head }) => (hasSignature(head, 4, 'TFL3') ? { kind: 'tflite' } : null),
  },
  {
    matches: (name) => name.endsWith('.xml'),
    tell({ head }) {
      const version = /^\s*(?:<\?xml[^>]*>\s*)?<net\s[^>]*\bversion="(\d{1,3})"/.exec(latin1(head).replace(/^ï»¿/, ''));
      return version === null ? null : { kind: 'openvino', facts: { irVersion: Number(version[1]) } };
    },
  },
  {
    matches: (name) => name.endsWith('.nemo'),
    tell: ({ head }) =>
      hasSignature(head, 257, 'ustar') || hasSignature(head, 0, '\x1f\x8b') ? { kind: 'nemo' } : null,
  },
];

/** Kinds that a name alone tells, so that a Git LFS pointer in the file's place is told as what it points to. */
const BY_NAME: readonly (readonly [RegExp, OtherReading['kind']])[] = [
  [/\.(?:engine|trt)$/, 'tensorrt-engine'],
  [/\.(?:pt|pth|pt2)$|^(?:pytorch_model|adapter_model|diffusion_pytorch_model)[^/]*\.bin$/, 'pytorch'],
  [/^saved_model\.pb$/, 'savedmodel'],
  [/\.keras$|^tf_model\.h5$/, 'keras'],
  [/\.tflite$/, 'tflite'],
  [/\.nemo$/, 'nemo'],
];

/** Facts: `bytes`; of PyTorch's archives `format`; of what `torch_neuronx` or `torch_neuron` compiled `compiledBy`; of OpenVINO `irVersion`. */
export const foreignModel: Format = {
  text: false,
  ranges: true,
  matches: (path) => FOREIGN.some((foreign) => foreign.matches(nameOf(path))),
  async read({ host, path }) {
    const name = nameOf(path);
    try {
      const ends = await readEnds(host, path, HEAD, TAIL, isZip);
      const told = ends.head.length === 0 ? null : (pointerOf(ends, name) ?? tell(ends, name));
      if (told === null) return null;
      const facts: Record<string, FactValue> = { bytes: ends.size, ...told.facts };
      return {
        path,
        kind: told.kind,
        status: 'analyzed',
        reason: null,
        facts,
        mentions: NO_MENTIONS,
        documents: [],
        ignores: [],
      };
    } catch (error) {
      if (error instanceof HostError) return null;
      throw error;
    }
  },
};

function nameOf(path: RelativePath): string {
  return baseName(path).toLowerCase();
}

function tell(ends: FileEnds, name: string): Told | null {
  for (const foreign of FOREIGN) {
    const told = foreign.matches(name) ? foreign.tell(ends, name) : null;
    if (told !== null) return told;
  }
  return null;
}

function pointerOf({ head }: FileEnds, name: string): Told | null {
  const text = latin1(head);
  if (!isLfsPointer(text)) return null;
  const kind = BY_NAME.find(([pattern]) => pattern.test(name))?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return kind === undefined
    ? null
    : { kind, facts: { pointer: true, ...(size !== undefined && { bytes: Number(size) }) } };
}

/** Archives of `torch.save`, `torch.jit.save` and `torch.export.save`, and what `torch.save` wrote before PyTorch 1.6. */
function tellPytorch({ head, tail }: FileEnds, name: string): Told | null {
  if (isPickle(head)) return name.endsWith('.pt2') ? null : { kind: 'pytorch', facts: { format: 'pickle' } };
  if (!isZip(head)) return null;
  const list = `${latin1(head)}\n${latin1(tail)}`;
  if (list.includes('/code/__torch__') || list.includes('/constants.pkl')) {
    const compiler = /torch_neuronx|torch_neuron/.exec(list)?.[0];
    return { kind: 'torchscript', facts: compiler === undefined ? {} : { compiledBy: compiler } };
  }
  if (/serialized_exported_program\.json|exported_program|models\/[^/]{1,80}\.json/.test(list))
    return { kind: 'pytorch', facts: { format: 'torch.export' } };
  return list.includes('/data.pkl') ? { kind: 'pytorch', facts: { format: 'zip' } } : null;
}
