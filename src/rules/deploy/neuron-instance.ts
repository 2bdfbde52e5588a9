import type { InstanceMention } from '../../formats/mentions';
import type { Target } from '../../model/target';
import type { Knowledge } from '../../neuron/knowledge';
import { mentionRule } from '../define';
import { listed, sentences } from '../words';
import { subject, targetOf, textLocations, typesOf } from './asked';

/** Families whose page lists every size. */
const LISTED_WHOLE: readonly Target[] = ['inf1', 'inf2', 'trn1'];

/** A Neuron instance that has ended, that no document names, or that is not of a target. */
export const neuronInstance = mentionRule(
  {
    id: 'deploy/neuron-instance',
    phase: 'integration',
    page: {
      title: 'Neuron instance that does not fit',
      what: 'Reports Inf1 instances where the release no longer covers Inf1, sizes that no Neuron document names, and Neuron instances of another family than the selected targets.',
      why: 'The model is compiled for one generation of NeuronCore, and the release must support it. The documents name no instance types of Trn3 yet.',
      fix: 'Choose a documented instance of a selected target, or select the target of the instance.',
      example: { before: 'instanceType: inf1.6xlarge', after: 'instanceType: inf2.8xlarge', language: 'yaml' },
      sources: ['inf1-ended', 'inf2-instances', 'trn1-instances', 'trn2-instances', 'trn3-instances'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings, knowledge }) {
    const found = reading.mentions.instances.filter(({ type }) => targetOf(type) !== null);
    const isCurrent = ({ type }: InstanceMention) => knowledge.ended(targetOf(type) ?? 'inf2', settings.sdk) === null;
    for (const target of new Set(found.map(({ type }) => targetOf(type)))) {
      if (target === null) continue;
      const own = found.filter(({ type }) => targetOf(type) === target);
      const ended = knowledge.ended(target, settings.sdk);
      if (ended !== null) {
        const { label } = knowledge.target(target);
        // One of several that a node may be of, as in the list of a daemon set, keeps nothing from running.
        const alone = own.some(
          ({ scope }) => scope === undefined || !found.some((other) => isCurrent(other) && other.scope === scope),
        );
        yield {
          key: `ended ${target}`,
          severity: alone ? 'blocker' : 'info',
          confidence: ended.confidence,
          action: `Move from ${label} to current instances`,
          message: `${subject(typesOf(own), 'is', 'are')} of ${label}, whose support ended with SDK ${ended.last}.`,
          why: sentences(ended.note),
          remedy: `Choose an Inf2 or Trainium instance, or stay with SDK ${ended.last}.`,
          sources: ended.sources,
          ...places(reading.path, own),
        };
        continue;
      }
      const unknown = own.filter(({ type }) => knowledge.instance(type) === null);
      if (unknown.length > 0) yield* undocumented(reading.path, target, unknown, knowledge);
    }
    const others = found.filter(isCurrent);
    if (others.length === 0 || others.some(({ type }) => settings.targets.some((target) => target === targetOf(type))))
      return;
    const families = new Set(others.map(({ type }) => knowledge.target(targetOf(type) ?? 'inf2').label));
    yield {
      key: 'other target',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Choose an instance of the target',
      message: `${subject(typesOf(others), 'is', 'are')} of ${listed([...families])}, which ${families.size === 1 ? 'is' : 'are'} not among the targets.`,
      why: 'A model is compiled for one generation of NeuronCore, and the other findings are about the targets, not about this instance.',
      remedy: 'Choose an instance of a target, or set targets in the planner file to the family of the instance.',
      sources: ['inf2-instances', 'trn1-instances', 'trn2-instances'],
      ...places(reading.path, others),
    };
  },
);

function* undocumented(path: string, target: Target, unknown: readonly InstanceMention[], knowledge: Knowledge) {
  const { label } = knowledge.target(target);
  const known = knowledge.instances(target).map(({ id }) => id);
  const whole = LISTED_WHOLE.includes(target);
  yield {
    key: `undocumented ${target}`,
    severity: whole ? ('warning' as const) : ('info' as const),
    confidence: whole ? ('inferred' as const) : ('undocumented' as const),
    action: `Check the instance types of ${label}`,
    message:
      known.length === 0
        ? `${subject(typesOf(unknown), 'is', 'are')} named by no Neuron document, and nor is any other instance type of ${label}.`
        : `${subject(typesOf(unknown), 'is', 'are')} not among the instances that the documents name of ${label} (${listed(known)}).`,
    why:
      known.length === 0
        ? 'What it has in chips and NeuronCores could not be checked.'
        : 'Its chips and NeuronCores could not be checked; it may be misspelled.',
    remedy: 'Compare the name with what Amazon EC2 offers in your region.',
    sources: [`${target}-instances`],
    ...places(path, unknown),
  };
}

function places(path: string, mentions: readonly InstanceMention[]) {
  return textLocations(
    path,
    mentions.map(({ range }) => range),
  );
}
