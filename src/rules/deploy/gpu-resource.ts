import type { OtherReading } from '../../formats/reading';
import type { Edit } from '../../model/finding';
import type { Settings } from '../../model/settings';
import type { Knowledge } from '../../neuron/knowledge';
import { mentionRule } from '../define';
import { counted, sentences, show } from '../words';
import { type Asked, askedFor, nameWithin, subject, targetOf, textLocations, within, written } from './asked';

/** How the systems name what they ask for, and what to ask for instead. */
interface System {
  readonly says: (asked: readonly Asked[]) => string;
  readonly why: string;
  readonly remedy: string;
  readonly action: string;
  readonly sources: readonly string[];
}

const KUBERNETES: System = {
  says: (asked) => `${subject(asked.map(written).map(show), 'asks', 'ask')} for GPUs, which no Neuron node offers.`,
  why: 'A Neuron node advertises aws.amazon.com/neuron (chips) and aws.amazon.com/neuroncore (NeuronCores) through the Neuron device plugin; a pod that asks for a GPU stays Pending there.',
  remedy:
    'Ask for aws.amazon.com/neuron, which counts chips (2 NeuronCores each on Inf2 and Trn1; 8, by default as 4 logical ones, on Trn2), or for aws.amazon.com/neuroncore; take the number from the tensor parallel degree and the memory that the model needs, not from the number of GPUs.',
  action: 'Ask for aws.amazon.com/neuron instead of GPUs',
  sources: ['k8s-plugins', 'container-devices', 'lnc'],
};

const TASKS: System = {
  says: (asked) => `A container asks for ${gpus(asked)} (resource type GPU), which no Neuron instance has.`,
  why: 'The resource type GPU is served by container instances with NVIDIA GPUs; Neuron devices reach a container as /dev/neuron0 and so on.',
  remedy:
    'Remove the GPU requirement, run on a Neuron instance, and pass its devices with linuxParameters.devices (/dev/neuron0, /dev/neuron1, …).',
  action: 'Pass Neuron devices instead of GPUs to the task',
  sources: ['container-devices', 'ecs-inference', 'batch-training'],
};

const SLURM: System = {
  says: (asked) => {
    const options = asked.flatMap(({ mentions }) => mentions.map(({ list }) => list));
    return `${subject(options, 'asks', 'ask')} Slurm for ${gpus(asked)}, which Neuron nodes do not have.`;
  },
  why: 'Slurm hands out GPUs as generic resources of nodes that have them; on a node with Neuron devices the job would never start.',
  remedy: 'Remove the option, and ask for whole nodes (--nodes, --exclusive) of a partition with Neuron instances.',
  action: 'Ask Slurm for Neuron nodes instead of GPUs',
  sources: ['parallelcluster-training'],
};

const RAY: System = {
  says: (asked) => `${subject(asked.map(written).map(show), 'asks', 'ask')} for GPUs, which no Neuron node offers.`,
  why: 'It counts the GPUs of a node or replica; a Neuron node has none, so that nothing is placed there.',
  remedy:
    'Set it to 0 or remove it, and ask for Neuron devices in the resources of the container (aws.amazon.com/neuron), or name that resource where the chart takes a name (requestGPUType).',
  action: 'Count Neuron devices instead of GPUs',
  sources: ['k8s-plugins', 'container-devices'],
};

/** A container or job that asks for another vendor's accelerators. */
export const gpuResource = mentionRule(
  {
    id: 'deploy/gpu-resource',
    phase: 'integration',
    page: {
      title: 'Request for GPUs',
      what: 'Reports containers, tasks and jobs that ask for GPUs: nvidia.com/gpu and its relatives in Kubernetes, Ray and Helm values, GPU resource requirements of ECS and AWS Batch, --gres=gpu and --gpus of Slurm.',
      why: 'Neuron nodes do not have what is asked for, so nothing is placed there. Neuron devices have resource names of their own, and they count chips or NeuronCores.',
      fix: 'Ask for aws.amazon.com/neuron (chips) or aws.amazon.com/neuroncore. The number follows from the tensor parallel degree: on Inf2 and Trn1 a chip has 2 NeuronCores, on Trn2 4 logical ones by default.',
      example: {
        before: 'resources:\n  limits:\n    nvidia.com/gpu: 8',
        after: 'resources:\n  limits:\n    aws.amazon.com/neuron: 4   # tensor parallel degree 8 on Inf2',
        language: 'yaml',
      },
      sources: ['k8s-plugins', 'container-devices'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings, knowledge }) {
    const asked = askedFor(reading, knowledge).filter(
      ({ claim, quantity }) => claim?.counts === 'gpus' && quantity !== 0,
    );
    for (const [key, system] of [
      ['kubernetes', KUBERNETES],
      ['task', TASKS],
      ['slurm', SLURM],
      ['count', RAY],
    ] as const) {
      const own = asked.filter((each) => systemOf(each) === key);
      if (own.length === 0) continue;
      const plan = chipsPlanned(settings, knowledge);
      const change = plan === null ? renamed(reading, own) : asPlanned(reading, own, plan);
      const edit = key === 'kubernetes' ? change : null;
      yield {
        key,
        severity: 'warning',
        confidence: 'inferred',
        action: system.action,
        message: system.says(own),
        why: system.why,
        remedy: sentences(system.remedy, planned(settings, knowledge), interfaces(reading, own)),
        sources: system.sources,
        ...(edit && { edit }),
        ...textLocations(
          reading.path,
          own.flatMap(({ mentions }) => mentions.map(({ range }) => range)),
        ),
      };
    }
  },
);

/** What to ask for instead of GPUs where a resource of this name stands, and the sources that say so. */
export function gpuReplacement(asked: Pick<Asked, 'name' | 'mentions'>): Pick<System, 'remedy' | 'sources'> {
  return { kubernetes: KUBERNETES, task: TASKS, slurm: SLURM, count: RAY }[systemOf(asked)];
}

function systemOf({ name, mentions }: Pick<Asked, 'name' | 'mentions'>): 'kubernetes' | 'task' | 'slurm' | 'count' {
  if (name === 'GPU') return 'task';
  if (name === 'gres/gpu') return 'slurm';
  return mentions.every(({ list }) => list === 'counts') ? 'count' : 'kubernetes';
}

function gpus(asked: readonly Asked[]): string {
  const counts = [...new Set(asked.map(({ quantity }) => quantity))];
  const [only] = counts;
  return counts.length === 1 && only !== null && only !== undefined ? counted(only, 'GPU') : 'GPUs';
}

/** Chips for the planned instance and degree, the same whatever target is judged; null where they are not planned or do not fit. */
function chipsPlanned({ deployment }: Settings, knowledge: Knowledge): { chips: number; on: string } | null {
  const { tensorParallel } = deployment;
  if (tensorParallel === undefined) return null;
  const claim = knowledge.plannedInstance(deployment);
  if (claim === null || targetOf(claim.id) === null) return null;
  const chips = Math.ceil(tensorParallel / (claim.logicalCores / claim.chips));
  return chips > claim.chips ? null : { chips, on: claim.id };
}

function planned(settings: Settings, knowledge: Knowledge): string | null {
  const known = chipsPlanned(settings, knowledge);
  if (known === null) return null;
  return `The planned tensor parallel degree ${settings.deployment.tensorParallel} takes aws.amazon.com/neuron: ${known.chips} on ${known.on}`;
}

function interfaces({ mentions }: OtherReading, asked: readonly Asked[]): string | null {
  const beside = mentions.resources.some(
    ({ name, scope }) => name === 'vpc.amazonaws.com/efa' && asked.some((each) => within(scope, each.scope)),
  );
  return beside
    ? 'vpc.amazonaws.com/efa keeps its name; its number is that of the EFA interfaces of the Neuron instance'
    : null;
}

/** Without a plan: where every container asks for one GPU, one chip is its counterpart and only the name changes. */
function renamed({ path }: OtherReading, asked: readonly Asked[]): Edit | null {
  const after = 'aws.amazon.com/neuron';
  const changes = asked.flatMap(({ name, mentions }) =>
    mentions.flatMap(({ nameRange, quantity }) => {
      const range = nameWithin(nameRange, name);
      return range !== null && quantity === 1 && name === 'nvidia.com/gpu'
        ? [{ path, range, before: name, after }]
        : [];
    }),
  );
  const all = asked.reduce((sum, { mentions }) => sum + mentions.length, 0);
  return changes.length === all ? { title: `Replace nvidia.com/gpu by ${after}`, changes } : null;
}

/** Where one container asks for GPUs, and the plan says on which instance at which degree it runs: the number of chips that takes. */
function asPlanned(
  { path }: OtherReading,
  asked: readonly Asked[],
  plan: { readonly chips: number; readonly on: string },
): Edit | null {
  const [only, ...others] = asked;
  if (only === undefined || others.length > 0 || only.name !== 'nvidia.com/gpu') return null;
  const after = 'aws.amazon.com/neuron';
  const changes = only.mentions.flatMap(({ nameRange, quantity, quantityRange }) => {
    const range = nameWithin(nameRange, only.name);
    const number = quantityRange === null ? null : nameWithin(quantityRange, String(quantity));
    return range === null || number === null
      ? []
      : [
          { path, range, before: only.name, after },
          { path, range: number, before: String(quantity), after: String(plan.chips) },
        ];
  });
  const title = `Ask for ${after}: ${plan.chips}, which the planned degree takes on ${plan.on}`;
  return changes.length === 2 * only.mentions.length ? { title, changes } : null;
}
