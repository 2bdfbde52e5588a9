import { TARGETS } from '../../model/target';
import { pipelineSubject } from '../../routes/subject';
import { kindRule } from '../define';
import { classLocation } from './pipeline-route';

/** Compiling a diffusion pipeline takes more host memory than the smallest instances have. */
export const pipelineMemory = kindRule(
  {
    id: 'config/pipeline-host-memory',
    phase: 'integration',
    page: {
      title: 'Host memory too small to compile the pipeline',
      what: 'Compares the host memory (RAM) of the planned instance with what the guides of Optimum Neuron say that compiling the pipeline takes (about 35 GB for Stable Diffusion, SDXL and PixArt).',
      why: 'The compiler process for the UNet or the VAE decoder is killed without a message where the memory runs out: inf2.xlarge has 16 GB, trn1.2xlarge 32 GB.',
      fix: 'Compile on inf2.8xlarge or larger, or on a machine without accelerator, and run the compiled pipeline on the small instance.',
      example: {
        before: 'deployment:\n  instance: inf2.xlarge',
        after: 'deployment:\n  instance: inf2.8xlarge',
        language: 'yaml',
      },
      sources: ['optimum-stable-diffusion', 'inf2-instances', 'trn1-instances'],
      since: '0.1.0',
    },
  },
  ['diffusers'],
  function* ({ reading, settings, target, knowledge }) {
    const subject = pipelineSubject(reading);
    const machine = knowledge.plannedInstance(settings.deployment);
    if (subject === null || machine === null || machine.target !== target || machine.hostMemory === null) return;
    const claim = TARGETS.flatMap((on) => knowledge.models(subject.query, on, settings.sdk)).find(
      ({ compileMemory }) => compileMemory !== undefined,
    );
    if (claim?.compileMemory === undefined || claim.compileMemory <= machine.hostMemory) return;
    yield {
      key: 'compile-memory',
      severity: 'warning',
      confidence: 'inferred',
      action: `Compile ${subject.name} on a machine with more host memory`,
      message: `Compiling ${subject.name} takes about ${claim.compileMemory} GB of host memory (RAM), and ${machine.id} has ${machine.hostMemory} GB.`,
      why: 'Where the memory runs out, the compiler process is killed without a message, often at the VAE decoder or the UNet.',
      remedy:
        'Compile on inf2.8xlarge or larger, or on a machine without accelerator, and run the compiled pipeline here.',
      sources: [...new Set([...claim.sources, ...machine.sources])],
      locations: [classLocation(reading)],
    };
  },
);
