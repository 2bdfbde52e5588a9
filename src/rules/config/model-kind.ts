import { isObject } from '../../formats/hf-config/recognise';
import type { HfConfigReading } from '../../formats/reading';
import type { HfConfigFacts } from '../../model/facts';
import type { Location } from '../../model/finding';
import type { ModelQuery } from '../../neuron/knowledge';
import { show } from '../words';

/** Classes that produce text token by token, for which a graph of the forward pass is not enough. */
const GENERATIVE =
  /(ForCausalLM|LMHeadModel|ForConditionalGeneration|ForSeq2SeqLM|ForSpeechSeq2Seq|ForVision2Seq|ForImageTextToText|ChatModel|ChatGLMModel)$/;
/** Heads that make one pass, also on top of a decoder. */
const ONE_PASS = /For[A-Za-z]*(Classification|MaskedLM|QuestionAnswering|MultipleChoice)$/;
/** Classes of the library under which a repository offers its own generating class. */
const OWN_GENERATIVE = ['AutoModelForCausalLM', 'AutoModelForSeq2SeqLM', 'AutoModelForImageTextToText'];

/** True where the config declares a class that generates, offers one of its own (`auto_map`), or holds a language model (`llm_config`). */
export function isGenerative({ facts: { architectures = [] }, document }: HfConfigReading): boolean {
  if (architectures.some((name) => GENERATIVE.test(name))) return true;
  if (architectures.some((name) => ONE_PASS.test(name))) return false;
  const { auto_map: own, llm_config: language } = document;
  return isObject(language) || (isObject(own) && OWN_GENERATIVE.some((name) => Object.hasOwn(own, name)));
}

/** "llama (LlamaForCausalLM)". */
export function modelName({ modelType, architectures = [] }: HfConfigFacts): string {
  const [first] = architectures;
  if (modelType === undefined) return show(first ?? 'this model');
  return first === undefined ? show(modelType) : `${show(modelType)} (${show(first)})`;
}

/** Question to the knowledge base. */
export function modelQuery({ facts: { modelType, architectures }, document }: HfConfigReading): ModelQuery {
  const vision = isObject(document.vision_config) ? document.vision_config.model_type : undefined;
  return {
    ...(modelType !== undefined && { modelType }),
    ...(architectures !== undefined && { architectures }),
    ...(typeof vision === 'string' && { visionType: vision }),
  };
}

/** Where a fact stands, or else the file. */
export function factLocation({ path, ranges }: HfConfigReading, ...facts: (keyof HfConfigFacts)[]): Location {
  const range = facts.map((fact) => ranges[fact]).find((one) => one !== undefined);
  return range === undefined ? { path } : { path, range };
}
