import type { PackageMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import { groupBy } from '../../model/group-by';
import type { PackageSupportClaim } from '../../neuron/package-claims';
import { mentionRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { sentences, show } from '../words';
import { environmentsOf, frameworkName, isForNeuron, requirement, textLocations } from './environment';
import { pipSpecifier } from './release-of';

/** Packages, or versions of them, whose support has ended or is ending. */
export const ended = mentionRule(
  {
    id: 'package/ended',
    phase: 'proof-of-concept',
    page: {
      title: 'Package whose support has ended',
      what: 'Reports packages of the Neuron SDK that ended (transformers-neuronx, neuronx-distributed-training, torch-neuron, tensorflow-neuronx …), and pins of PyTorch that no release at hand supports. In an environment without Neuron packages a version of PyTorch is a warning: the move needs another one.',
      why: 'What has ended is in no current release: it gets no fixes, and it does not go together with the compiler and the runtime of the release.',
      fix: 'Move to what the finding names, or stay with the last release that holds it and pin all of its packages.',
      example: {
        before: 'torch==2.8.0\ntorch-neuronx\nneuronx-cc',
        after: 'torch-neuronx==2.9.*\nneuronx-cc==2.26.6360.0',
        language: 'text',
      },
      sources: ['pytorch-2.7-2.8-ended', 'tnx-ended', 'nxd-training-ended', 'inf1-ended'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const found = environmentsOf(context.reading).flatMap((environment) => {
      const neuron = isForNeuron(environment);
      const brings = environment.packages.some(({ name }) => name === 'optimum-neuron');
      return environment.packages.flatMap((mention) => {
        const claim = claimOn(mention, { neuron, brings }, context);
        return claim === null ? [] : [{ mention, claim, neuron }];
      });
    });
    for (const [key, group] of groupBy(found, ({ claim }) => claim.words)) {
      const mentions = group.map(({ mention }) => mention);
      const [first] = group;
      if (first !== undefined)
        yield draft(
          key,
          first.claim,
          mentions,
          group.some(({ neuron }) => neuron),
          context.reading,
        );
    }
  },
);

/** Names that say nothing of Neuron by themselves. */
const GENERAL = new Set(['torch', 'numpy', 'torch-xla', 'jax']);

function claimOn(
  mention: PackageMention,
  { neuron, brings }: { readonly neuron: boolean; readonly brings: boolean },
  { knowledge, settings, target }: RuleContext,
): PackageSupportClaim | null {
  const name = frameworkName(mention);
  if (mention.installer === 'system' && GENERAL.has(name)) return null;
  // Optimum Neuron and vLLM Neuron bring a PyTorch of their own.
  const own = settings.deployment.route === 'optimum-neuron' || brings;
  if (own && (name === 'torch' || name === 'torch-neuronx')) return null;
  if (name === 'numpy' && !neuron) return null;
  const asked = { name, specifier: pipSpecifier(mention) };
  return knowledge.packageSupport(asked, target, settings.sdk, settings.workload);
}

function draft(
  key: string,
  claim: PackageSupportClaim,
  mentions: readonly PackageMention[],
  neuron: boolean,
  reading: OtherReading,
): Draft {
  const names = [...new Set(mentions.map(requirement))].map(show).join(' and ');
  const general = GENERAL.has(claim.package) && !neuron;
  return {
    key,
    severity: general ? 'warning' : claim.severity,
    confidence: claim.confidence,
    action: general ? `Move from ${names} to a version that Neuron supports` : `Replace ${names}`,
    message: claim.words.startsWith(claim.package)
      ? `${names}${claim.words.slice(claim.package.length)}.`
      : `${names}: ${claim.words}.`,
    why: sentences(
      claim.state === 'ended'
        ? 'What has ended is in no current release, gets no fixes and does not go together with its compiler and runtime'
        : 'In maintenance mode there are fixes for critical faults only, and the end of support follows',
      GENERAL.has(claim.package) && claim.severity === 'blocker'
        ? neuron
          ? 'It blocks because the same environment holds Neuron packages, which need another version'
          : 'It is only a warning because the environment holds no Neuron package yet: the move brings another version'
        : null,
    ),
    remedy: sentences(claim.remedy),
    sources: claim.sources,
    ...textLocations(
      reading.path,
      mentions.map(({ range }) => range),
    ),
  };
}
