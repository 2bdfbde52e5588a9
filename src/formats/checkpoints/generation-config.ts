import { isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts } from './json-file';

const FIELDS = [
  ['doSample', 'do_sample', 'boolean'],
  ['numBeams', 'num_beams', 'number'],
  ['numReturnSequences', 'num_return_sequences', 'number'],
  ['temperature', 'temperature', 'number'],
  ['topK', 'top_k', 'number'],
  ['topP', 'top_p', 'number'],
  ['minP', 'min_p', 'number'],
  ['repetitionPenalty', 'repetition_penalty', 'number'],
  ['maxLength', 'max_length', 'number'],
  ['maxNewTokens', 'max_new_tokens', 'number'],
  ['noRepeatNgramSize', 'no_repeat_ngram_size', 'number'],
  ['penaltyAlpha', 'penalty_alpha', 'number'],
  ['transformersVersion', 'transformers_version', 'string'],
] as const;

const KEYS = FIELDS.map(([, key]) => key);
const TOKENS = ['bos_token_id', 'eos_token_id', 'pad_token_id', 'decoder_start_token_id', '_from_model_config'];

/** `generation_config.json` of the `transformers` library. Facts: the settings that decide how text is generated, as they stand. */
export const generationConfig = jsonFormat({
  kind: 'generation-config',
  matches: (name) => name.endsWith('generation_config.json'),
  ownName: true,
  marker: '"',
  understand(value) {
    if (!isDataObject(value) || ![...KEYS, ...TOKENS].some((key) => Object.hasOwn(value, key))) return null;
    const places = Object.fromEntries(FIELDS.map(([fact, key]) => [fact, [key]]));
    return { facts: scalarFacts(value, FIELDS), keep: [], places };
  },
});
