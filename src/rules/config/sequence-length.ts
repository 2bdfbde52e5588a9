import { configRule } from '../define';
import { factLocation } from './model-kind';

/** Keys of a config whose positions are computed, not looked up in a table of fixed length. */
const COMPUTED = /rope|rotary|alibi|rms_norm_eps/;

/** Models whose length has nothing to do with the planned one: relative positions, or the text side of an image model. */
const OWN_LENGTH = /^(t5|mt5|umt5|longt5|clip|siglip|blip|align|owl|vit|wav2vec2|hubert|wavlm)/;

/** A planned sequence longer than the model has positions for. */
export const sequenceLength = configRule(
  {
    id: 'config/sequence-length',
    phase: 'proof-of-concept',
    page: {
      title: 'Sequence longer than the model has positions',
      what: 'Compares deployment.sequenceLength with the positions of the model (max_position_embeddings). It is a blocker for models that look positions up in a table, and a warning for rotary and relative positions, which are computed.',
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
  function* ({ reading, settings, knowledge }) {
    const { maxPositions, modelType = '' } = reading.facts;
    const planned = settings.deployment.sequenceLength;
    if (planned === undefined || maxPositions === undefined || planned <= maxPositions) return;
    if (OWN_LENGTH.test(modelType)) return;
    const rotary = hasComputedPositions(reading.document);
    const error = knowledge.errorCode('NCC_EVRF056');
    yield {
      key: 'sequence-length',
      severity: rotary ? 'warning' : 'blocker',
      confidence: rotary ? 'inferred' : 'documented',
      action: 'Plan a sequence length that the model has positions for',
      message: `The planned sequence length ${planned} is above max_position_embeddings ${maxPositions}.`,
      why: rotary
        ? 'The model computes its positions, so it compiles for any length, but it was not trained for these and its results suffer.'
        : 'The model looks positions up in a table of that length, and the compiler refuses a gather beyond it.',
      remedy: `Set deployment.sequenceLength to at most ${maxPositions}, or take a model with a longer context.`,
      ...(!rotary && { neuronError: 'NCC_EVRF056' }),
      sources: error?.sources ?? ['ncc-evrf056'],
      locations: [factLocation(reading, 'maxPositions')],
    };
  },
);

/** By the keys that only such models have, at the top or in the text model's part. */
function hasComputedPositions(document: Readonly<Record<string, unknown>>): boolean {
  const text = document.text_config;
  const parts: object[] = [document, ...(typeof text === 'object' && text !== null ? [text] : [])];
  return parts.some(
    (part) =>
      Object.keys(part).some((key) => COMPUTED.test(key)) ||
      ('position_embedding_type' in part && part.position_embedding_type !== 'absolute') ||
      ('position_biased_input' in part && part.position_biased_input === false),
  );
}
