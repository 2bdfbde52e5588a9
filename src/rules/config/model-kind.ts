import type { HfConfigReading } from '../../formats/reading';
import type { HfConfigFacts } from '../../model/facts';
import type { Location } from '../../model/finding';
import { show } from '../words';

/** Classes that produce text token by token, for which a graph of the forward pass is not enough. */
const GENERATIVE =
  /(ForCausalLM|LMHeadModel|ForConditionalGeneration|ForSeq2SeqLM|ForSpeechSeq2Seq|ForVision2Seq|ForImageTextToText)$/;

/** True where the config declares a class that generates. */
export function isGenerative({ architectures = [] }: HfConfigFacts): boolean {
  return architectures.some((name) => GENERATIVE.test(name));
}

/** "llama (LlamaForCausalLM)". */
export function modelName({ modelType, architectures = [] }: HfConfigFacts): string {
  const [first] = architectures;
  if (modelType === undefined) return show(first ?? 'this model');
  return first === undefined ? show(modelType) : `${show(modelType)} (${show(first)})`;
}

/** Question to the knowledge base. */
export function modelQuery({ modelType, architectures }: HfConfigFacts) {
  return { ...(modelType !== undefined && { modelType }), ...(architectures !== undefined && { architectures }) };
}

/** Where a fact stands, or else the file. */
export function factLocation({ path, ranges }: HfConfigReading, ...facts: (keyof HfConfigFacts)[]): Location {
  const range = facts.map((fact) => ranges[fact]).find((one) => one !== undefined);
  return range === undefined ? { path } : { path, range };
}
