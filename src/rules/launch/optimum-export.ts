import type { CallMention, CommandMention } from '../../formats/mentions';
import { mentionRule } from '../define';
import type { Draft } from '../rule';
import { listed } from '../words';
import { optionName, optionsOf, programOf, type Setting, settingOf, textOf } from './command';
import { placesAt } from './places';

/** An export of Optimum Neuron: `optimum-cli export neuron …` or `from_pretrained(…, export=True)`. */
export interface OptimumExport {
  readonly settings: readonly Setting[];
  readonly model: string | null;
  readonly range: CommandMention['range'];
  /** "optimum-cli export neuron" or the class. */
  readonly written: string;
}

const CLASS = /(?:^|\.)(Neuron(?:Model|[A-Z])\w*|NeuronModel\w*)\.from_pretrained$/;
const CHOICES: ReadonlyMap<string, readonly string[]> = new Map([
  ['auto-cast', ['none', 'matmul', 'all']],
  ['auto-cast-type', ['bf16', 'fp16', 'tf32']],
  ['torch-dtype', ['bfloat16', 'float16', 'float32']],
]);

export function exportOf(command: CommandMention): OptimumExport | null {
  const { words } = command;
  const { name, behind } = programOf(command);
  const [verb, format] = [words[behind]?.text, words[behind + 1]?.text];
  if (name !== 'optimum-cli' || verb !== 'export' || (format !== 'neuron' && format !== 'neuronx')) return null;
  const settings = optionsOf(words, behind + 2, { '-m': 'model' });
  const last = words[behind + 1];
  const range = { start: command.range.start, end: last?.range.end ?? command.range.end };
  return { settings, model: textOf(settingOf(settings, 'model')), range, written: `optimum-cli export ${format}` };
}

export function exportOfCall({ kind, name, arguments: given, range }: CallMention): OptimumExport | null {
  const written = CLASS.exec(name)?.[1];
  if (kind !== 'call' || written === undefined) return null;
  const settings = given.flatMap(({ name: own, value, range: at }): Setting[] =>
    own === null ? [] : [{ name: optionName(own), written: own, value, range: at }],
  );
  // With `**shapes` the sizes stand elsewhere, and without `export=True` a compiled model is loaded.
  if (settingOf(settings, 'export')?.value !== true || settings.some(({ written: own }) => own === '**')) return null;
  const model = given[0]?.name === null ? given[0].value : settingOf(settings, 'model-id')?.value;
  return { settings, model: typeof model === 'string' ? model : null, range, written };
}

/** What the export is told of shapes and types. */
export const optimumExport = mentionRule(
  {
    id: 'launch/optimum-export',
    phase: 'integration',
    page: {
      title: 'Export of Optimum Neuron without shapes, or with values that it refuses',
      what: 'Looks at optimum-cli export neuron and at from_pretrained(…, export=True) of its model classes: sizes of the input that are missing, and values of auto_cast, auto_cast_type and torch_dtype that the command does not offer.',
      why: 'A model is compiled for one batch size and one sequence length (for images height and width), which the guide calls mandatory. The command offers a closed list of values; its "matmul" is the "matmult" of the compiler.',
      fix: 'Give --batch_size with --sequence_length, or --height and --width, as large as the requests will be.',
      example: {
        before: 'optimum-cli export neuron --model bert-base-uncased bert_neuron/',
        after: 'optimum-cli export neuron --model bert-base-uncased --batch_size 1 --sequence_length 128 bert_neuron/',
        language: 'sh',
      },
      sources: ['optimum-export', 'optimum-export-code'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const { commands, calls } = reading.mentions;
    const exports = [...commands.map(exportOf), ...calls.map(exportOfCall)].filter((one) => one !== null);
    for (const one of exports) {
      yield* shapes(reading.path, one);
      if (one.written.startsWith('optimum-cli')) yield* choices(reading.path, one);
    }
  },
);

/** Sizes of which one group must be there beside the batch size; audio and video models have others. */
const SIZES = [
  'sequence-length',
  'text-length',
  'height',
  'width',
  'image-size',
  'audio-sequence-length',
  'num-frames',
];

function* shapes(path: string, { settings, range, written, model }: OptimumExport): Iterable<Draft> {
  const missing = [
    ...(settingOf(settings, 'batch-size', 'text-batch-size', 'vae-encoder-batch-size') === null ? ['batch_size'] : []),
    ...(settingOf(settings, ...SIZES) === null ? ['sequence_length (for images height and width)'] : []),
  ];
  // Of pipelines and vision models the sizes come from the config of the model.
  if (missing.length < 2) return;
  yield {
    key: `shapes ${model ?? ''}`,
    severity: 'warning',
    confidence: 'inferred',
    action: 'Give the export its static shapes',
    message: `${written} is not told ${listed(missing)}, and Neuron compiles for static shapes only.`,
    why: 'The guide calls the input shapes mandatory; language models take defaults of the library, which may not be what is served.',
    remedy: 'Give the batch size and the sequence length of the requests; shorter inputs are padded.',
    sources: ['optimum-export'],
    ...placesAt(path, [range]),
  };
}

function* choices(path: string, { settings }: OptimumExport): Iterable<Draft> {
  for (const [name, allowed] of CHOICES) {
    const setting = settingOf(settings, name);
    const value = textOf(setting);
    if (setting === null || value === null || allowed.includes(value)) continue;
    yield {
      key: name,
      severity: 'warning',
      confidence: 'inferred',
      action: `Correct ${setting.written}`,
      message: `${setting.written} ${value} is none of the values that optimum-cli export neuron offers: ${listed(allowed)}.`,
      why: 'The command ends with an error on other values.',
      remedy: `Use one of ${listed(allowed, 5, 'or')}.`,
      sources: ['optimum-export-code'],
      ...placesAt(path, [setting.range]),
    };
  }
}
