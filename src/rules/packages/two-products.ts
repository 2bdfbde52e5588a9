import type { PackageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { Edit } from '../../model/finding';
import type { Settings } from '../../model/settings';
import { admits } from '../../neuron/pep440';
import { compareSdk } from '../../neuron/version';
import { mentionRule } from '../define';
import { sentences } from '../words';
import { type Environment, environmentsOf, frameworkName, requirement, textLocations } from './environment';
import { pipSpecifier } from './release-of';

const PYTORCH_XLA = '2.9.0.2.15.32035';
const TORCHNEURON = '2.14.3.0';

/** A requirement of torch-neuronx that both of its products fulfil. */
export const twoProducts = mentionRule(
  {
    id: 'package/torch-neuronx-two-products',
    phase: 'proof-of-concept',
    page: {
      title: 'torch-neuronx without a product',
      what: 'Reports a requirement of torch-neuronx, from SDK 2.33 on, that admits 2.9 as well as 2.13 and later, in an environment that decides the version of PyTorch in no other way.',
      why: 'Since SDK 2.33 the name stands for two products: 2.9 is PyTorch/XLA with torch_neuronx.trace, 2.13 and later is TorchNeuron for Trn2 and Trn3 without it. Without a pin the newer one is installed.',
      fix: 'Pin torch-neuronx==2.9.* for traced models and for Inf2 and Trn1, or torch-neuronx>=2.13 for TorchNeuron.',
      example: { before: 'torch-neuronx', after: 'torch-neuronx==2.9.*', language: 'text' },
      sources: ['torchneuron-notes-2.33', 'pytorch-update-2.33', 'components-2.33'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, settings }) {
    if (compareSdk(settings.sdk, '2.33.0') < 0) return;
    const open = environmentsOf(reading).flatMap((environment) =>
      decidesElsewhere(environment)
        ? []
        : environment.packages.filter(
            (mention) =>
              mention.name === 'torch-neuronx' &&
              mention.installer !== 'system' &&
              mention.source === null &&
              admits(pipSpecifier(mention), PYTORCH_XLA) === true &&
              admits(pipSpecifier(mention), TORCHNEURON) === true,
          ),
    );
    const [first] = open;
    if (first === undefined) return;
    const without = target === 'inf2' || target === 'trn1';
    const planned = settings.deployment.route;
    const edit = pinned(reading, open, settings);
    yield {
      key: 'torch-neuronx',
      severity: planned === 'torchneuron' && !without ? 'info' : 'warning',
      confidence: 'inferred',
      action: 'Say which torch-neuronx is meant',
      message: without
        ? `${requirement(first)} moves to TorchNeuron (2.13 and later) since SDK 2.33, which supports Trn2 and Trn3 only.`
        : `${requirement(first)} names two products since SDK 2.33: PyTorch/XLA (2.9) and TorchNeuron (2.13 and later), which is installed without a pin.`,
      why: sentences(
        'TorchNeuron has no torch_neuronx.trace and supports Trn2 and Trn3 only; PyTorch/XLA stays at 2.9',
      ),
      remedy: without
        ? 'Pin torch-neuronx==2.9.* with neuronx-cc==2.26.6360.0.'
        : 'Pin torch-neuronx==2.9.* with neuronx-cc==2.26.6360.0 for traced models, or torch-neuronx>=2.13 for TorchNeuron.',
      sources: ['torchneuron-notes-2.33', 'pytorch-update-2.33', 'components-2.33'],
      ...(edit && { edit }),
      ...textLocations(
        reading.path,
        open.map(({ range }) => range),
      ),
    };
  },
);

/** The pin where the plan or the targets leave one product only, in a file of requirements that names no version. */
function pinned(
  { path, kind }: OtherReading,
  open: readonly PackageMention[],
  { deployment, targets }: Pick<Settings, 'deployment' | 'targets'>,
): Edit | null {
  const xlaOnly = targets.every((target) => target === 'inf2' || target === 'trn1');
  const spec =
    deployment.route === 'torch-neuronx' || (deployment.route === undefined && xlaOnly)
      ? '==2.9.*'
      : deployment.route === 'torchneuron' && !xlaOnly
        ? '>=2.13'
        : null;
  if (spec === null || kind !== 'requirements') return null;
  const changes = open.flatMap(({ written, nameRange: range, specifier, extras }) =>
    specifier === '' && extras.length === 0 ? [{ path, range, before: written, after: `${written}${spec}` }] : [],
  );
  return changes.length === open.length ? { title: `Pin torch-neuronx${spec}`, changes } : null;
}

/** Whether other packages fix the version of PyTorch: torch itself, or libraries that exist for one of the two products only. */
function decidesElsewhere({ packages }: Environment): boolean {
  return packages.some((mention) => {
    const name = frameworkName(mention);
    if (
      /^(?:neuronx-distributed(?:-inference|-training)?|transformers-neuronx|optimum-neuron|torch-neuron|vllm-neuron)$/.test(
        name,
      )
    )
      return true;
    if (name === 'torch' || name === 'torch-xla' || name === 'torchvision') {
      const specifier = pipSpecifier(mention);
      return (
        specifier !== '' &&
        (name === 'torchvision' || admits(specifier, '2.9.1') !== true || admits(specifier, '2.14.0') !== true)
      );
    }
    return name === 'neuronx-cc' && mention.pinned !== null;
  });
}
