import type { Knowledge } from '../neuron/knowledge';
import type { CommandPlaces, ServeCommands } from './command';
import { serving } from './serving';
import type { StarterSubject } from './subject';

/** `inference_demo` of NxD Inference: compiles a language model and generates with it. */
export function nxdInferenceCommands(
  subject: StarterSubject,
  places: CommandPlaces,
  knowledge: Knowledge,
): ServeCommands | string {
  const type = subject.route.facts.modelType ?? '';
  if (!/^[a-z0-9_-]{1,40}$/.test(type))
    return 'The config names no model type that inference_demo of NxD Inference could take.';
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
      'inference_demo has a list of model types of its own (--help shows it); a model outside it is run from Python, or served with vLLM.',
      'Padding: give --pad-token-id of the tokenizer where it is not 0.',
    ],
    sources: ['nxdi-troubleshooting', 'nxdi-api', ...plan.sources],
  };
}
