/** The data files as they are bundled. What they hold is proved by the gate (`lint.ts`), not by the compiler. */
import bucketing from './data/bucketing.json';
import changes from './data/changes.json';
import chips from './data/chips.json';
import conflicts from './data/conflicts.json';
import converter from './data/converter.json';
import domains from './data/domains.json';
import dtypeNames from './data/dtype-names.json';
import dtypes from './data/dtypes.json';
import errors from './data/errors.json';
import fileFormats from './data/file-formats.json';
import flags from './data/flags.json';
import formulas from './data/formulas.json';
import gpuImages from './data/gpu-images.json';
import gpuPackages from './data/gpu-packages.json';
import instances from './data/instances.json';
import memory from './data/memory.json';
import models from './data/models.json';
import neuronImages from './data/neuron-images.json';
import olderPackages from './data/older-packages.json';
import paths from './data/operator-paths.json';
import onnx from './data/operators-ai-onnx.json';
import microsoft from './data/operators-com-microsoft.json';
import ml from './data/operators-ml.json';
import optimumPins from './data/optimum-pins.json';
import packageSupport from './data/package-support.json';
import packages from './data/packages.json';
import parallelism from './data/parallelism.json';
import quantization from './data/quantization.json';
import releases from './data/releases.json';
import resources from './data/resources.json';
import routes from './data/routes.json';
import sources from './data/sources.json';
import targets from './data/targets.json';
import variables from './data/variables.json';
import type { KnowledgeData } from './schema';

/** Parsed JSON by file name, as the gate sees it. */
export const FILES: Readonly<Record<keyof KnowledgeData, unknown>> = {
  sources,
  releases,
  targets,
  dtypes,
  'dtype-names': dtypeNames,
  'operators-ai-onnx': onnx,
  'operators-com-microsoft': microsoft,
  'operators-ml': ml,
  domains,
  converter,
  'operator-paths': paths,
  errors,
  flags,
  changes,
  packages,
  conflicts,
  routes,
  models,
  parallelism,
  instances,
  memory,
  chips,
  formulas,
  bucketing,
  resources,
  quantization,
  variables,
  'older-packages': olderPackages,
  'package-support': packageSupport,
  'gpu-packages': gpuPackages,
  'gpu-images': gpuImages,
  'neuron-images': neuronImages,
  'optimum-pins': optimumPins,
  'file-formats': fileFormats,
};

export const DATA = FILES as KnowledgeData;
