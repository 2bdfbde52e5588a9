/** Checks on what is known of deployments: instance types and quantized checkpoints. */
import { holds } from '../version';
import type { Check } from './entries';

const instancesAddUp: Check = ({ data, complain }) => {
  for (const { id, target, chips, cores, logicalCores } of data.instances) {
    if (!id.startsWith(target)) complain('instances', id, `is not of the family ${target}`);
    if (chips < 1 || cores % chips !== 0)
      complain('instances', id, `${cores} cores are not as many on each of ${chips} chips`);
    if (logicalCores < 1 || cores % logicalCores !== 0)
      complain('instances', id, `${cores} cores do not make up ${logicalCores} logical ones`);
  }
};

const oneAnswerToACheckpoint: Check = ({ data, complain }) => {
  const sdks = data.releases.releases.map(({ sdk }) => sdk);
  for (const [at, a] of data.quantization.entries()) {
    for (const target of a.targets)
      if (!data.routes.some((route) => route.route === a.route && route.targets.includes(target)))
        complain('quantization', a.id, `names the route ${a.route}, which routes.json does not have on ${target}`);
    for (const b of data.quantization.slice(at + 1))
      if (
        a.method === b.method &&
        a.algorithm === b.algorithm &&
        a.route === b.route &&
        a.targets.some((target) => b.targets.includes(target)) &&
        (a.modelTypes === null || b.modelTypes === null
          ? a.modelTypes === b.modelTypes
          : a.modelTypes.some((type) => b.modelTypes?.includes(type))) &&
        sdks.some((sdk) => holds(a, sdk) && holds(b, sdk))
      )
        complain('quantization', b.id, `answers the same question as "${a.id}"`);
  }
};

export const DEPLOYMENT_CHECKS: readonly Check[] = [instancesAddUp, oneAnswerToACheckpoint];
