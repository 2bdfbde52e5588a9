import type { FactValue, OtherFacts } from '../../model/facts';
import { isDataObject } from '../../text/data';
import type { Format } from '../format';
import { faultReading, otherReading } from '../other';
import { trainerSettings } from './settings';
import { mayBeTrainer, type Trainer, trainerOf } from './tools';

/** Longest text kept as a fact. */
const SHOWN = 200;

/**
 * The YAML config of a trainer: axolotl, LLaMA-Factory, torchtune, GPT-NeoX, NeMo, Accelerate, NxD Training; under whatever name. Facts: `trainer`, and
 * as they are stated `model`, `optimizer`, `precision`, `quantization`, `adapter`, `attention`, `tensorParallel` and the other settings of
 * `settings.ts`.
 */
export const trainer: Format = {
  text: true,
  matches: (path) => /\.ya?ml$/.test(path.toLowerCase()),
  async read(file) {
    try {
      const text = await file.text();
      if (text === null || !mayBeTrainer(text.text)) return null;
      const [document, ...others] = (await file.yaml()) ?? [];
      if (document === undefined || others.length > 0 || !isDataObject(document.value)) return null;
      // Manifests of Kubernetes are never configs of a trainer, whatever they hold.
      if (Object.hasOwn(document.value, 'apiVersion') || Object.hasOwn(document.value, 'services')) return null;
      const tool = trainerOf(document.value, text.text);
      if (tool === null) return null;
      const facts = trainerFacts(tool, document.value);
      return otherReading('trainer', file, text, { facts, documents: [document] });
    } catch (error) {
      return faultReading(error, 'trainer', file, false, 'YAML');
    }
  },
};

function trainerFacts(tool: Trainer, config: Parameters<typeof trainerSettings>[1]): OtherFacts {
  const facts: Record<string, FactValue> = { trainer: tool };
  for (const [name, { value }] of trainerSettings(tool, config))
    facts[name] = typeof value === 'string' ? value.slice(0, SHOWN) : value;
  return facts;
}
