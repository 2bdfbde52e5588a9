import { quantizedWeights } from '../config/quantized-weights';
import type { WorkspaceDraft, WorkspaceRule } from '../rule';
import { at, readingsOf, routeFor } from './beside';
import { configBeside } from './quantization-files';

/** Checkpoints that ModelOpt quantized, where `config.json` beside them does not say so. */
export const modeloptQuantization: WorkspaceRule = {
  id: 'checkpoint/modelopt-quantization',
  phase: 'proof-of-concept',
  fix: 'export',
  page: {
    title: 'Checkpoint that ModelOpt quantized',
    what: 'Reports hf_quant_config.json, which NVIDIA ModelOpt writes, where the config.json beside it does not name a quantization method itself. The algorithm (FP8, NVFP4, W4A8_AWQ, …) is judged on the planned route, or the first that documents the model.',
    why: 'vLLM Neuron reads static per-tensor FP8 of ModelOpt for Llama 3. The other algorithms, NVFP4 of NVIDIA GPUs above all, are on no list of what a Neuron route takes.',
    fix: 'Take the BF16 checkpoint of the model, or for Llama 3 one in static FP8.',
    example: {
      before: '"quantization": { "quant_algo": "NVFP4" }',
      after: '"quantization": { "quant_algo": "FP8" }   # Llama 3 on Trn2 and Trn3 with vLLM Neuron',
      language: 'json',
    },
    sources: ['vllm-llama-3', 'vllm-features-quantization', 'nxdi-weight-quantization'],
    since: '0.1.0',
  },
  *checkWorkspace(context): Iterable<WorkspaceDraft> {
    const { readings } = context;
    for (const reading of readingsOf(readings, ['hf-quant-config'])) {
      const { algorithm } = reading.facts;
      const config = configBeside(readings, reading);
      if (typeof algorithm !== 'string' || config?.facts.quantMethod !== undefined) continue;
      const weights = { method: 'modelopt', algorithm: algorithm.toUpperCase(), modelType: config?.facts.modelType };
      const draft = quantizedWeights(weights, routeFor(context, config), context);
      if (draft === null) continue;
      yield {
        ...draft,
        artifact: reading.path,
        locations: [at(reading.path, reading.ranges?.algorithm)],
      };
    }
  },
};
