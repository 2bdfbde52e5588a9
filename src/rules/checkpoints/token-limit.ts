import { kindRule } from '../define';
import type { Draft } from '../rule';
import { at } from './beside';

/** A planned sequence that the tokenizer, or sentence-transformers, cuts before the model sees it. */
export const tokenLimit = kindRule(
  {
    id: 'checkpoint/token-limit',
    phase: 'integration',
    page: {
      title: 'Planned sequence longer than inputs are cut to',
      what: 'Compares deployment.sequenceLength with model_max_length of tokenizer_config.json and max_seq_length of sentence-transformers, to which longer inputs are cut.',
      why: 'A compiled graph computes its full length for every input. Positions beyond the limit are padding that costs time and memory for nothing.',
      fix: 'Plan for the limit, or raise it where the model allows.',
      example: {
        before: 'deployment:\n  sequenceLength: 512   # max_seq_length: 256',
        after: 'deployment:\n  sequenceLength: 256',
        language: 'yaml',
      },
      sources: ['trace-api', 'optimum-sentence-transformers'],
      since: '0.1.0',
    },
  },
  ['tokenizer-config', 'sentence-transformers'],
  function* ({ reading, settings }): Iterable<Draft> {
    const planned = settings.deployment.sequenceLength;
    const [key, limit] =
      reading.kind === 'tokenizer-config'
        ? (['model_max_length', reading.facts.maxLength] as const)
        : (['max_seq_length', reading.facts.maxSequenceLength] as const);
    if (planned === undefined || typeof limit !== 'number' || limit < 1 || planned <= limit) return;
    yield {
      key,
      severity: 'info',
      confidence: 'inferred',
      action: 'Plan a sequence length that inputs can have',
      message: `The planned sequence length ${planned} is above ${key} ${limit}, to which inputs are cut.`,
      why: 'A compiled graph has a fixed length, so every input is padded to it and the rest is computed for nothing.',
      remedy: `Set deployment.sequenceLength to at most ${limit}, or raise the limit if the model has the positions.`,
      sources: ['trace-api', 'optimum-sentence-transformers'],
      locations: [at(reading.path, reading.documents[0]?.rangeOf([key]))],
    };
  },
);
