import { routeLabel } from '../../routes/elsewhere';
import { configRule } from '../define';
import { libraryOf } from './library';
import { factLocation, isGenerative, modelName } from './model-kind';

/** Of the NKI library's attention for context encoding and of its output projection. */
const KERNEL_LIMIT = 128;

/** Heads larger than the attention kernels take. */
export const headSize = configRule(
  {
    id: 'config/head-size',
    phase: 'validation',
    page: {
      title: 'Attention heads larger than the kernels take',
      what: 'Notes a head size (head_dim, or hidden_size over num_attention_heads) above 128 of a language model that NxD Inference or vLLM Neuron serves.',
      why: 'The attention and output projection kernels of the NKI library take heads of at most 128. A library without another kernel computes the attention in plain operators, which costs speed and memory at long sequences.',
      fix: 'Measure prefill at the planned length before you size the deployment. Optimum Neuron has a kernel of its own for heads of 256.',
      example: {
        before: '"head_dim": 256',
        after: '"head_dim": 128   # another model of the family',
        language: 'json',
      },
      sources: ['nki-attention-cte'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, knowledge } = context;
    const { headDim, hiddenSize, attentionHeads } = reading.facts;
    const found = libraryOf(context);
    if (found === null || !isGenerative(reading)) return;
    if (found.library !== 'nxd-inference' && found.library !== 'vllm-neuron') return;
    const size = headDim ?? (hiddenSize && attentionHeads ? hiddenSize / attentionHeads : undefined);
    if (size === undefined || !Number.isInteger(size) || size <= KERNEL_LIMIT) return;
    yield {
      key: 'head-size',
      severity: 'info',
      confidence: 'inferred',
      action: 'Measure the attention of large heads',
      message: `The attention heads of ${modelName(reading.facts)} have size ${size} (head_dim), above the ${KERNEL_LIMIT} that the NKI attention kernels take.`,
      why: `Whether ${routeLabel(found.library, knowledge)} has another kernel for such heads no document says; plain operators cost speed and memory at long sequences.`,
      remedy: 'Measure prefill at the planned sequence length first.',
      sources: ['nki-attention-cte'],
      locations: [factLocation(reading, 'headDim', 'attentionHeads')],
    };
  },
);
