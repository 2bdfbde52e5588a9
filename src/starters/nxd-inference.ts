import type { Knowledge } from '../neuron/knowledge';
import type { CommandPlaces, ServeCommands } from './command';
import { commentText } from './quote';
import { serving } from './serving';
import type { StarterSubject } from './subject';

/** What `inference_demo` takes as --model-type: MODEL_TYPES of src/neuronx_distributed_inference/inference_demo.py of the library. */
const DEMO_TYPES: readonly string[] = ['llama', 'mistral', 'mixtral', 'dbrx', 'qwen2', 'qwen3', 'qwen3_moe', 'gemma3'];

/** `inference_demo` of NxD Inference: compiles a language model and generates with it. */
export function nxdInferenceCommands(
  subject: StarterSubject,
  places: CommandPlaces,
  knowledge: Knowledge,
): ServeCommands | string {
  const type = subject.route.facts.modelType ?? '';
  if (!DEMO_TYPES.includes(type))
    return `inference_demo of NxD Inference has no models of the type ${commentText(type)}: run it from Python, as the tutorials of NxD Inference do.`;
  const plan = serving(subject, knowledge);
  const { deployment } = subject;
  const flags = (deployment.compilerFlags ?? []).join(' ');
  return {
    script: 'generate.sh',
    env: {},
    steps: [
      {
        makes: null,
        what: 'Compiles the model into the folder of --compiled-model-path and generates from one prompt.',
        words: [
          ...['inference_demo', '--model-type', type, '--task-type', 'causal-lm', 'run'],
          ...['--model-path', places.model, '--compiled-model-path', places.compiled],
          ...['--torch-dtype', plan.dtype, '--tp-degree', String(plan.degree), '--batch-size', String(plan.batch)],
          ...['--max-context-length', String(plan.length), '--seq-len', String(plan.length), '--on-device-sampling'],
          ...(flags === '' ? [] : ['--compiler-args', flags]),
          // It stands for every sequence of the batch.
          ...['--prompt', 'The capital of France is'],
        ],
      },
    ],
    port: null,
    degree: plan.degree,
    checks: [
      ...subject.checks,
      ...plan.checks,
      'The model types that inference_demo takes differ by release: --help shows them.',
      'Padding: give --pad-token-id of the tokenizer where it is not 0.',
    ],
    sources: ['nxdi-troubleshooting', 'nxdi-api', ...plan.sources],
  };
}
