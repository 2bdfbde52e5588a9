import type { Format } from '../format';
import { adapterConfig } from './adapter-config';
import { diffusersComponent, diffusersPipeline } from './diffusers';
import { foreignModel } from './foreign';
import { genaiConfig } from './genai-config';
import { generationConfig } from './generation-config';
import { gguf } from './gguf';
import { hfQuantConfig } from './hf-quant-config';
import { safetensors } from './safetensors';
import { sentenceConfig, sentenceLength, sentenceModules } from './sentence-transformers';
import { pytorchIndex, safetensorsIndex } from './shard-index';
import { tokenizerConfig } from './tokenizer-config';

/** Checkpoints, the configs that stand beside them, and model files of other tools. In the order in which they are asked. */
export const CHECKPOINT_FORMATS: readonly Format[] = [
  safetensors,
  gguf,
  safetensorsIndex,
  pytorchIndex,
  generationConfig,
  hfQuantConfig,
  adapterConfig,
  tokenizerConfig,
  sentenceModules,
  sentenceLength,
  sentenceConfig,
  diffusersPipeline,
  diffusersComponent,
  genaiConfig,
  foreignModel,
];
