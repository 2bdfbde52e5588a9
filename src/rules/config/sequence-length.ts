import { pathOf } from '../../formats/hf-config/facts';
import type { HfConfigReading } from '../../formats/reading';
import type { Location } from '../../model/finding';
import { compareSdk } from '../../neuron/version';
import { type DataObject, isDataObject } from '../../text/data';
import { configRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { factLocation } from './model-kind';

/** Keys of a config whose positions are computed, not looked up in a table of fixed length. */
const COMPUTED = /rope|rotary|alibi|rms_norm_eps/;

/** Families of the `transformers` library that look positions up in a table of `max_position_embeddings` rows, unless a key says otherwise. */
const TABLE =
  /^(albert|bart|bert|bert-generation|biogpt|blenderbot|blenderbot-small|camembert|canine|convbert|data2vec-text|distilbert|electra|ernie|esm|flaubert|gpt2|gpt_bigcode|gpt_neo|ibert|imagegpt|layoutlm|layoutlmv2|layoutlmv3|lilt|longformer|luke|markuplm|mbart|megatron-bert|mobilebert|mpnet|nystromformer|openai-gpt|opt|plbart|roberta|roberta-prelayernorm|roc_bert|splinter|squeezebert|trocr|visual_bert|whisper|xlm|xlm-roberta|xlm-roberta-xl|xmod)$/;

/** Families that number positions from the padding token on: that many rows of the table are never used. */
const FROM_PADDING =
  /^(camembert|data2vec-text|esm|ibert|layoutlmv3|lilt|longformer|luke|markuplm|mpnet|roberta|roberta-prelayernorm|xlm-roberta|xlm-roberta-xl|xmod)$/;
/** Their padding token where the config names none. */
const PADDING = 1;

/** Models whose length has nothing to do with the planned one: relative positions, or the text side of an image model. */
const OWN_LENGTH = /^(t5|mt5|umt5|longt5|clip|siglip|blip|align|owl|vit|wav2vec2|hubert|wavlm)/;

/** The release from which on the compiler checks a gather against its table. */
const CHECKED_SINCE = '2.29.0';

/** A planned sequence longer than the model has positions for. */
export const sequenceLength = configRule(
  {
    id: 'config/sequence-length',
    phase: 'proof-of-concept',
    fix: 'settings',
    page: {
      title: 'Sequence longer than the model has positions',
      what: 'Compares deployment.sequenceLength with the positions of the model (max_position_embeddings; in the RoBERTa family less the padding token and those before it). It is a blocker for families known to look positions up in a table, and a warning for rotary and relative positions, which are computed, and for families of which nothing is known.',
      why: 'A longer sequence makes the gather from the position table run out of bounds, which the compiler refuses since SDK 2.29 (NCC_EVRF056). Computed positions compile, but the model was not trained for them.',
      fix: 'Plan for at most max_position_embeddings, and split or truncate longer inputs; or choose a model with a longer context.',
      example: {
        before: 'deployment:\n  sequenceLength: 1024   # max_position_embeddings: 512',
        after: 'deployment:\n  sequenceLength: 512',
        language: 'yaml',
      },
      sources: ['ncc-evrf056', 'compiler-2.29'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings } = context;
    const { sequenceLength: length } = settings.deployment;
    if (length === undefined) return;
    const location = factLocation(reading, 'maxPositions');
    yield* sequenceDrafts(context, {
      reading,
      length,
      given: 'The planned sequence length',
      setting: 'deployment.sequenceLength',
      location,
    });
  },
);

/** A length that is planned, or that something is started with. */
export interface GivenLength {
  readonly reading: HfConfigReading;
  readonly length: number;
  /** The subject of the message: "The planned sequence length", "--max-model-len". */
  readonly given: string;
  /** What to set: "deployment.sequenceLength". */
  readonly setting: string;
  readonly location: Location;
}

/** What speaks against a sequence length for a model, wherever the length is set. */
export function* sequenceDrafts(
  { settings, knowledge }: Pick<RuleContext, 'settings' | 'knowledge'>,
  { reading, length, given, setting, location }: GivenLength,
): Iterable<Draft> {
  const { maxPositions, modelType = '' } = reading.facts;
  if (maxPositions === undefined || OWN_LENGTH.test(modelType)) return;
  const positions = positionsOf(reading);
  const usable = positions === 'table' && FROM_PADDING.test(modelType) ? maxPositions - unused(reading) : maxPositions;
  if (length <= usable) return;
  const key = pathOf(reading.document, 'maxPositions')?.join('.') ?? 'max_position_embeddings';
  const refused = positions === 'table' && compareSdk(settings.sdk, CHECKED_SINCE) >= 0;
  yield {
    key: 'sequence-length',
    severity: refused ? 'blocker' : 'warning',
    confidence: refused ? 'documented' : 'inferred',
    action: 'Plan a sequence length that the model has positions for',
    message:
      usable === maxPositions
        ? `${given} ${length} is above ${key} ${maxPositions}.`
        : `${given} ${length} is above the ${usable} positions that ${key} ${maxPositions} leaves after the padding token.`,
    why: {
      computed:
        'The model computes its positions, so it compiles for any length, but it was not trained for these and its results suffer.',
      table: refused
        ? 'The model looks positions up in a table of that length, and the compiler refuses a gather beyond it.'
        : 'The model looks positions up in a table of that length; from SDK 2.29 on the compiler refuses a gather beyond it, before it is not known to.',
      unknown:
        'The config does not say whether positions are computed or looked up in a table: of a table the compiler refuses a gather beyond its end, and computed ones were not trained for this length.',
    }[positions],
    remedy: `Set ${setting} to at most ${usable}, or take a model with a longer context.`,
    ...(refused && { neuronError: 'NCC_EVRF056' }),
    sources: [...new Set([...(knowledge.errorCode('NCC_EVRF056')?.sources ?? []), 'compiler-2.29'])],
    locations: [location],
  };
}

/** Where positions come from, by the keys that only some models have, and by the family. */
function positionsOf({ document, facts }: HfConfigReading): 'computed' | 'table' | 'unknown' {
  const parts = [document, ...Object.values(document).filter(isDataObject)];
  if (parts.some(computes)) return 'computed';
  const absolute = parts.some((part) => part.position_embedding_type === 'absolute');
  return absolute || TABLE.test(facts.modelType ?? '') ? 'table' : 'unknown';
}

function computes(part: DataObject): boolean {
  const { position_embedding_type: kind, position_biased_input: biased } = part;
  return (
    Object.entries(part).some(([key, value]) => COMPUTED.test(key) && value !== false) ||
    (kind !== undefined && kind !== 'absolute') ||
    biased === false
  );
}

/** Rows of the table up to the padding token's. */
function unused({ document }: HfConfigReading): number {
  const padding = document.pad_token_id;
  return (typeof padding === 'number' && Number.isSafeInteger(padding) && padding >= 0 ? padding : PADDING) + 1;
}
