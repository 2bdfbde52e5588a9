import type { Rule, WorkspaceRule } from '../rule';
import { contiguousDevices } from './contiguous-devices';
import { coresNeeded } from './cores-needed';
import { devicePlugin } from './device-plugin';
import { gpuInstance } from './gpu-instance';
import { gpuOperator } from './gpu-operator';
import { gpuPlacement } from './gpu-placement';
import { gpuResource } from './gpu-resource';
import { limitsAndRequests } from './limits-and-requests';
import { machineImage } from './machine-image';
import { moreThanInstance } from './more-than-instance';
import { multiNodeNetwork } from './multi-node-network';
import { neuronInstance } from './neuron-instance';
import { neuronResourceName } from './neuron-resource-name';
import { noNeuronDevice } from './no-neuron-device';
import { resourceClaim } from './resource-claim';

export const DEPLOY_RULES: readonly Rule[] = [
  gpuResource,
  neuronResourceName,
  moreThanInstance,
  coresNeeded,
  noNeuronDevice,
  limitsAndRequests,
  gpuPlacement,
  gpuInstance,
  neuronInstance,
  machineImage,
  gpuOperator,
  multiNodeNetwork,
  contiguousDevices,
  devicePlugin,
  resourceClaim,
];

/** Across files. */
export const DEPLOY_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
