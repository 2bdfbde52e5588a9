import { type DataObject, isDataObject } from '../../text/data';
import { NUMBER_KEYS, OTHER_DIMENSIONS } from './keys';

const DIMENSIONS: readonly string[] = [
  ...Object.values(NUMBER_KEYS).flatMap((keys) => keys.flatMap(([key = '']) => key)),
  ...OTHER_DIMENSIONS,
];

/** Keys of the library's other files, which name a model type or classes as well: diffusers, sentence-transformers, PEFT. */
const FOREIGN = ['_class_name', '_diffusers_version', 'peft_type', '__version__'];

/**
 * Whether a document is the config of a Hugging Face model: it says which model (`model_type` or `architectures`), and how large (dimensions of its
 * own or of a part) or that `transformers` wrote it. A `config.json` that says both type and class need not say more: some vision models keep to the
 * defaults of their class.
 */
export function isHfConfig(document: unknown, named: 'config.json' | 'otherwise'): document is DataObject {
  if (!isDataObject(document) || FOREIGN.some((key) => Object.hasOwn(document, key))) return false;
  const { model_type: type, architectures } = document;
  const saysType = typeof type === 'string' && type !== '';
  const saysClass = Array.isArray(architectures) && architectures.length > 0;
  if (!saysType && !saysClass) return false;
  if (named === 'config.json' && saysType && saysClass) return true;
  if (Object.hasOwn(document, 'transformers_version') || hasDimensions(document)) return true;
  // A thinker_config holds a text_config of its own.
  const parts = partsOf(document);
  return [...parts, ...parts.flatMap(partsOf)].some(hasDimensions);
}

/** The configs of the parts of a model: `text_config`, `vision_config` and so on. */
function partsOf(document: DataObject): readonly DataObject[] {
  return Object.entries(document).flatMap(([key, part]) =>
    /_(?:config|cfg)$/.test(key) && isDataObject(part) ? [part] : [],
  );
}

function hasDimensions(part: DataObject): boolean {
  return DIMENSIONS.some((key) => Object.hasOwn(part, key));
}

/** Whether a text that is no JSON was meant to be such a config. */
export function looksLikeHfConfig(text: string, named: 'config.json' | 'otherwise'): boolean {
  if (/"_class_name"\s*:/.test(text)) return false;
  const which = /"(?:model_type|architectures)"\s*:/.test(text);
  const size =
    /"(?:transformers_version|hidden_size|num_hidden_layers|num_attention_heads|n_embd|n_layer|d_model)"\s*:/.test(
      text,
    );
  return named === 'config.json' ? which || size : which && size;
}
