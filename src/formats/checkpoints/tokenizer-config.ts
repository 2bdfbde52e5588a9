import type { FactValue } from '../../model/facts';
import { isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts } from './json-file';

/** From here on `model_max_length` is the library's way to say that there is no limit. */
const NO_LIMIT = 1e15;

/** `tokenizer_config.json`. Facts: `tokenizer` (its class), `maxLength` where there is a limit, `chatTemplate` (whether there is one). */
export const tokenizerConfig = jsonFormat({
  kind: 'tokenizer-config',
  matches: (name) => name === 'tokenizer_config.json',
  ownName: true,
  marker: '"',
  understand(value) {
    if (!isDataObject(value) || !['tokenizer_class', 'model_max_length'].some((key) => Object.hasOwn(value, key)))
      return null;
    const facts: Record<string, FactValue> = scalarFacts(value, [['tokenizer', 'tokenizer_class', 'string']]);
    const limit = value.model_max_length;
    if (typeof limit === 'number' && limit < NO_LIMIT) facts.maxLength = limit;
    facts.chatTemplate = Object.hasOwn(value, 'chat_template') && value.chat_template !== null;
    return { facts, keep: ['model_max_length', 'tokenizer_class'] };
  },
});
