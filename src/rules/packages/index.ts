import type { Rule, WorkspaceRule } from '../rule';
import { architecture } from './architecture';
import { companion } from './companion';
import { composeDevices } from './compose-devices';
import { containerDevices } from './container-devices';
import { cudaBuild } from './cuda-build';
import { driverRuntime } from './driver-runtime';
import { ended } from './ended';
import { frameworkVersion } from './framework-version';
import { gpuImage } from './gpu-image';
import { gpuOnly } from './gpu-only';
import { imageRoute } from './image-route';
import { mixedFiles } from './mixed-files';
import { mixedReleases } from './mixed-releases';
import { neuronImage } from './neuron-image';
import { neuronIndex } from './neuron-index';
import { olderRelease } from './older-release';
import { operatingSystem } from './operating-system';
import { optimum } from './optimum';
import { pythonVersion } from './python-version';
import { twoProducts } from './two-products';
import { unknownVersion } from './unknown-version';
import { vllm } from './vllm';
import { wrongTarget } from './wrong-target';

export const PACKAGE_RULES: readonly Rule[] = [
  ended,
  mixedReleases,
  companion,
  unknownVersion,
  wrongTarget,
  twoProducts,
  frameworkVersion,
  pythonVersion,
  optimum,
  vllm,
  gpuOnly,
  cudaBuild,
  driverRuntime,
  olderRelease,
  gpuImage,
  neuronImage,
  architecture,
  operatingSystem,
  composeDevices,
  containerDevices,
];

/** Across files. */
export const PACKAGE_WORKSPACE_RULES: readonly WorkspaceRule[] = [mixedFiles, imageRoute, neuronIndex];
