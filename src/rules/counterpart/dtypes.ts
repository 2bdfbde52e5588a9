import { capital, listed, sentences } from '../words';
import { type Answer, alike, type CounterpartContext } from './types';

/** Short names that configs and command lines use. */
const SHORT = new Map([
  ['bf16', 'bfloat16'],
  ['fp16', 'float16'],
  ['fp32', 'float32'],
  ['fp64', 'float64'],
]);

/**
 * What a data type is on the targets. Takes names of PyTorch ("torch.bfloat16", "float16") and of safetensors ("F8_E4M3"), and the short ones
 * of configs ("bf16"). Null of all else, and of bare words that mean other things in code ("float", "half", "I8").
 */
export function dtypeAnswer(word: string, { settings, knowledge }: CounterpartContext): Answer | null {
  const name = SHORT.get(word.toLowerCase()) ?? word;
  if (!name.startsWith('torch.') && !/^(?:[a-z]+\d|F\d+_|BF16$)/.test(name)) return null;
  const known = knowledge.dtypeNamed(name);
  if (known === null || known.dtype === 'OTHER') return null;
  const groups = alike(
    settings.targets,
    (target) => knowledge.dtype(known.dtype, target, settings.sdk),
    ({ consequence, action }) => `${consequence} ${action}`,
  );
  if (groups.length === 0) return null;
  return {
    subject: word,
    words: [
      ...groups.map(
        ({ targets, said }) =>
          `${listed(targets.map((target) => knowledge.target(target).label))}: ${sentences(said.consequence, said.action)}`,
      ),
      ...(known.note === null ? [] : [sentences(capital(known.note))]),
    ],
    sources: [...new Set(groups.flatMap(({ said }) => said.sources))],
  };
}
