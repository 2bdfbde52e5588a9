import { gigabytes } from '../../routes/degrees';
import { bytesOf, GIB, leastParameters } from '../../routes/memory';
import { configRule } from '../define';
import { factLocation, isGenerative, modelName } from './model-kind';

/**
 * Loading, sharding and tracing hold the weights about twice (what was read, what was sharded or put into the graph), and the compiler wants room beside
 * them: half as much is asked for. Ours, after reports of processes that were killed.
 */
const COPIES = 2.5;

/** The checkpoint against the memory of the machine, which is another one than that of the chips. */
export const hostMemory = configRule(
  {
    id: 'config/host-memory',
    phase: 'integration',
    page: {
      title: 'Host memory too small for the checkpoint',
      what: 'Compares the weights of a language model with the host memory (RAM) of the planned instance, and warns where it is less than two and a half times their size.',
      why: 'The weights are loaded, sharded and traced on the host before they reach the chips, and the compiler runs beside them. Where the host memory runs out, the process is killed without a message. Small instances have little of it: 16 GB on inf2.xlarge, 32 GB on trn1.2xlarge, as much as or less than the chips.',
      fix: 'Compile and shard on a larger machine, an instance without accelerator will do, and load the compiled model on the small one; or plan a larger instance.',
      example: {
        before: 'deployment:\n  instance: trn1.2xlarge   # 32 GB of host memory, weights of 16 GB',
        after: 'deployment:\n  instance: inf2.8xlarge   # 128 GB of host memory',
        language: 'yaml',
      },
      sources: ['inf2-instances', 'trn1-instances', 'parallel-compile'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings, target, knowledge }) {
    const { facts } = reading;
    const { deployment } = settings;
    const machine = knowledge.instance(deployment.instance?.trim().toLowerCase() ?? '');
    const element = bytesOf(facts.torchDtype) ?? bytesOf(deployment.dtype);
    if (machine === null || machine.target !== target || machine.hostMemory === null) return;
    if (!isGenerative(reading) || facts.quantMethod !== undefined) return;
    const parameters = leastParameters(facts);
    if (element === null || parameters === null) return;
    const weights = parameters.count * element;
    if (weights * COPIES <= machine.hostMemory * GIB) return;
    yield {
      key: 'weights',
      severity: 'warning',
      confidence: 'inferred',
      action: `Compile ${modelName(facts)} on a machine with more host memory`,
      message: `${machine.id} has ${machine.hostMemory} GB of host memory (RAM) for the ${parameters.exact ? '' : 'at least '}${gigabytes(weights)} of weights of ${modelName(facts)}.`,
      why: 'Weights are loaded, sharded and traced on the host, where they are held about twice, and the compiler needs memory beside them. When it runs out, the process is killed without a message, although the device memory would do.',
      remedy:
        'Compile and shard on a machine with more host memory and load the result here, keep the checkpoint in safetensors, or plan a larger instance.',
      sources: [...machine.sources, 'parallel-compile', 'nxdi-checkpoints'],
      locations: [factLocation(reading, 'hiddenSize', 'modelType')],
    };
  },
);
