import { pipelineSubject } from '../../routes/subject';
import { kindRule } from '../define';
import { counted } from '../words';
import { classLocation } from './pipeline-route';

/** A diffusion pipeline whose largest model has to be split over more cores than are planned. */
export const pipelineCores = kindRule(
  {
    id: 'config/pipeline-device-memory',
    phase: 'scale-out',
    page: {
      title: 'Too few cores for the memory of the pipeline',
      what: 'Compares the planned tensor parallel degree, or the cores of the planned instance, with the degree at which the guide of the route compiles and runs the pipeline (8 for Flux with Optimum Neuron).',
      why: 'A transformer of twelve billion parameters takes 24 GB in BF16, more than the 16 GB of a core of Inf2 and Trn1, and text encoders and activations come on top: it has to be split.',
      fix: 'Plan the degree and the instance of the guide.',
      example: {
        before: 'deployment: { instance: inf2.8xlarge }   # FluxPipeline',
        after: 'deployment: { instance: inf2.24xlarge, tensorParallel: 8 }',
        language: 'yaml',
      },
      sources: ['optimum-flux', 'nxdi-tensor-parallelism', 'inf2-instances', 'trn1-instances'],
      since: '0.1.0',
    },
  },
  ['diffusers'],
  function* ({ reading, settings, target, knowledge }) {
    const subject = pipelineSubject(reading);
    if (subject === null || settings.workload !== 'inference') return;
    const { route, tensorParallel } = settings.deployment;
    const claim = knowledge
      .models(subject.query, target, settings.sdk)
      .find((one) => one.leastCores !== undefined && (route === undefined || one.route === route));
    const machine = knowledge.plannedInstance(settings.deployment);
    const cores = tensorParallel ?? (machine?.target === target ? machine.logicalCores : undefined);
    if (claim?.leastCores === undefined || cores === undefined || cores >= claim.leastCores) return;
    const memory = knowledge.tensorParallel(target, claim.route, settings.sdk);
    yield {
      key: 'cores',
      severity: 'warning',
      confidence: 'inferred',
      action: `Plan the cores that ${subject.name} is split over`,
      message: `${subject.name} is documented with ${claim.leastCores} cores, whose device memory its models share, and ${counted(cores, 'core')} ${cores === 1 ? 'is' : 'are'} planned.`,
      why:
        memory === null
          ? 'Its largest model does not fit the device memory (HBM) of one core and has to be split.'
          : `Its largest model does not fit the ${memory.coreMemory} GB of device memory (HBM) of one core and has to be split; text encoders and activations come on top.`,
      remedy: `Set deployment.tensorParallel to ${claim.leastCores} and plan an instance with as many cores.`,
      sources: [...new Set([...claim.sources, ...(memory?.sources ?? [])])],
      locations: [classLocation(reading)],
    };
  },
);
