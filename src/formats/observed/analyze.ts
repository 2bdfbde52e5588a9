import { HostError } from '../../model/host';
import type { Observation } from '../../model/observed';
import { DataFault, type DataObject, isDataObject } from '../../text/data';
import type { JsonData } from '../../text/json-data';
import type { Format } from '../format';
import { otherReading } from '../other';

const KEYS = ['supported_operators', 'unsupported_operators'];

/**
 * The saved result of `torch_neuronx.analyze`: operators of a traced model, each of which the compiler was tried on. Facts: versions, numbers of
 * supported and unsupported operators, names of the latter.
 * Source: frameworks/torch/torch-neuronx/api-reference-guide/inference/api-torch-neuronx-analyze.rst of the Neuron documents.
 */
export const analyzeResult: Format = {
  text: false,
  matches: (path) => path.toLowerCase().endsWith('.json'),
  async read(file) {
    try {
      const text = await file.text();
      if (!text?.text.includes('supported_operators')) return null;
      const json = await file.json();
      if (!isDataObject(json?.value) || !KEYS.every((key) => Object.hasOwn(json.value as DataObject, key))) return null;
      const observations = observationsOf(json, json.value);
      const refused = observations.flatMap((seen) => (seen.kind === 'operator' && !seen.supported ? [seen.name] : []));
      return {
        ...otherReading('neuron-analyze', file, text, {
          facts: {
            ...version(json.value, 'torch_neuronx_version', 'torchNeuronx'),
            ...version(json.value, 'neuronx_cc_version', 'neuronxCc'),
            supported: observations.length - refused.length,
            unsupported: refused.length,
            unsupportedOperators: refused.slice(0, 50),
          },
          documents: [json],
        }),
        observations,
      };
    } catch (error) {
      // A file that is no JSON, or that cannot be opened, does not say that it is such a result.
      if (error instanceof DataFault || error instanceof HostError) return null;
      throw error;
    }
  },
};

function observationsOf(json: JsonData, root: DataObject): Observation[] {
  const { supported_operators: supported, unsupported_operators: unsupported } = root;
  const observations: Observation[] = [];
  for (const name of isDataObject(supported) ? Object.keys(supported) : []) {
    const range = json.keyRangeOf(['supported_operators', name]);
    if (range !== null) observations.push({ kind: 'operator', name, supported: true, failedAt: null, range });
  }
  for (const [i, entry] of (Array.isArray(unsupported) ? unsupported : []).entries()) {
    if (!isDataObject(entry) || typeof entry.kind !== 'string') continue;
    const range = json.rangeOf(['unsupported_operators', i, 'kind']);
    const failedAt = typeof entry.failureAt === 'string' ? entry.failureAt : null;
    if (range !== null) observations.push({ kind: 'operator', name: entry.kind, supported: false, failedAt, range });
  }
  return observations;
}

function version(root: DataObject, key: string, fact: string): Readonly<Record<string, string>> {
  const value = root[key];
  return typeof value === 'string' ? { [fact]: value } : {};
}
