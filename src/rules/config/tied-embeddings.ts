import { configRule } from '../define';
import { libraryOf } from './library';
import { isGenerative, modelName } from './model-kind';

/** Tied weights on NxD Inference: they load from a folder, not from the hub. */
export const tiedEmbeddings = configRule(
  {
    id: 'config/tied-embeddings',
    phase: 'integration',
    page: {
      title: 'Tied embeddings that load from a folder only',
      what: 'Notes a language model with tie_word_embeddings on NxD Inference, also below the vLLM plugin that builds on it.',
      why: 'With weights sharded while they are loaded, a model with tied embeddings that is named by its Hugging Face id stops with "NotImplementedError: Cannot copy out of meta tensor; no data!". It is a known issue of the guide.',
      fix: 'Download the checkpoint and serve it from the local folder.',
      example: {
        before: 'vllm serve Qwen/Qwen3-8B',
        after: 'vllm serve ./Qwen3-8B',
        language: 'sh',
      },
      sources: ['nxdi-vllm-guide'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading } = context;
    if (reading.document.tie_word_embeddings !== true || !isGenerative(reading)) return;
    if (libraryOf(context)?.library !== 'nxd-inference') return;
    const range = reading.rangeOf(['tie_word_embeddings']);
    yield {
      key: 'tied',
      severity: 'info',
      confidence: 'documented',
      action: 'Serve models with tied embeddings from a local folder',
      message: `${modelName(reading.facts)} has tied embeddings (tie_word_embeddings), which NxD Inference loads from a local folder only.`,
      why: 'Named by its Hugging Face id, with weights sharded while they are loaded, such a model stops with "NotImplementedError: Cannot copy out of meta tensor".',
      remedy: 'Download the checkpoint and give its folder to vllm serve.',
      sources: ['nxdi-vllm-guide'],
      locations: [range === null ? { path: reading.path } : { path: reading.path, range }],
    };
  },
);
