import { configRule } from '../define';
import { logicalCoresFlag } from '../flags';
import { show } from '../words';

/** "trn2u.48xlarge" belongs to Trn2, "trn1n.32xlarge" to Trn1. */
const FAMILY = /^(inf1|inf2|trn1|trn2|trn3)[a-z]*\./;

/** The planned instance against the target and the tensor parallel degree. */
export const instance = configRule(
  {
    id: 'config/instance',
    phase: 'scale-out',
    fix: 'settings',
    page: {
      title: 'Planned instance that does not fit',
      what: 'Reports a planned instance (deployment.instance) of another family than the target or of a type that no Neuron document describes, and a tensor parallel degree, alone or times the replicas of data parallelism, above the NeuronCores of the instance. Where targets name the family of the instance as well, the other targets are left alone.',
      why: 'A model is compiled for one generation of NeuronCore. Each rank of tensor parallelism takes one core of the instance; on Trn2 two physical cores count as one unless LNC 1 is set.',
      fix: 'Choose an instance of the target with at least as many NeuronCores as the tensor parallel degree, or a smaller degree.',
      example: {
        before: 'deployment:\n  instance: inf2.xlarge   # 2 cores\n  tensorParallel: 8',
        after: 'deployment:\n  instance: inf2.24xlarge   # 12 cores\n  tensorParallel: 8',
        language: 'yaml',
      },
      sources: ['inf2-instances', 'trn1-instances', 'trn2-instances', 'lnc'],
      since: '0.1.0',
    },
  },
  function* ({ reading, settings, target, knowledge }) {
    const { deployment } = settings;
    if (deployment.instance === undefined) return;
    const type = deployment.instance.trim().toLowerCase();
    const { label } = knowledge.target(target);
    const [, family] = FAMILY.exec(type) ?? [];
    const locations = [{ path: reading.path }];
    if (family === undefined) {
      yield {
        key: 'unknown type',
        severity: 'warning',
        confidence: 'inferred',
        action: 'Plan an instance type of Neuron',
        message: `No Neuron document describes the planned instance type ${show(type)}.`,
        why: 'Only instances of the Inf and Trn families have NeuronCores, and nothing is judged by an instance that no document describes.',
        remedy: 'Set deployment.instance to a type of the Inf or Trn families.',
        sources: ['inf2-instances', 'trn1-instances', 'trn2-instances'],
        locations,
      };
      return;
    }
    if (family !== target) {
      if (settings.targets.some((other) => other === family)) return;
      yield {
        key: 'family',
        severity: 'warning',
        confidence: 'inferred',
        action: `Plan an instance of ${label}`,
        message: `The planned instance ${show(type)} is not of the target ${label}.`,
        why: 'A model is compiled for one generation of NeuronCore, and the other findings are about the target, not about that instance.',
        remedy: `Set deployment.instance to one of ${label}, or targets to the family of the instance.`,
        sources: ['inf2-instances', 'trn1-instances', 'trn2-instances'],
        locations,
      };
      return;
    }
    const claim = knowledge.instance(type);
    const degree = deployment.tensorParallel;
    if (claim === null || degree === undefined) return;
    const cores = logicalCoresFlag(deployment)?.value === '1' ? claim.cores : claim.logicalCores;
    const replicas = deployment.dataParallel ?? 1;
    if (degree <= cores) {
      if (degree * replicas > cores)
        yield {
          key: 'replicas',
          severity: 'warning',
          confidence: 'inferred',
          action: 'Plan a core for each rank of every replica',
          message: `${replicas} replicas (deployment.dataParallel) at tensor parallel degree ${degree} need ${degree * replicas} NeuronCores, and ${type} has ${cores}.`,
          why: 'A replica of data parallelism takes the cores of its tensor parallel ranks, and shares them with no other.',
          remedy: `Plan at most ${Math.floor(cores / degree)} replicas on one instance, a smaller degree, or several instances.`,
          sources: [...claim.sources, 'vllm-features-parallelism'],
          locations,
        };
      return;
    }
    yield {
      key: 'cores',
      severity: claim.confidence === 'documented' ? 'blocker' : 'warning',
      confidence: claim.confidence,
      action: 'Choose an instance with a core for each tensor parallel rank',
      message: `Tensor parallel degree ${degree} needs more NeuronCores than the ${cores} of ${type}.`,
      why: 'Each rank of tensor parallelism takes a NeuronCore of the instance.',
      remedy: `Set deployment.tensorParallel to at most ${cores}, or choose a larger instance.`,
      sources: claim.sources,
      locations,
    };
  },
);
