import type { Deployment } from '../../../src/model/settings';
import type { Target } from '../../../src/model/target';
import { readForStarters, seenFrom } from '../../../src/starters/open';
import { starterFiles } from '../../../src/starters/starters';
import { STARTER_KINDS, type StarterKind, type Starters } from '../../../src/starters/types';
import { type MemoryFile, memoryHost, noPace } from '../../support/memory-host';
import { modelBytes, node, tensorValue } from '../../support/onnx-builder';
import { knowledge } from '../../support/rule-fixture';

const [FLOAT, INT64, STRING] = [1, 7, 8];

/** An encoder with a symbolic batch and sequence. */
export function encoder(inputs: readonly string[] = ['input_ids', 'attention_mask']): Uint8Array {
  return modelBytes({
    name: 'encoder',
    node: [node('Cast', [inputs[0] ?? ''], ['y'], [], { name: 'cast' })],
    input: inputs.map((name) => tensorValue(name, INT64, ['batch', 'sequence'])),
    output: [tensorValue('y', FLOAT, ['batch', 'sequence'])],
  });
}

/** An image model of fixed shapes. */
export function image(): Uint8Array {
  return modelBytes({
    name: 'image',
    node: [node('Relu', ['pixels'], ['y'], [], { name: 'relu' })],
    input: [tensorValue('pixels', FLOAT, [1, 3, 224, 224])],
    output: [tensorValue('y', FLOAT, [1, 3, 224, 224])],
  });
}

/** A model that takes texts. */
export function texts(): Uint8Array {
  return modelBytes({
    name: 'texts',
    node: [node('Identity', ['text'], ['y'], [], { name: 'same' })],
    input: [tensorValue('text', STRING, [1])],
    output: [tensorValue('y', STRING, [1])],
  });
}

export const LLAMA = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  torch_dtype: 'bfloat16',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  max_position_embeddings: 131072,
};

export const BERT = {
  model_type: 'bert',
  architectures: ['BertForSequenceClassification'],
  hidden_size: 768,
  intermediate_size: 3072,
  num_hidden_layers: 12,
  num_attention_heads: 12,
  vocab_size: 30522,
  max_position_embeddings: 512,
};

export interface Wanted {
  readonly path: string;
  readonly file: MemoryFile;
  readonly target: Target;
  readonly sdk?: string;
  readonly kinds?: readonly StarterKind[];
  readonly pins?: Readonly<Record<string, number>>;
  readonly deployment?: Deployment;
  readonly workload?: 'inference' | 'training';
}

/** Where {@link starters} puts the files, below the root of the model. */
export const FOLDER = 'start/here';

/** The starter files of a model that lies in memory. Throws where it cannot be read. */
export async function starters(wanted: Wanted): Promise<Starters> {
  const { path, file, target, sdk = '2.33.1', kinds = STARTER_KINDS, pins = {}, deployment = {} } = wanted;
  const reading = await readForStarters(memoryHost({ [path]: file }), path, noPace);
  if (typeof reading === 'string') throw new Error(reading);
  const settings = { sdk, workload: wanted.workload ?? 'inference', pins, deployment };
  return starterFiles({ reading, target, settings, kinds, model: seenFrom(FOLDER, path) }, knowledge);
}

/** The text of the file of a kind; throws where there is none. */
export function textOf({ files, skipped }: Starters, kind: StarterKind): string {
  const file = files.find((one) => one.kind === kind);
  if (file === undefined) throw new Error(`no ${kind}: ${skipped.map(({ reason }) => reason).join(' ')}`);
  return file.text;
}
