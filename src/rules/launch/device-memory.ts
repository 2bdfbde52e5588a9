import { gigabytes } from '../../routes/degrees';
import { bytesOf, GIB, leastParameters } from '../../routes/memory';
import { isGenerative, modelName } from '../config/model-kind';
import { logicalCoresFlag } from '../flags';
import type { WorkspaceContext, WorkspaceDraft, WorkspaceRule } from '../rule';
import { numberOf } from './command';
import { configOf, isConfig } from './configs';
import { type Started, startedIn } from './started';

/** No route loads floating point weights of a checkpoint that is not quantized wider than this, in bytes. */
const WIDEST = 2;

/** Weights of a model against the device memory of the cores that a launch gives to it. */
export const launchMemory: WorkspaceRule = {
  id: 'launch/device-memory',
  phase: 'scale-out',
  page: {
    title: 'Launch on cores with too little memory',
    what: 'Compares the weights of the model that vllm serve, vllm.LLM, optimum-cli export neuron or inference_demo leads to in the workspace, at two bytes a parameter at most, with the memory of as many cores as the tensor parallel degree takes. The KV cache and activations come on top and are not counted. Where the planner file has a tensor parallel degree, config/device-memory judges the plan instead.',
    why: 'The weights are split over the cores of the degree: 16 GB a core on Inf2 and Trn1, 24 GB on Trn2 with LNC 2.',
    fix: 'Raise the degree, and with it the number of devices, or choose a smaller or a quantized checkpoint that the route reads.',
    example: {
      before: 'vllm serve ./Llama-3.3-70B-Instruct --tensor-parallel-size 4',
      after: 'vllm serve ./Llama-3.3-70B-Instruct --tensor-parallel-size 32',
      language: 'sh',
    },
    sources: ['nxdi-tensor-parallelism', 'inf2-instances', 'trn1-instances', 'trn2-instances'],
    since: '0.1.0',
  },
  *checkWorkspace(context) {
    const { settings, readings } = context;
    const { deployment } = settings;
    if (deployment.tensorParallel !== undefined || logicalCoresFlag(deployment)?.value === '1') return;
    const configs = readings.filter(isConfig);
    for (const reading of configs.length === 0 ? [] : readings) {
      if (!('mentions' in reading)) continue;
      for (const started of startedIn(reading, context)) {
        const config = configOf(started.model, reading.path, configs);
        if (config !== null && isGenerative(config) && config.facts.quantMethod === undefined)
          yield* judged(context, reading.path, started, config.facts);
      }
    }
  },
};

function* judged(
  { knowledge, target, settings }: WorkspaceContext,
  path: string,
  { setting, route, replicas }: Started,
  facts: Parameters<typeof modelName>[0],
): Iterable<WorkspaceDraft> {
  const degree = numberOf(setting);
  const cores = knowledge.tensorParallel(target, route, settings.sdk);
  const parameters = leastParameters(facts);
  // NxD Inference quantizes to one byte itself; whether this launch does is not read here.
  const widest = route === 'nxd-inference' ? 1 : WIDEST;
  const element = Math.min(widest, bytesOf(facts.torchDtype) ?? widest);
  if (degree === null || degree < 1 || cores === null || parameters === null) return;
  const weights = parameters.count * element;
  // Experts may be spread over the cores of all replicas.
  const held = degree * (facts.experts === undefined ? 1 : replicas);
  const room = held * cores.coreMemory * GIB;
  if (weights <= room) return;
  yield {
    key: `${modelName(facts)} ${degree}`,
    artifact: path,
    severity: parameters.count > room ? 'blocker' : 'warning',
    confidence: parameters.count > room ? 'documented' : 'inferred',
    action: `Start ${modelName(facts)} on more cores`,
    message: `With ${setting.written} ${degree} the weights of ${modelName(facts)} take ${parameters.exact ? '' : 'at least '}${gigabytes(weights / held)} of device memory (HBM) on each core, which has ${cores.coreMemory} GB.`,
    why: 'Weights and KV cache must fit into the memory of the cores; the KV cache, activations and compiled code come on top of the weights.',
    remedy: 'Raise the tensor parallel degree and give the launch as many cores, or serve a smaller checkpoint.',
    sources: cores.sources,
    locations: [{ path, range: setting.range }],
  };
}
