import type { Rule, WorkspaceRule } from '../rule';
import { bitsandbytes } from './bitsandbytes';
import { deepspeedEngine } from './deepspeed';
import { cudaDevice } from './device';
import { endedLibrary } from './ended-library';
import { gpuKernels } from './gpu-kernels';
import { halfPrecision } from './half-precision';
import { trainingStack } from './trainer';
import { tritonBackend, tritonBatch } from './triton';

export const TRAINING_RULES: readonly Rule[] = [
  trainingStack,
  endedLibrary,
  deepspeedEngine,
  bitsandbytes,
  gpuKernels,
  cudaDevice,
  halfPrecision,
  tritonBackend,
  tritonBatch,
];

/** Across files. */
export const TRAINING_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
