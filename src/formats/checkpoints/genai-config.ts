import type { FactValue } from '../../model/facts';
import { type DataObject, isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts } from './json-file';

const MODEL = [
  ['modelType', 'type', 'string'],
  ['contextLength', 'context_length', 'number'],
  ['vocabSize', 'vocab_size', 'number'],
] as const;

const DECODER = [
  ['hiddenSize', 'hidden_size', 'number'],
  ['layers', 'num_hidden_layers', 'number'],
  ['attentionHeads', 'num_attention_heads', 'number'],
  ['keyValueHeads', 'num_key_value_heads', 'number'],
  ['headDim', 'head_size', 'number'],
] as const;

/**
 * `genai_config.json` of ONNX Runtime GenAI. Facts: `modelType`, `contextLength`, `vocabSize`; of the decoder `hiddenSize`, `layers`,
 * `attentionHeads`, `keyValueHeads`, `headDim`; `files` (the ONNX models that it names) and `providers` (execution providers of their sessions).
 */
export const genaiConfig = jsonFormat({
  kind: 'genai-config',
  matches: (name) => name === 'genai_config.json',
  ownName: true,
  marker: '"model"',
  understand(value) {
    if (!isDataObject(value) || !isDataObject(value.model)) return null;
    const { model } = value;
    const parts = Object.values(model).filter(isDataObject);
    const decoder = isDataObject(model.decoder) ? model.decoder : {};
    const sessions = parts.filter((part) => typeof part.filename === 'string' || isDataObject(part.session_options));
    if (sessions.length === 0 && typeof model.type !== 'string') return null;
    const facts: Record<string, FactValue> = { ...scalarFacts(model, MODEL), ...scalarFacts(decoder, DECODER) };
    facts.files = parts.flatMap(({ filename }) => (typeof filename === 'string' ? [filename] : [])).slice(0, 50);
    facts.providers = [...new Set(parts.flatMap(providersOf))].slice(0, 20);
    return { facts, keep: ['model'] };
  },
});

/** The names of the execution providers that a session is configured for. */
function providersOf({ session_options: options }: DataObject): string[] {
  const list = isDataObject(options) ? options.provider_options : undefined;
  return Array.isArray(list) ? list.flatMap((entry: unknown) => (isDataObject(entry) ? Object.keys(entry) : [])) : [];
}
