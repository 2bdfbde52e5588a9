import type { FactValue } from '../../model/facts';
import { isDataObject } from '../../text/data';
import { jsonFormat, scalarFacts, textList } from './json-file';

const FIELDS = [
  ['adapter', 'peft_type', 'string'],
  ['baseModel', 'base_model_name_or_path', 'string'],
  ['task', 'task_type', 'string'],
  ['rank', 'r', 'number'],
  ['alpha', 'lora_alpha', 'number'],
  ['bias', 'bias', 'string'],
  ['dora', 'use_dora', 'boolean'],
  ['rankStabilized', 'use_rslora', 'boolean'],
] as const;

/**
 * `adapter_config.json` of the PEFT library. Facts: `adapter` ("LORA", …), `baseModel`, `task`, `rank`, `alpha`, `bias`, `dora`, `rankStabilized`,
 * `targetModules`, `savedModules`, as far as they are stated.
 */
export const adapterConfig = jsonFormat({
  kind: 'adapter-config',
  matches: (name) => name === 'adapter_config.json',
  ownName: true,
  marker: '"peft_type"',
  understand(value) {
    if (!isDataObject(value) || typeof value.peft_type !== 'string') return null;
    const facts: Record<string, FactValue> = scalarFacts(value, FIELDS);
    const targets = typeof value.target_modules === 'string' ? [value.target_modules] : textList(value.target_modules);
    if (targets !== null) facts.targetModules = targets;
    const saved = textList(value.modules_to_save);
    if (saved !== null && saved.length > 0) facts.savedModules = saved;
    return { facts, keep: [...FIELDS.map(([, key]) => key), 'target_modules', 'modules_to_save'] };
  },
});
