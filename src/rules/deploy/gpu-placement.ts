import type { PlacementMention } from '../../formats/mentions';
import { mentionRule } from '../define';
import { show } from '../words';
import { subject, textLocations } from './asked';

/** Labels, taints and classes that only GPU nodes have. */
const KEYS =
  /^(?:nvidia\.com\/|amd\.com\/gpu|gpu\.intel\.com\/|feature\.node\.kubernetes\.io\/pci-10de|karpenter\.k8s\.aws\/instance-gpu-|cloud\.google\.com\/gke-accelerator|gpu$|gpu-?type$)/;
/** Values that name NVIDIA's hardware or software. */
const VALUES =
  /^(?:nvidia\b|gpu\.nvidia\.com$|mig\.nvidia\.com$|tesla-|(?:a10g?|a100|h100|h200|b200|b300|l4|l40s?|v100|t4)$)/i;
/** Families of GPU instances: "p5", "g6e". */
const FAMILIES = /^(?:p[2-6](?:[a-z]+|-b[23]00)?|g[3-7][a-z]*|gr6f?)$/i;

/** Selectors, affinities, tolerations and classes that choose GPU nodes. */
export const gpuPlacement = mentionRule(
  {
    id: 'deploy/gpu-placement',
    phase: 'integration',
    page: {
      title: 'Placement on GPU nodes',
      what: 'Reports node selectors, affinities, runtime classes, device classes, Slurm constraints and requirements of node pools that only GPU nodes meet, and tolerations of GPU taints.',
      why: 'Neuron nodes have neither NVIDIA labels nor the nvidia runtime class, so such a pod is never placed there. A toleration keeps nothing away, but it does not fit the taints of Neuron nodes either.',
      fix: 'Select Neuron nodes by node.kubernetes.io/instance-type, or with Karpenter by karpenter.k8s.aws/instance-family (inf2, trn1, trn2), and drop the runtime class: Neuron needs none.',
      example: {
        before: 'nodeSelector:\n  nvidia.com/gpu.product: NVIDIA-A100-SXM4-80GB\nruntimeClassName: nvidia',
        after: 'nodeSelector:\n  node.kubernetes.io/instance-type: trn2.48xlarge',
        language: 'yaml',
      },
      sources: ['k8s-plugins', 'container-faq'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const found = reading.mentions.placements.filter(isForGpus);
    if (found.length === 0) return;
    const choosing = found.filter(({ kind }) => kind !== 'toleration' && kind !== 'taint');
    const told = choosing.length > 0 ? choosing : found;
    yield {
      key: choosing.length > 0 ? 'selects' : 'tolerates',
      severity: choosing.length > 0 ? 'warning' : 'info',
      confidence: 'inferred',
      action: 'Place the workload on Neuron nodes',
      message:
        choosing.length > 0
          ? `${subject(told.map(named), 'is', 'are')} met by GPU nodes only.`
          : `${subject(
              told.map(({ key }) => show(key)),
              'is a taint',
              'are taints',
            )} of GPU nodes.`,
      why:
        choosing.length > 0
          ? 'Neuron nodes have neither the labels nor the runtime class of NVIDIA GPUs, so nothing is placed on them.'
          : 'It keeps nothing from Neuron nodes, but does not fit a taint that they may have.',
      remedy: remedyFor(found),
      sources: ['k8s-plugins', 'container-faq'],
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);

function isForGpus({ key, value, kind }: PlacementMention): boolean {
  if (kind === 'scheduler') return false;
  if (key === '--partition') return false;
  if (value === 'false') return false;
  if (/instance-(?:family|category)$/.test(key))
    return value !== null && (FAMILIES.test(value) || value === 'p' || value === 'g');
  if (/instance-type$/.test(key)) return false;
  return KEYS.test(key) || (value !== null && VALUES.test(value));
}

/** "nvidia.com/gpu.product", "runtimeClassName nvidia", "karpenter.k8s.aws/instance-family p5". */
function named({ key, value, kind }: PlacementMention): string {
  const own = KEYS.test(key) && kind !== 'runtime-class' && kind !== 'device-class';
  return show(own || value === null ? key : `${key} ${value}`);
}

function remedyFor(found: readonly PlacementMention[]): string {
  const has = (test: (placement: PlacementMention) => boolean) => found.some(test);
  const steps = [
    ...(has(({ kind }) => kind === 'selector' || kind === 'affinity')
      ? [
          'select a Neuron instance by node.kubernetes.io/instance-type, or its family by karpenter.k8s.aws/instance-family (inf2, trn1, trn2)',
        ]
      : []),
    ...(has(({ kind }) => kind === 'runtime-class') ? ['drop the runtime class, of which Neuron needs none'] : []),
    ...(has(({ kind }) => kind === 'device-class') ? ['claim devices of the class neuron.aws.com'] : []),
    ...(has(({ kind }) => kind === 'partition') ? ['name a partition with Neuron instances'] : []),
    ...(has(({ kind }) => kind === 'toleration' || kind === 'taint')
      ? ['use the taint of the Neuron nodes (often aws.amazon.com/neuron)']
      : []),
  ];
  const text = steps.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
