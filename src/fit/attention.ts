import { TEXT_MODEL_KEYS } from '../formats/hf-config/keys';
import type { AttentionFacts } from '../model/fit';
import { type DataObject, isDataObject } from '../text/data';

/** Kinds of layers, in `layer_types`, that keep keys and values of every token, and of a window of them. */
const FULL = ['full_attention', 'attention', 'chunked_attention'];
const WINDOWED = 'sliding_attention';

/** What a config says of its cache beyond heads and layers; keys as `transformers` spells them. */
export function attentionFacts(document: DataObject): AttentionFacts {
  const part = TEXT_MODEL_KEYS.map((key) => document[key]).find(isDataObject) ?? document;
  const { kv_lora_rank: rank, qk_rope_head_dim: rope } = part;
  const kinds = kindsOf(part);
  return {
    latent: isCount(rank) && isCount(rope) ? { rank, rope } : null,
    window: windowOf(part, kinds),
    otherLayers: otherLayers(part, kinds),
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

function kindsOf({ layer_types: kinds }: DataObject): readonly string[] | null {
  return Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => typeof kind === 'string') ? kinds : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
