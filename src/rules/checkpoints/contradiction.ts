import type { HfConfigReading, OtherReading } from '../../formats/reading';
import type { WorkspaceDraft, WorkspaceRule } from '../rule';
import { counted, listed } from '../words';
import { at, byFolder, configIn, readingsOf } from './beside';

/** `dtype` of a config for the types of safetensors that it could mean. */
const STORED: Readonly<Record<string, string>> = { bfloat16: 'BF16', float16: 'F16', float32: 'F32', float64: 'F64' };
const FLOATS = Object.values(STORED);

/** A config that says something else of the weights than the weights themselves. */
export const configContradiction: WorkspaceRule = {
  id: 'checkpoint/config-contradiction',
  phase: 'proof-of-concept',
  page: {
    title: 'Config that contradicts the weights',
    what: 'Compares config.json with the headers of the safetensors files beside it: the hidden size and vocabulary with the token embedding, the number of layers with the names of the tensors, and dtype with the type that most weights have.',
    why: 'Memory, parallel degrees and compiled shapes are planned from the config. Where it belongs to another checkpoint, loading fails, and where only the type differs, the weights are cast while they load and the plan counts the wrong bytes.',
    fix: 'Copy the config of the same checkpoint again, or set dtype to the type of the weights.',
    example: {
      before: '"torch_dtype": "float32"    # the weights are BF16',
      after: '"torch_dtype": "bfloat16"',
      language: 'json',
    },
    sources: ['safetensors-format'],
    since: '0.1.0',
  },
  *checkWorkspace({ readings }): Iterable<WorkspaceDraft> {
    const weights = byFolder(readingsOf(readings, ['safetensors', 'safetensors-index']));
    for (const [folder, files] of weights) {
      const config = configIn(readings, folder);
      if (config === null || config.facts.quantMethod !== undefined) continue;
      yield* dimensions(config, files);
      yield* types(config, files);
    }
  },
};

const REST = { confidence: 'inferred', sources: ['safetensors-format'] } as const;

function* dimensions(config: HfConfigReading, files: readonly OtherReading[]): Iterable<WorkspaceDraft> {
  const { hiddenSize, vocabSize, layers } = config.facts;
  const embedding = files.map(({ facts }) => facts.embedding).find((shape) => Array.isArray(shape));
  const [rows, columns] = Array.isArray(embedding) ? embedding : [];
  // Of a part of a checkpoint nothing follows: only an index, or a file without one, knows all tensors.
  const all = files.find(({ kind }) => kind === 'safetensors-index') ?? (files.length === 1 ? files[0] : undefined);
  const stored = typeof all?.facts.layers === 'number' ? all.facts.layers : 0;
  const wrong = [
    ...(typeof columns === 'number' && hiddenSize !== undefined && columns !== hiddenSize
      ? [{ fact: 'hiddenSize' as const, words: `hidden size ${hiddenSize} for an embedding of ${columns}` }]
      : []),
    // A larger table is padded; a smaller one cannot hold the tokens.
    ...(typeof rows === 'number' && vocabSize !== undefined && rows < vocabSize
      ? [{ fact: 'vocabSize' as const, words: `vocabulary ${vocabSize} for an embedding of ${rows} rows` }]
      : []),
    // More layers than the config counts can be heads of multi-token prediction.
    ...(stored > 0 && layers !== undefined && stored < layers
      ? [{ fact: 'layers' as const, words: `${counted(layers, 'layer')} where the tensors have ${stored}` }]
      : []),
  ];
  if (wrong.length === 0) return;
  yield {
    ...REST,
    artifact: config.path,
    key: 'dimensions',
    severity: 'warning',
    action: 'Take config and weights of the same checkpoint',
    message: `The config does not belong to the weights beside it: it states ${listed(wrong.map(({ words }) => words))}.`,
    why: 'The headers of the safetensors files say otherwise, so loading fails, and what is planned from the config is wrong.',
    remedy: 'Copy config and weights of the same checkpoint again.',
    locations: wrong.map(({ fact }) => at(config.path, config.ranges[fact])),
  };
}

function* types(config: HfConfigReading, files: readonly OtherReading[]): Iterable<WorkspaceDraft> {
  const stated = config.facts.torchDtype?.replace(/^torch\./, '') ?? '';
  const expected = Object.hasOwn(STORED, stated) ? STORED[stated] : undefined;
  const bytes = new Map<string, number>();
  for (const { facts } of files)
    for (const [dtype, count] of Object.entries(facts.bytesByDtype ?? {}))
      if (typeof count === 'number') bytes.set(dtype, (bytes.get(dtype) ?? 0) + count);
  const [most] = [...bytes].sort(([, a], [, b]) => b - a)[0] ?? [];
  if (expected === undefined || most === undefined || most === expected || !FLOATS.includes(most)) return;
  yield {
    ...REST,
    artifact: config.path,
    key: 'dtype',
    severity: 'info',
    action: 'Plan for the type of the weights',
    message: `The config states dtype ${stated}, but most weights beside it are ${most}.`,
    why: 'Libraries cast the weights to the stated type while they load, and memory is planned by it.',
    remedy:
      'Set the type that you want to run explicitly (deployment.dtype here, --dtype of vLLM), or correct the config.',
    locations: [at(config.path, config.ranges.torchDtype)],
  };
}
