import { groupBy } from '../../model/group-by';
import { admits } from '../../neuron/pep440';
import { mentionRule } from '../define';
import { listed, show } from '../words';
import { environmentsOf, frameworkName, requirement, textLocations } from './environment';
import { pipSpecifier } from './release-of';

/** Packages that decide the version of PyTorch themselves, or are reported as a whole. */
const BRINGS_TORCH =
  /^(?:optimum-neuron|vllm(?:-neuron)?|torch-neuron|neuron-cc|tensorflow-neuron|mx-?net-neuron|mx-neuron)$/;

/** Versions of PyTorch that the release does not support, and whose end no document announces by itself. */
export const frameworkVersion = mentionRule(
  {
    id: 'package/framework-version',
    phase: 'proof-of-concept',
    page: {
      title: 'Version of PyTorch that the release does not support',
      what: 'Reports a requirement of torch that admits none of the versions for which the SDK release has packages on the target. A version whose end of support is announced is reported by package/ended instead.',
      why: 'torch-neuronx is built for single minor versions of PyTorch and asks for them.',
      fix: 'Move to one of the versions that the finding lists; best leave torch to torch-neuronx, which asks for the right one.',
      example: { before: 'torch==2.4.0', after: 'torch-neuronx==2.9.*', language: 'text' },
      sources: ['package-manifest', 'components-2.33'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, settings, knowledge }) {
    const lines = knowledge.releasedPytorch(target, settings.sdk);
    if (lines.length === 0 || settings.deployment.route === 'optimum-neuron' || settings.deployment.route === 'jax')
      return;
    const found = environmentsOf(reading).flatMap(({ packages }) =>
      packages.some(({ name }) => BRINGS_TORCH.test(name))
        ? []
        : packages.filter((mention) => {
            const specifier = pipSpecifier(mention);
            return (
              frameworkName(mention) === 'torch' &&
              mention.installer !== 'system' &&
              specifier !== '' &&
              lines.every((line) => noneOf(specifier, line)) &&
              knowledge.packageSupport({ name: 'torch', specifier }, target, settings.sdk, settings.workload) === null
            );
          }),
    );
    for (const [words, mentions] of groupBy(found, requirement)) {
      yield {
        key: words,
        severity: 'warning',
        confidence: 'inferred',
        action: 'Move to a version of PyTorch that the release supports',
        message: `${show(words)} admits no version of PyTorch that SDK ${settings.sdk} has Neuron packages for: ${listed(lines, 5, 'or')}.`,
        why: 'torch-neuronx is built for single minor versions of PyTorch.',
        remedy: `Move to PyTorch ${listed(lines, 5, 'or')}; best leave torch to torch-neuronx, which asks for the right version.`,
        sources: ['package-manifest', 'components-2.33'],
        ...textLocations(
          reading.path,
          mentions.map(({ range }) => range),
        ),
      };
    }
  },
);

/** Whether a specifier surely leaves a whole minor version out. */
function noneOf(specifier: string, line: string): boolean {
  return ['0', '1', '2'].every((patch) => admits(specifier, `${line}.${patch}`) === false);
}
