import type { Knowledge } from '../neuron/knowledge';
import type { CommandPlaces, ServeCommands } from './command';
import { serving } from './serving';
import type { StarterSubject } from './subject';

const PORT = 8080;
/** Tokens and pixels where neither planner file nor config says. */
const USUAL_LENGTH = 128;
const USUAL_IMAGE = 512;

/** Tasks of the exporter by the end of the class name; a local model needs its task named. */
const TASKS: readonly (readonly [RegExp, string])[] = [
  [/ForSequenceClassification$/, 'text-classification'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/ForMaskedLM$/, 'fill-mask'],
  [/ForMultipleChoice$/, 'multiple-choice'],
  [/ForImageClassification$/, 'image-classification'],
  [/ForSemanticSegmentation$/, 'semantic-segmentation'],
  [/ForObjectDetection$/, 'object-detection'],
  [/ForCausalLM$|LMHeadModel$/, 'text-generation'],
  [/Model$/, 'feature-extraction'],
];

/** Export with `optimum-cli export neuron`, and for a language model the server of Optimum Neuron. */
export function optimumCommands(subject: StarterSubject, places: CommandPlaces, knowledge: Knowledge): ServeCommands {
  const { route, deployment, target } = subject;
  const generative = route.nature === 'generative';
  const plan = serving(subject, knowledge);
  const task = taskOf(route.facts.architectures ?? [], route.nature);
  const batch = generative ? plan.batch : (deployment.batchSize ?? 1);
  const shape = generative
    ? {
        words: [
          '--sequence_length',
          String(plan.length),
          '--tensor_parallel_size',
          String(plan.degree),
          '--torch_dtype',
          plan.dtype,
        ],
        checks: plan.checks,
      }
    : shapeOf(subject);
  const exported = {
    what: 'Compiles the model for one set of shapes; this can take more than an hour for a large one.',
    words: [
      ...['optimum-cli', 'export', 'neuron', '--model', places.model],
      ...(task === null ? [] : ['--task', task]),
      ...['--instance_type', target, '--batch_size', String(batch), ...shape.words, places.compiled],
    ],
    makes: places.compiled,
  };
  const checks = [
    ...subject.checks,
    ...shape.checks,
    ...(task === null
      ? ['The task is not known from the config: a model on disk needs --task, or it is exported without a head.']
      : []),
    ...(generative || deployment.batchSize !== undefined
      ? []
      : ['The batch size 1 is only a usual one: plan deployment.batchSize.']),
    'Install Optimum Neuron into an environment of its own: it pins the packages of an older SDK release.',
  ];
  return {
    script: generative ? 'serve.sh' : 'export.sh',
    env: {},
    steps: generative
      ? [
          exported,
          {
            what: 'Starts the server of the compiled model.',
            words: ['optimum-cli', 'neuron', 'serve', `--model=${places.compiled}`],
            makes: null,
          },
        ]
      : [exported],
    port: generative ? PORT : null,
    degree: generative ? plan.degree : 1,
    checks,
    sources: [
      'optimum-export',
      ...(generative ? ['optimum-vllm'] : []),
      'optimum-pins',
      ...(generative ? plan.sources : []),
    ],
  };
}

function taskOf(architectures: readonly string[], nature: string): string | null {
  const [first = ''] = architectures;
  if (nature === 'pipeline') return null;
  return TASKS.find(([pattern]) => pattern.test(first.slice(-100)))?.[1] ?? null;
}

function shapeOf({ route, deployment }: StarterSubject): {
  readonly words: readonly string[];
  readonly checks: readonly string[];
} {
  const { facts, nature } = route;
  if (nature === 'pipeline')
    return {
      words: ['--height', String(USUAL_IMAGE), '--width', String(USUAL_IMAGE), '--num_images_per_prompt', '1'],
      checks: [
        `${USUAL_IMAGE} by ${USUAL_IMAGE} pixels are only a start: write what the pipeline has to produce, and its --task (the guide lists them).`,
      ],
    };
  if (facts.vocabSize === undefined)
    return {
      words: [],
      checks: ['Shapes of images come from the config of the model; of audio give --audio_sequence_length.'],
    };
  const length = deployment.sequenceLength ?? Math.min(USUAL_LENGTH, facts.maxPositions ?? USUAL_LENGTH);
  return {
    words: ['--sequence_length', String(length)],
    checks:
      deployment.sequenceLength === undefined
        ? [
            `The sequence length ${length} is only a usual one: plan deployment.sequenceLength. Shorter inputs are padded to it, longer ones are refused.`,
          ]
        : [],
  };
}
