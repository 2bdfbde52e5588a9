import type { FactValue } from '../../model/facts';
import { type DataObject, isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts, type Understood } from './json-file';

const FIELDS = [
  ['class', '_class_name', 'string'],
  ['diffusersVersion', '_diffusers_version', 'string'],
] as const;

/** `model_index.json` of a diffusers pipeline. Facts: `class`, `diffusersVersion`, `components` ("unet": "diffusers.UNet2DConditionModel"). */
export const diffusersPipeline = jsonFormat({
  kind: 'diffusers',
  matches: (name) => name === 'model_index.json',
  ownName: true,
  marker: '"_class_name"',
  understand(value): Understood | null {
    if (!isDataObject(value) || typeof value._class_name !== 'string') return null;
    return { facts: { ...scalarFacts(value, FIELDS), components: componentsOf(value) }, keep: ['_class_name'] };
  },
});

/**
 * The config of one component of a pipeline (UNet, transformer, VAE, scheduler). Facts: `class`, `diffusersVersion`, `sampleSize`, `quantMethod`, as
 * far as they are stated.
 */
export const diffusersComponent = jsonFormat({
  kind: 'diffusers',
  matches: (name) => name === 'config.json' || name === 'scheduler_config.json',
  ownName: false,
  marker: '"_class_name"',
  understand(value): Understood | null {
    if (!isDataObject(value) || typeof value._class_name !== 'string') return null;
    const facts: Record<string, FactValue> = scalarFacts(value, [...FIELDS, ['sampleSize', 'sample_size', 'number']]);
    const { quantization_config: quantization } = value;
    if (isDataObject(quantization) && typeof quantization.quant_method === 'string')
      facts.quantMethod = quantization.quant_method;
    return { facts, keep: ['_class_name', 'quantization_config'] };
  },
});

/** Components are pairs of library and class; one that is left out is a pair of nulls. */
function componentsOf(index: DataObject): Record<string, string> {
  const components: Record<string, string> = {};
  for (const [name, value] of Object.entries(index)) {
    if (!Array.isArray(value) || Object.keys(components).length >= 50) continue;
    const [library, type] = value as readonly unknown[];
    if (typeof library === 'string' && typeof type === 'string') components[name] = `${library}.${type}`;
  }
  return components;
}
