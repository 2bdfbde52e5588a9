import type { HfConfigReading, OtherReading, Summary } from '../../formats/reading';
import { folderOf } from '../../text/path';
import type { QuantizedWeights } from '../config/quantized-weights';
import { configAt, readingsOf } from './beside';

/** ModelOpt writes its file for checkpoints that vLLM and TensorRT-LLM call so. */
const MODELOPT = 'modelopt';
const SUFFIX = 'hf_quant_config.json';

/** How the weights of a folder are quantized, by its `config.json` or else by the file of ModelOpt; null where neither says so. */
export function quantizationIn(
  readings: readonly Summary[],
  folder: string,
  config: HfConfigReading | null,
): QuantizedWeights | null {
  const file = readingsOf(readings, ['hf-quant-config']).find(({ path }) => folderOf(path) === folder);
  const method = config?.facts.quantMethod?.toLowerCase() ?? (file === undefined ? undefined : MODELOPT);
  if (method === undefined) return null;
  const stated = file?.facts.algorithm ?? algorithmOf(config);
  return {
    method,
    algorithm: typeof stated === 'string' ? stated.toUpperCase() : null,
    modelType: config?.facts.modelType,
  };
}

function algorithmOf(config: HfConfigReading | null): unknown {
  const quantization = config?.document.quantization_config;
  return typeof quantization === 'object' && quantization !== null && 'quant_algo' in quantization
    ? quantization.quant_algo
    : undefined;
}

/** The config of the model that a file of ModelOpt belongs to: "X_config.json" beside "X_hf_quant_config.json". */
export function configBeside(readings: readonly Summary[], { path }: OtherReading): HfConfigReading | null {
  return path.endsWith(SUFFIX) ? configAt(readings, `${path.slice(0, -SUFFIX.length)}config.json`) : null;
}
