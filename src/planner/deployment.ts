import type { Deployment } from '../model/settings';
import { ROUTES } from '../model/target';
import { choiceOf, countOf, type Field, fieldsOf, itemsOf, refuseUnknown, textOf } from '../text/fields';
import type { YamlText } from '../text/yaml';

const COUNTS = ['tensorParallel', 'dataParallel', 'batchSize', 'sequenceLength'] as const;
const KEYS = ['route', 'instance', ...COUNTS, 'dtype', 'compilerFlags'];

/** The part of a planner file that says how the model is meant to run. */
export function readDeployment(yaml: YamlText, field: Field | undefined): Deployment {
  const fields = fieldsOf(yaml, field?.value ?? null, 'deployment');
  refuseUnknown(yaml, fields, KEYS);
  const route = choiceOf(yaml, fields.get('route'), ROUTES);
  const instance = textOf(yaml, fields.get('instance'));
  const dtype = textOf(yaml, fields.get('dtype'));
  const flags = itemsOf(yaml, fields.get('compilerFlags'))?.flatMap((item) => textOf(yaml, item) ?? []);
  const counts = COUNTS.flatMap((name): [(typeof COUNTS)[number], number][] => {
    const count = countOf(yaml, fields.get(name));
    return count === undefined ? [] : [[name, count]];
  });
  return {
    ...(route && { route }),
    ...(instance !== undefined && { instance }),
    ...Object.fromEntries(counts),
    ...(dtype !== undefined && { dtype }),
    ...(flags && { compilerFlags: flags }),
  };
}
