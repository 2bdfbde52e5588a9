import type { HfConfigReading } from '../../formats/reading';
import { gigabytes } from '../../routes/degrees';
import { bytesOf, GIB, keyValueCacheBytes, leastParameters } from '../../routes/memory';
import { configRule } from '../define';
import { logicalCoresFlag } from '../flags';
import type { Draft, RuleContext } from '../rule';
import { sentences } from '../words';
import { claimsFor } from './claims';
import { factLocation, isGenerative, modelName } from './model-kind';

const PRINCIPLE = 'nxdi-tensor-parallelism';
const TRAINING = ['optimum-architectures', 'optimum-distributed-training'];

/** Beyond this part of the memory a plan is tight: what is not counted hardly fits into the rest. */
const TIGHT = 0.95;

/** Weights, gradients and AdamW states together, in sizes of the model, as Optimum Neuron's guide counts them. */
const TRAINED = 4;

/**
 * Bytes of a weight and of a cached element at the least that a route can make of a checkpoint which is not quantized: NxD Inference can quantize both,
 * vLLM Neuron the cache, Optimum Neuron neither. A route that is not here, or none, is taken to quantize both.
 */
const LEAST: Readonly<Record<string, { readonly weight: number; readonly cached: number }>> = {
  'vllm-neuron': { weight: 2, cached: 1 },
  'optimum-neuron': { weight: 2, cached: 2 },
};

/** Weights and KV cache against the device memory of the planned cores. */
export const deviceMemory = configRule(
  {
    id: 'config/device-memory',
    phase: 'scale-out',
    page: {
      title: 'Model larger than the device memory',
      what: 'Adds up weights and KV cache of a language model for the planned data type, batch size and sequence length, copied key/value heads counted, and compares them with the memory of the planned cores. For training with Optimum Neuron on Trn1 it counts weights, gradients and optimizer states. What cannot be counted from the config (activations, compiled code, other families) is left out, so that a model that passes may still be too large.',
      why: 'Weights and KV cache must be smaller than the degree times the memory of a core: 16 GB on Inf2 and Trn1, 24 GB on Trn2 with LNC 2. It is a blocker where no quantization that the route documents would make it fit. The compiler stops with NCC_EOOM001 or NCC_EOOM002, or loading fails.',
      fix: 'Raise the tensor parallel degree, take a larger instance, or lower batch size, sequence length or bytes per weight.',
      example: {
        before: 'deployment:\n  instance: inf2.48xlarge\n  tensorParallel: 24\n  batchSize: 40\n  sequenceLength: 8192',
        after: 'deployment:\n  instance: inf2.48xlarge\n  tensorParallel: 24\n  batchSize: 8\n  sequenceLength: 8192',
        language: 'yaml',
      },
      sources: [PRINCIPLE, 'inf2-instances', 'trn1-instances', 'trn2-instances', 'ncc-eoom001', ...TRAINING],
      since: '0.1.0',
    },
  },
  function* (context) {
    if (!isGenerative(context.reading) || context.reading.facts.quantMethod !== undefined) return;
    if (context.settings.workload === 'training') yield* training(context);
    else yield* serving(context);
  },
);

/** Device memory, and how a sentence speaks of it. */
interface Room {
  readonly bytes: number;
  /** Cores that share the model. */
  readonly degree: number;
  readonly perCore: boolean;
  readonly words: string;
  readonly sources: readonly string[];
}

/** The memory that the plan gives to the model: of the cores of the degree, or of the whole instance. Null: not known. */
function capacity({ settings, target, knowledge }: RuleContext): Room | null {
  const { deployment, sdk } = settings;
  const single = logicalCoresFlag(deployment)?.value === '1';
  const cores = knowledge.tensorParallel(target, deployment.route ?? null, sdk);
  const machine = knowledge.plannedInstance(deployment);
  const degree = deployment.tensorParallel;
  if (cores !== null && !single && degree !== undefined)
    return {
      bytes: degree * cores.coreMemory * GIB,
      degree,
      perCore: true,
      words:
        degree === 1 ? `the core has ${cores.coreMemory} GB` : `each of the ${degree} cores has ${cores.coreMemory} GB`,
      sources: cores.sources,
    };
  if (machine === null || machine.target !== target || machine.deviceMemory === null) return null;
  return {
    bytes: machine.deviceMemory * GIB,
    degree: degree ?? 1,
    perCore: false,
    words: `${machine.id} has ${machine.deviceMemory} GB`,
    sources: machine.sources,
  };
}

function* serving(context: RuleContext<HfConfigReading>): Iterable<Draft> {
  const { reading, settings } = context;
  const { deployment } = settings;
  const { facts } = reading;
  const room = capacity(context);
  const element = bytesOf(deployment.dtype) ?? bytesOf(facts.torchDtype);
  const parameters = leastParameters(facts);
  if (room === null || element === null || parameters === null) return;
  const weights = parameters.count * element;
  const length = deployment.sequenceLength;
  const batch = deployment.batchSize ?? 1;
  const cache =
    length === undefined
      ? 0
      : (keyValueCacheBytes(facts, { degree: room.degree, batch, length, bytesPerElement: element }) ?? 0);
  const filled = (weights + cache) / room.bytes;
  if (filled <= 1) {
    if (filled > TIGHT) yield tight(context, room, Math.floor(100 * filled));
    return;
  }
  const { weight, cached } = LEAST[deployment.route ?? ''] ?? { weight: 1, cached: 1 };
  const least = parameters.count * Math.min(element, weight) + (cache / element) * Math.min(element, cached);
  const never = least > room.bytes;
  const needed = gigabytes((weights + cache) / (room.perCore ? room.degree : 1));
  yield {
    key: 'serving',
    severity: never ? 'blocker' : 'warning',
    confidence: never ? 'documented' : 'inferred',
    action: `Plan more device memory for ${modelName(facts)}`,
    message: `${modelName(facts)} needs ${parameters.exact ? '' : 'at least '}${needed} of device memory${room.perCore ? ' on each core' : ''} as planned, and ${room.words}.`,
    why: sentences(
      `The weights take ${gigabytes(weights)} (${billions(parameters.count)} parameters of ${element} bytes${parameters.exact ? '' : ', a lower bound'})`,
      cache > 0
        ? `The KV cache takes ${gigabytes(cache)} at batch size ${batch} and sequence length ${length}, copied key/value heads counted`
        : '',
      'Weights and KV cache must fit into the memory of the cores (HBM); activations and compiled code come on top',
    ),
    remedy:
      cache > weights
        ? 'Lower the batch size or the sequence length, or plan more cores.'
        : 'Plan more cores or a larger instance, or quantize the weights with a method of the route.',
    ...(never && { neuronError: 'NCC_EOOM001' }),
    sources: [...new Set([PRINCIPLE, ...room.sources, 'ncc-eoom001'])],
    locations: [factLocation(reading, 'hiddenSize', 'modelType')],
  };
}

/** Weights and KV cache that leave next to nothing for the rest. */
function tight({ reading }: RuleContext<HfConfigReading>, room: Room, percent: number): Draft {
  return {
    key: 'serving',
    severity: 'warning',
    confidence: 'inferred',
    action: `Plan more device memory for ${modelName(reading.facts)}`,
    message: `Weights and KV cache of ${modelName(reading.facts)} fill ${percent} % of the device memory (HBM) as planned: ${room.words}.`,
    why: 'Activations, scratch space and compiled code come on top and have to fit into the rest.',
    remedy: 'Plan more cores, a smaller batch or a shorter sequence.',
    sources: [...new Set([PRINCIPLE, ...room.sources, 'ncc-eoom001'])],
    locations: [factLocation(reading, 'hiddenSize', 'modelType')],
  };
}

/** Optimum Neuron on Trn1: a core holds the whole of a model that is not split, with gradients and optimizer states. */
function* training(context: RuleContext<HfConfigReading>): Iterable<Draft> {
  const { reading, settings, target, knowledge } = context;
  const { facts } = reading;
  const { route, tensorParallel = 1 } = settings.deployment;
  const cores = knowledge.tensorParallel(target, null, settings.sdk);
  const claim = route === 'optimum-neuron' ? knowledge.route(route, target, settings.sdk, 'training') : null;
  const element = bytesOf(settings.deployment.dtype) ?? bytesOf(facts.torchDtype);
  if (cores === null || claim === null || claim.state === 'ended') return;
  const parameters = leastParameters(facts);
  if (element === null || parameters === null) return;
  const split = claimsFor(context).some((one) => one.route === claim.route);
  const state = TRAINED * parameters.count * element;
  const perCore = !split ? state : state / tensorParallel;
  if (perCore <= cores.coreMemory * GIB) return;
  yield {
    key: 'training',
    severity: 'warning',
    confidence: 'inferred',
    action: `Plan the memory for training ${modelName(facts)}`,
    message: !split
      ? `Training ${modelName(facts)} takes about ${gigabytes(perCore)} of memory on each core, which has ${cores.coreMemory} GB, and Optimum Neuron has no tensor parallel implementation that would split it.`
      : `Training ${modelName(facts)} at tensor parallel degree ${tensorParallel} takes about ${gigabytes(perCore)} of memory on each core, which has ${cores.coreMemory} GB.`,
    why: sentences(
      `Weights, gradients and optimizer states take about ${TRAINED} times the ${gigabytes(parameters.count * element)} of the weights; activations come on top`,
      'Models with tensor parallelism in Optimum Neuron are Llama, Qwen3 and Granite',
    ),
    remedy: !split
      ? 'Train adapters only (LoRA), choose a model that Optimum Neuron splits, or train with TorchNeuron on Trn2.'
      : 'Raise the tensor parallel degree, use ZeRO-1 over the data parallel ranks, or train adapters only (LoRA).',
    sources: [...TRAINING, ...cores.sources],
    locations: [factLocation(reading, 'hiddenSize', 'modelType')],
  };
}

/** "7.2 billion". */
function billions(count: number): string {
  return `${(count / 1e9).toFixed(1)} billion`;
}
