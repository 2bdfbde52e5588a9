import { TEXT_MODEL_KEYS } from '../formats/hf-config/keys';
import type { AttentionFacts } from '../model/fit';
import { type DataObject, isDataObject } from '../text/data';

/** Kinds of layers, in `layer_types`, that keep keys and values of every token, and of a window of them. */
const FULL = ['full_attention', 'attention', 'chunked_attention'];
const WINDOWED = 'sliding_attention';

/** Letters of `hybrid_override_pattern`, a layer each. */
const PATTERN: Readonly<Record<string, string>> = { M: 'mamba', '*': 'attention', '-': 'mlp', E: 'moe' };
/** Keys of configs whose layers differ in the number or size of their key/value heads. */
const HEADS_OF_SOME = ['swa_num_key_value_heads', 'swa_head_dim', 'num_global_key_value_heads', 'global_head_dim'];

/** What a config says of its cache beyond heads and layers; keys as `transformers` spells them. */
export function attentionFacts(document: DataObject): AttentionFacts {
  const part = TEXT_MODEL_KEYS.map((key) => document[key]).find(isDataObject) ?? document;
  const { kv_lora_rank: rank, qk_rope_head_dim: rope } = part;
  const kinds = layerKinds(part);
  return {
    latent: isCount(rank) && isCount(rope) ? { rank, rope } : null,
    window: windowOf(part, kinds),
    otherLayers: otherLayers(part, kinds),
    headsByLayer: Array.isArray(part.block_configs) || HEADS_OF_SOME.some((key) => isCount(part[key])),
    encoderDecoder: document.is_encoder_decoder === true,
  };
}

function windowOf(part: DataObject, kinds: readonly string[] | null): AttentionFacts['window'] {
  const { sliding_window: size, use_sliding_window: used } = part;
  if (!isCount(size) || size < 1 || used === false) return null;
  if (kinds === null) return { size, layers: null };
  const layers = kinds.filter((kind) => kind === WINDOWED).length;
  return layers === 0 ? null : { size, layers };
}

/** Layers without attention: named so, or in families that state how often attention comes. */
function otherLayers(part: DataObject, kinds: readonly string[] | null): number {
  if (kinds !== null) return kinds.filter((kind) => kind !== WINDOWED && !FULL.includes(kind)).length;
  const { num_hidden_layers: layers, full_attention_interval: every, attn_layer_period: period } = part;
  const interval = isCount(every) ? every : isCount(period) ? period : 1;
  return isCount(layers) && interval > 1 ? layers - Math.floor(layers / interval) : 0;
}

/** The kind of each layer where the config names it: a list, or a pattern of a letter a layer; null: it does not. */
export function layerKinds(part: DataObject): readonly string[] | null {
  const { layer_types: kinds, layers_block_type: blocks, hybrid_override_pattern: pattern } = part;
  for (const list of [kinds, blocks])
    if (Array.isArray(list) && list.length > 0 && list.every((kind) => typeof kind === 'string')) return list;
  return typeof pattern === 'string' && pattern !== '' ? [...pattern].map((letter) => PATTERN[letter] ?? letter) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
