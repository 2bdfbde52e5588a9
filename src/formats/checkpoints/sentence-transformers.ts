import { isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts, type Understood } from './json-file';

const LENGTHS = [
  ['maxSequenceLength', 'max_seq_length', 'number'],
  ['lowerCase', 'do_lower_case', 'boolean'],
] as const;

/** `modules.json` of a sentence-transformers model. Facts: `modules`, the classes in the order in which they run. */
export const sentenceModules = jsonFormat({
  kind: 'sentence-transformers',
  matches: (name) => name === 'modules.json',
  ownName: false,
  marker: 'sentence_transformers.',
  understand(value): Understood | null {
    if (!Array.isArray(value)) return null;
    const types = value.flatMap((module: unknown) =>
      isDataObject(module) && typeof module.type === 'string' ? [module.type] : [],
    );
    if (!types.some((type) => type.startsWith('sentence_transformers.'))) return null;
    return { facts: { modules: types.slice(0, 100) }, keep: [] };
  },
});

/** `sentence_bert_config.json` and its like (`sentence_roberta_config.json`, …). Facts: `maxSequenceLength`, `lowerCase`. */
export const sentenceLength = jsonFormat({
  kind: 'sentence-transformers',
  matches: (name) => name.startsWith('sentence_') && name.endsWith('_config.json'),
  ownName: true,
  marker: '"max_seq_length"',
  understand: (value) =>
    isDataObject(value) && Object.hasOwn(value, 'max_seq_length')
      ? { facts: scalarFacts(value, LENGTHS), keep: ['max_seq_length'] }
      : null,
});

/** `config_sentence_transformers.json`. Facts: `similarity`, `prompts` (their names), `version` of the library. */
export const sentenceConfig = jsonFormat({
  kind: 'sentence-transformers',
  matches: (name) => name === 'config_sentence_transformers.json',
  ownName: true,
  marker: '"',
  understand(value) {
    if (!isDataObject(value)) return null;
    const { __version__: version, prompts } = value;
    const library = isDataObject(version) ? version.sentence_transformers : undefined;
    return {
      facts: {
        ...scalarFacts(value, [['similarity', 'similarity_fn_name', 'string']]),
        ...(isDataObject(prompts) && { prompts: Object.keys(prompts).slice(0, 100) }),
        ...(typeof library === 'string' && { version: library }),
      },
      keep: [],
    };
  },
});
