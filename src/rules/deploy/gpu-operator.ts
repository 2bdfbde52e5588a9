import { objectsOf } from '../../formats/deploy/walk';
import type { CommandMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { TextRange } from '../../model/finding';
import { mentionRule } from '../define';
import { subject, textLocations } from './asked';

/** Charts, images and manifests that make a cluster's GPUs known to it. */
const SOFTWARE =
  /(?:^|\/)(gpu-operator|(?:nvidia-)?(?:k8s-)?device-plugin|gpu-feature-discovery|dcgm-exporter)(?=$|[.:@-])/;
/** The same under its maker's name: Neuron and EFA have device plugins, too. */
const MAKER = /nvidia|nvdp|gpu-operator|gpu-feature-discovery|dcgm/;
const INSTALLERS: ReadonlySet<string> = new Set(['helm', 'kubectl', 'eksctl']);

interface Place {
  readonly name: string;
  readonly range: TextRange;
}

/** The software that serves GPUs to a cluster. */
export const gpuOperator = mentionRule(
  {
    id: 'deploy/gpu-operator',
    phase: 'integration',
    page: {
      title: 'GPU operator or device plugin of NVIDIA',
      what: 'Reports the GPU operator, the device plugin and the exporters of NVIDIA, by image, by chart, and by the command that installs them.',
      why: 'They make GPUs known to Kubernetes and watch over them; of Neuron devices they know nothing. Neuron has a device plugin, a monitor and a problem detector of its own.',
      fix: 'Install the Neuron Helm chart on clusters with Neuron nodes; keep the GPU operator only for GPU nodes.',
      example: {
        before: 'helm install gpu-operator nvidia/gpu-operator',
        after: 'helm upgrade --install neuron-helm-chart oci://public.ecr.aws/neuron/neuron-helm-chart',
        language: 'sh',
      },
      sources: ['k8s-plugins'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const found = [...imagesOf(reading), ...reading.mentions.commands.flatMap(installed), ...chartsOf(reading)];
    if (found.length === 0) return;
    yield {
      key: 'software',
      severity: 'info',
      confidence: 'inferred',
      action: 'Install the Neuron Helm chart beside, or instead of, the GPU software',
      message: `${subject(
        found.map(({ name }) => name),
        'serves',
        'serve',
      )} GPUs of NVIDIA and no Neuron devices.`,
      why: 'Neuron devices become known to Kubernetes through the Neuron device plugin, and are watched by the Neuron monitor and problem detector.',
      remedy:
        'Install the Neuron Helm chart (oci://public.ecr.aws/neuron/neuron-helm-chart) for Neuron nodes; keep this only where GPU nodes stay.',
      sources: ['k8s-plugins'],
      ...textLocations(
        reading.path,
        found.map(({ range }) => range),
      ),
    };
  },
);

function imagesOf({ mentions }: OtherReading): Place[] {
  return mentions.images.flatMap(({ name, range }) => softwareIn(name, range));
}

/** "helm install gpu-operator nvidia/gpu-operator", "kubectl apply -f https://…/nvidia-device-plugin.yml": the last word that names it. */
function installed({ words }: CommandMention): Place[] {
  if (!INSTALLERS.has(words[0]?.text ?? '')) return [];
  return words.flatMap(({ text, range }) => softwareIn(text.slice(0, 500), range)).slice(-1);
}

/** `chart: gpu-operator` of Argo CD, Flux and Terraform. */
function chartsOf({ kind, documents }: OtherReading): Place[] {
  if (kind !== 'kubernetes' && kind !== 'helm' && kind !== 'terraform') return [];
  return documents.flatMap((document, index) =>
    [...objectsOf(document, index)].flatMap(({ object, path }) => {
      const range = typeof object.chart === 'string' ? document.rangeOf([...path, 'chart']) : null;
      return range === null ? [] : softwareIn(String(object.chart), range);
    }),
  );
}

function softwareIn(text: string, range: TextRange): Place[] {
  const [, name] = MAKER.test(text) ? (SOFTWARE.exec(text) ?? []) : [];
  return name === undefined ? [] : [{ name, range }];
}
