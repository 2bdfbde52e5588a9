import type { Rule } from '../rule';
import { deviceMemory } from './device-memory';
import { documentedRoute } from './documented-route';
import { hostMemory } from './host-memory';
import { instance } from './instance';
import { modelTypeWithoutRoute } from './model-type-without-route';
import { quantization } from './quantization';
import { ropeScaling } from './rope-scaling';
import { routeEnding } from './route-ending';
import { routeUnavailable } from './route-unavailable';
import { sequenceLength } from './sequence-length';
import { headsTensorParallel } from './tensor-parallel';

/** Over Hugging Face configs: the route first, then what it makes of the model. */
export const CONFIG_RULES: readonly Rule[] = [
  routeUnavailable,
  routeEnding,
  modelTypeWithoutRoute,
  documentedRoute,
  headsTensorParallel,
  sequenceLength,
  instance,
  deviceMemory,
  hostMemory,
  quantization,
  ropeScaling,
];
