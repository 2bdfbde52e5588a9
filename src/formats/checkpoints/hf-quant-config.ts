import type { FactValue } from '../../model/facts';
import { compareText } from '../../model/order';
import { isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts, textList } from './json-file';

const FIELDS = [
  ['algorithm', 'quant_algo', 'string'],
  ['kvCacheAlgorithm', 'kv_cache_quant_algo', 'string'],
  ['groupSize', 'group_size', 'number'],
] as const;

/**
 * `hf_quant_config.json`, which NVIDIA ModelOpt writes. Facts: `algorithm`, `kvCacheAlgorithm`, `groupSize`, how many modules are left out
 * (`excludedModules`), of mixed precision the algorithms of the layers (`layerAlgorithms`: layers by algorithm), the `producer` with its version.
 */
export const hfQuantConfig = jsonFormat({
  kind: 'hf-quant-config',
  matches: (name) => name.endsWith('hf_quant_config.json'),
  ownName: true,
  marker: '"quantization"',
  understand(value) {
    if (!isDataObject(value) || !isDataObject(value.quantization)) return null;
    const { quantization, producer } = value;
    const facts: Record<string, FactValue> = scalarFacts(quantization, FIELDS);
    const excluded = textList(quantization.exclude_modules);
    if (excluded !== null) facts.excludedModules = excluded.length;
    if (isDataObject(quantization.quantized_layers)) facts.layerAlgorithms = countLayers(quantization.quantized_layers);
    if (isDataObject(producer) && typeof producer.name === 'string')
      facts.producer = [producer.name, producer.version].filter((word) => typeof word === 'string').join(' ');
    return { facts, keep: [], places: { algorithm: ['quantization', 'quant_algo'] } };
  },
});

function countLayers(layers: Readonly<Record<string, unknown>>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const layer of Object.values(layers)) {
    const name = isDataObject(layer) && typeof layer.quant_algo === 'string' ? layer.quant_algo : 'none';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => compareText(a, b)));
}
