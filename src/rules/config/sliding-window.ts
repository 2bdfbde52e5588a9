import type { Route } from '../../model/target';
import { routeLabel } from '../../routes/elsewhere';
import { configRule } from '../define';
import { libraryOf } from './library';
import { modelName } from './model-kind';

/** Model classes that take the window into account, after the code of the libraries; the others attend to everything. */
const WINDOWED: Partial<Record<Route, { readonly modelTypes: readonly string[]; readonly source: string }>> = {
  'nxd-inference': {
    modelTypes: ['llama', 'mistral', 'gemma3', 'gemma3_text', 'gpt_oss', 'qwen2_vl', 'qwen3_vl', 'llava'],
    source: 'nxdi-attention-code',
  },
  'optimum-neuron': { modelTypes: ['gemma3', 'gemma3_text'], source: 'optimum-attention-code' },
};

/** Attention within a window, on a library that does not know it. */
export const slidingWindow = configRule(
  {
    id: 'config/sliding-window',
    phase: 'validation',
    page: {
      title: 'Sliding window that the library does not know',
      what: 'Reports an effective sliding_window that is shorter than the planned sequence where the model class of the library attends to the whole sequence instead (Optimum Neuron, except Gemma 3; NxD Inference for Mixtral, Qwen and others), and where NxD Inference refuses windows (its flash attention on Trn1). Where no length is planned, it is a note.',
      why: 'A model that was trained with a window and attends beyond it gives other results than on a GPU for sequences longer than the window. NxD Inference asserts that its kernel has no window on Trn1.',
      fix: 'Plan for sequences no longer than the window, or choose a library, target or model that has it; compare long outputs with those of the CPU.',
      example: {
        before: '"sliding_window": 2047   # deployment.sequenceLength: 4096',
        after: 'deployment:\n  sequenceLength: 2047',
        language: 'yaml',
      },
      sources: ['nxdi-attention-code', 'optimum-attention-code'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const { sliding_window: window, use_sliding_window: used } = reading.document;
    const found = libraryOf(context);
    const code = found === null ? undefined : WINDOWED[found.library];
    if (found === null || code === undefined || used === false) return;
    if (typeof window !== 'number' || !Number.isSafeInteger(window) || window < 1) return;
    const length = settings.deployment.sequenceLength ?? reading.facts.maxPositions;
    if (length === undefined || length <= window) return;
    const known = code.modelTypes.includes(reading.facts.modelType ?? '');
    // NxD Inference names Trn1 in its assertion and no other target.
    const refused = known && found.library === 'nxd-inference' && target === 'trn1';
    if (known && !refused) return;
    const label = routeLabel(found.library, knowledge);
    const range = reading.rangeOf(['sliding_window']);
    yield {
      key: 'sliding-window',
      // Without a planned length nobody knows whether a sequence will ever be longer than the window.
      severity: refused || settings.deployment.sequenceLength !== undefined ? 'warning' : 'info',
      confidence: 'inferred',
      action: refused ? 'Plan a target that has sliding windows' : 'Plan for sequences within the sliding window',
      message: refused
        ? `${label} refuses the sliding_window of ${window} tokens of ${modelName(reading.facts)} on Trn1.`
        : `${label} does not apply the sliding_window of ${window} tokens of ${modelName(reading.facts)}.`,
      why: refused
        ? 'Its flash attention asserts that the argument is not supported on Trn1.'
        : `Its class attends to the whole sequence, so that results differ from those of a GPU for sequences longer than ${window} tokens; ${length} are planned or allowed.`,
      remedy: refused
        ? 'Plan Trn2, or a model without a window.'
        : `Set deployment.sequenceLength to at most ${window}, or compare long outputs with those of the CPU.`,
      sources: [code.source],
      locations: [range === null ? { path: reading.path } : { path: reading.path, range }],
    };
  },
);
