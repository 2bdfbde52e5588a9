import type { Rule } from '../rule';
import { attentionImplementation } from './attention';
import { deviceMemory } from './device-memory';
import { documentedRoute } from './documented-route';
import { weightDtype } from './dtype';
import { headSize } from './head-size';
import { hostMemory } from './host-memory';
import { instance } from './instance';
import { modelTypeWithoutRoute } from './model-type-without-route';
import { pipelineCores } from './pipeline-cores';
import { pipelineMemory } from './pipeline-memory';
import { pipelineRoute } from './pipeline-route';
import { plannedLimits } from './planned-limits';
import { quantization } from './quantization';
import { remoteCode } from './remote-code';
import { ropeScaling } from './rope-scaling';
import { routeEnding } from './route-ending';
import { routeUnavailable } from './route-unavailable';
import { sequenceLength } from './sequence-length';
import { slidingWindow } from './sliding-window';
import { headsTensorParallel } from './tensor-parallel';
import { tiedEmbeddings } from './tied-embeddings';

/** Over Hugging Face configs and pipelines: the route first, then what it makes of the model. */
export const CONFIG_RULES: readonly Rule[] = [
  routeUnavailable,
  routeEnding,
  modelTypeWithoutRoute,
  documentedRoute,
  headsTensorParallel,
  sequenceLength,
  plannedLimits,
  instance,
  deviceMemory,
  hostMemory,
  quantization,
  weightDtype,
  ropeScaling,
  slidingWindow,
  headSize,
  tiedEmbeddings,
  attentionImplementation,
  remoteCode,
  pipelineRoute,
  pipelineMemory,
  pipelineCores,
];
