import type { Knowledge } from '../neuron/knowledge';
import type { StarterSubject } from './subject';

/** The image of the Neuron Deep Learning Containers that serves on this route, with its tag; null where no tag is known. */
export function knownImage({ option, target, sdk }: StarterSubject, knowledge: Knowledge): string | null {
  return option.route === 'vllm-neuron' ? (knowledge.imageFor('vllm', target, sdk)?.example ?? null) : null;
}
