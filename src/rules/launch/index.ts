import type { Rule, WorkspaceRule } from '../rule';
import { gpuChoices } from './code/choices';
import { cudaDevice } from './code/cuda-device';
import { customKernel } from './code/custom-kernel';
import { traceArguments } from './code/trace';
import { compiledShapes } from './compiled-shapes';
import { compilerFlags } from './compiler-flags';
import { launchMemory } from './device-memory';
import { environment } from './environment';
import { gpuTools } from './gpu-tools';
import { optimumExport } from './optimum-export';
import { processCount } from './process-count';
import { launchSequenceLength } from './sequence-length';
import { launchTensorParallel } from './tensor-parallel';
import { vllmBlocks } from './vllm-blocks';
import { vllmFeatures } from './vllm-features';
import { vllmNeuronConfig } from './vllm-neuron-config';
import { vllmRecipes } from './vllm-recipes';
import { vllmTarget } from './vllm-target';
import { vllmV0 } from './vllm-v0';

export const LAUNCH_RULES: readonly Rule[] = [
  vllmV0,
  vllmBlocks,
  vllmFeatures,
  vllmNeuronConfig,
  optimumExport,
  compilerFlags,
  environment,
  gpuTools,
  processCount,
  cudaDevice,
  customKernel,
  gpuChoices,
  traceArguments,
];

/** Across files. */
export const LAUNCH_WORKSPACE_RULES: readonly WorkspaceRule[] = [
  vllmTarget,
  vllmRecipes,
  launchTensorParallel,
  launchMemory,
  launchSequenceLength,
  compiledShapes,
];
