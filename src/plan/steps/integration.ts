/** Operational integration: where it runs, who watches it, what may be gone tomorrow. */
import type { StepCheck } from '../../model/plan';
import { TARGETS } from '../../model/target';
import { targetList } from '../../report/words';
import { show } from '../../text/words';
import type { WorkspaceStep } from '../draft';
import { estimate } from '../effort';
import { filesOf, firstMention, mentioning, type PlanFacts, type TakenRoute } from '../facts';
import { compileOnce, setUpRoute } from './proof';

const NEURON_RESOURCE = /^aws\.amazon\.com\/neuron/;
const GPU_RESOURCE = /^(?:nvidia|amd)\.com\//;

const kubernetes: WorkspaceStep = {
  id: 'common/kubernetes',
  phase: 'integration',
  words: (facts) => {
    const files = filesOf(facts, 'kubernetes', 'helm');
    return files.length === 0
      ? null
      : {
          title: 'Run the manifests on Neuron nodes',
          detail:
            'Kubernetes sees Neuron devices only through the Neuron device plugin or the DRA driver; of both a cluster takes one.',
          how: [
            'Install the Neuron Helm chart in the cluster.',
            'Ask for aws.amazon.com/neuron or aws.amazon.com/neuroncore under limits in place of GPUs.',
          ],
          doneWhen: 'the manifests ask for Neuron devices and for no GPU',
          check: kubernetesCheck(facts),
          files,
          sources: ['k8s-plugins', 'helm-charts'],
          after: [setUpRoute.id],
          effort: estimate([1, 3], ['a cluster to prepare']),
        };
  },
};

function kubernetesCheck(facts: PlanFacts): StepCheck {
  const asks = (pattern: RegExp) =>
    firstMention(facts, ({ kind, mentions }) =>
      kind === 'kubernetes' || kind === 'helm'
        ? mentions.resources.find(({ name }) => pattern.test(name))?.name
        : undefined,
    );
  const gpu = asks(GPU_RESOURCE);
  if (gpu !== null) return { state: 'open', says: `${gpu.path} asks for ${gpu.name}.` };
  const neuron = asks(NEURON_RESOURCE);
  return neuron === null
    ? { state: 'open', says: 'No manifest asks for aws.amazon.com/neuron or aws.amazon.com/neuroncore.' }
    : { state: 'done', says: `${neuron.path} asks for ${neuron.name}, and no manifest for a GPU.` };
}

const sagemaker: WorkspaceStep = {
  id: 'common/sagemaker',
  phase: 'integration',
  words: (facts) => {
    const files = filesOf(facts, 'sagemaker');
    return files.length === 0
      ? null
      : {
          title: 'Deploy on a SageMaker instance of the target',
          detail:
            'SageMaker offers Neuron instances under their names with "ml." in front, each with images of its own.',
          how: ['Change instance type and image together; not every instance type is offered in every region.'],
          doneWhen: 'each SageMaker file of the workspace names a Neuron instance',
          check: sagemakerCheck(facts),
          files,
          sources: ['sagemaker'],
          after: [compileOnce.id],
          effort: estimate([1, 2], ['a deployment to try']),
        };
  },
};

function sagemakerCheck(facts: PlanFacts): StepCheck {
  const found = mentioning(facts)
    .filter(({ kind }) => kind === 'sagemaker')
    .flatMap(({ path, mentions }) => mentions.instances.map(({ type }) => ({ path, type })));
  const isNeuron = (type: string) => TARGETS.some((target) => type.startsWith(target));
  const other = found.find(({ type }) => !isNeuron(type));
  if (other !== undefined) return { state: 'open', says: `${show(other.path)} names ${show(other.type)}.` };
  const [first] = found;
  return first === undefined
    ? { state: 'unknown', says: 'No SageMaker file names an instance type.' }
    : { state: 'done', says: `${show(first.path)} names ${show(first.type)}.` };
}

const GPU_MONITOR = /\b(?:dcgm|nvidia[-_]smi|nvidia[-_]gpu[-_]exporter|gpu-operator)/i;
const NEURON_MONITOR = /neuron-(?:monitor|top|healthcheck)|neuron-node-problem-detector/;

const monitor: WorkspaceStep = {
  id: 'common/monitor',
  phase: 'integration',
  words: (facts) => {
    const gpu = mentioned(facts, GPU_MONITOR);
    const neuron = mentioned(facts, NEURON_MONITOR);
    const clustered = filesOf(facts, 'kubernetes', 'helm').length > 0;
    return {
      title: 'Watch the devices in production',
      detail: 'GPU exporters see no NeuronCore; the Neuron tools publish utilisation and memory.',
      how: [
        'Run neuron-monitor with neuron-monitor-prometheus.py, which serves the figures to Prometheus.',
        ...(clustered ? ['In a cluster it runs as a DaemonSet; it does not support the DRA driver.'] : []),
        ...(gpu === null ? [] : [`Move the dashboards and alarms that rest on ${gpu.name} (${gpu.path}).`]),
      ],
      doneWhen: 'a dashboard shows utilisation and memory of the Neuron devices',
      check: monitorCheck(gpu, neuron),
      files: gpu === null ? [] : [gpu.path],
      sources: clustered ? ['neuron-monitor', 'neuron-monitor-k8s'] : ['neuron-monitor'],
      after: [setUpRoute.id],
      effort: estimate(gpu === null ? [0.5, 2] : [1, 3], gpu === null ? [] : ['dashboards for GPUs to move']),
    };
  },
};

type Found = ReturnType<typeof firstMention>;

function monitorCheck(gpu: Found, neuron: Found): StepCheck {
  if (neuron !== null) return { state: 'done', says: `${neuron.path} runs ${neuron.name}.` };
  return gpu === null
    ? { state: 'unknown', says: 'No file of the workspace runs neuron-monitor; it may be set up elsewhere.' }
    : { state: 'open', says: `${gpu.path} runs ${gpu.name}, which sees GPUs only.` };
}

/** The first image, package or command of that name. */
function mentioned(facts: PlanFacts, pattern: RegExp): Found {
  return firstMention(facts, ({ mentions: { images, packages, commands } }) =>
    [
      ...images.map(({ name }) => name.split('/').at(-1) ?? name),
      ...packages.map(({ name }) => name),
      ...commands.flatMap(({ words }) => words.slice(0, 4).map(({ text }) => text.split('/').at(-1) ?? text)),
    ].find((name) => pattern.test(name)),
  );
}

const portability: WorkspaceStep = {
  id: 'common/portability',
  phase: 'integration',
  words: ({ routes }) => {
    const risky = routes.filter(({ option }) => option.state !== 'current' || option.until !== null);
    return risky.length === 0
      ? null
      : {
          title: 'Decide on the portability risks',
          detail:
            'A route that is in beta may change, and one whose end is announced will; both are better decided on than found out.',
          how: risky.map(risk),
          doneWhen: 'the team has noted for each of them that it is accepted, or what the way out is',
          after: [],
          effort: estimate([0.5, 1], [], { alike: risky.length }),
        };
  },
};

const RISKS = {
  beta: 'is in beta',
  maintenance: 'is in maintenance',
  'third-party': 'is made by a third party, with a pace of its own',
  ended: 'has ended',
  current: '',
} as const;

function risk({ option: { label, state, until, needs }, targets }: TakenRoute): string {
  const older = state === 'third-party' && needs !== null ? `: it needs the packages of SDK ${needs.sdk}` : '';
  const words = [
    ...(state === null || state === 'current' ? [] : [`${RISKS[state]}${older}`]),
    ...(until === null ? [] : [`is announced to end with SDK ${until}`]),
  ];
  return `${label} on ${targetList(targets)} ${words.join(' and ')}.`;
}

export const INTEGRATION: readonly WorkspaceStep[] = [kubernetes, sagemaker, monitor, portability];
