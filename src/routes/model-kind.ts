import type { HfConfigFacts } from '../model/facts';
import type { ModelQuery } from '../neuron/knowledge';
import { type DataObject, isDataObject } from '../text/data';
import { show } from '../text/words';

/** Classes that produce text token by token, for which a graph of the forward pass is not enough. */
const GENERATIVE =
  /(ForCausalLM|LMHeadModel|ForConditionalGeneration|ForSeq2SeqLM|ForSpeechSeq2Seq|ForVision2Seq|ForImageTextToText|ChatModel|ChatGLMModel)$/;
/** Heads that make one pass, also on top of a decoder. */
const ONE_PASS = /(?:Classification|MaskedLM|QuestionAnswering|MultipleChoice)$/;
/** Classes of the library under which a repository offers its own generating class. */
const OWN_GENERATIVE = ['AutoModelForCausalLM', 'AutoModelForSeq2SeqLM', 'AutoModelForImageTextToText'];

/** Embedding models are published under the class that generates; only the name tells them apart. */
const EMBEDDING = /embed/i;

/** True where the config declares a class that generates, offers one of its own (`auto_map`), or holds a language model (`llm_config`). */
export function isGenerative({ architectures = [] }: HfConfigFacts, document: DataObject): boolean {
  if (architectures.some((name) => GENERATIVE.test(name))) return true;
  if (architectures.some((name) => name.includes('For') && ONE_PASS.test(name))) return false;
  const { auto_map: own, llm_config: language } = document;
  return isDataObject(language) || (isDataObject(own) && OWN_GENERATIVE.some((name) => Object.hasOwn(own, name)));
}

/** True where the path or the stated name says that a generating class is meant for embeddings. */
export function isEmbedding(path: string, { _name_or_path: name }: DataObject): boolean {
  return EMBEDDING.test(path) || (typeof name === 'string' && EMBEDDING.test(name));
}

/** "llama (LlamaForCausalLM)". */
export function modelName({ modelType, architectures = [] }: HfConfigFacts): string {
  const [first] = architectures;
  if (modelType === undefined) return show(first ?? 'this model');
  return first === undefined ? show(modelType) : `${show(modelType)} (${show(first)})`;
}

/** Question to the knowledge base. */
export function modelQuery({ modelType, architectures }: HfConfigFacts, vision: DataObject): ModelQuery {
  const { model_type: visionType } = vision;
  return {
    ...(modelType !== undefined && { modelType }),
    ...(architectures !== undefined && { architectures }),
    ...(typeof visionType === 'string' && { visionType }),
  };
}
