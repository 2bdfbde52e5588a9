import type { OtherReading } from '../../formats/reading';
import { kindRule } from '../define';
import type { Draft } from '../rule';
import { listed, sentences } from '../words';
import { asTraining, placeOf, type Stated, settingsOf, trainerOf, trainsOn } from './setting';

/** A switch that needs a package for GPUs; `package`: as the knowledge base names it. */
interface Kernel {
  readonly stated: Pick<Stated, 'words' | 'location'>;
  readonly package: string;
}

const FLASH = /^(?:flash|fa2|fa3|auto_flash)/i;
/** Optimizers of DeepSpeed that are CUDA kernels or send compressed gradients over NCCL. */
const FUSED = /^(?:fused|onebit|zeroone|cpuadam|deepspeedcpu)/i;

/** Kernels for GPUs that a training config switches on. */
export const gpuKernels = kindRule(
  {
    id: 'training/gpu-kernels',
    phase: 'integration',
    page: {
      title: 'Kernels for GPUs in a training config',
      what: 'Reports settings that select kernels for GPUs: flash attention, xformers, Liger and Unsloth, Transformer Engine and FP8, 1-bit and fused optimizers of DeepSpeed. All of a file are one finding; flash attention alone is a note.',
      why: 'The kernels are written for CUDA or for the Triton language. TorchNeuron runs scaled_dot_product_attention; Optimum Neuron takes attn_implementation="flash_attention_2" as the name of its NKI kernel.',
      fix: 'Leave the settings out and use sdpa or eager attention, torch.optim and bfloat16.',
      example: {
        before: 'attn_implementation: flash_attention_2\nliger_rms_norm: true',
        after: 'attn_implementation: sdpa',
        language: 'yaml',
      },
      sources: ['torchneuron-overview', 'cuda-faq', 'optimum-distributed-training'],
      since: '0.1.0',
    },
  },
  ['trainer', 'deepspeed'],
  function* (context): Iterable<Draft> {
    const { reading, target, knowledge, settings } = context;
    const trainer = trainerOf(reading);
    // These two are kernels for GPUs as a whole, which their own finding says.
    if (!trainsOn(target) || trainer === 'GPT-NeoX' || trainer === 'NeMo') return;
    const kernels = reading.kind === 'deepspeed' ? optimizerOf(reading) : kernelsOf(reading);
    if (kernels.length === 0) return;
    const packages = [...new Set(kernels.map((kernel) => kernel.package))];
    const claims = packages.flatMap((name) => knowledge.gpuPackage(name, [], settings.sdk) ?? []);
    const attention = kernels.every((kernel) => kernel.package === 'flash-attn');
    yield {
      key: 'kernels',
      severity: attention ? 'info' : 'warning',
      confidence: 'inferred',
      action: 'Leave out kernels for GPUs',
      message: `${listed(kernels.map(({ stated }) => stated.words))} ${kernels.length === 1 ? 'selects a kernel' : 'select kernels'} for GPUs that Neuron does not run.`,
      why: sentences(
        `Behind ${kernels.length === 1 ? 'it' : 'them'} ${packages.length === 1 ? 'stands' : 'stand'} ${listed(packages)}, and a Neuron instance has no CUDA device`,
        asTraining(context),
      ),
      remedy: sentences(
        kernels.some((kernel) => kernel.package === 'flash-attn')
          ? 'Use sdpa or eager attention; in Optimum Neuron on Trn1 flash_attention_2 names its own NKI kernel'
          : '',
        attention
          ? ''
          : 'Leave the settings for other kernels out: PyTorch has optimizers, norms and losses of its own',
      ),
      sources: [...new Set(['cuda-faq', ...claims.flatMap(({ sources }) => sources)])],
      locations: kernels.map(({ stated }) => stated.location),
    };
  },
);

function kernelsOf(reading: OtherReading): Kernel[] {
  const settings = settingsOf(reading);
  const kernels: Kernel[] = [];
  const add = (name: Parameters<typeof settings.get>[0], pack: string, test: (value: Stated['value']) => boolean) => {
    const stated = settings.get(name);
    if (stated !== undefined && test(stated.value)) kernels.push({ stated, package: pack });
  };
  const on = (value: Stated['value']) => value === true;
  add('attention', 'flash-attn', (value) => FLASH.test(String(value)));
  add('flashAttention', 'flash-attn', on);
  add('xformers', 'xformers', on);
  add('fp8', 'transformer-engine', on);
  add('transformerEngine', 'transformer-engine', on);
  add('unsloth', 'unsloth', on);
  add('liger', 'liger-kernel', on);
  return kernels;
}

function optimizerOf(reading: OtherReading): Kernel[] {
  const { optimizer, features } = reading.facts;
  const kernels: Kernel[] = [];
  if (typeof optimizer === 'string' && FUSED.test(optimizer))
    kernels.push({
      stated: { words: `optimizer.type ${optimizer.slice(0, 40)}`, location: placeOf(reading, ['optimizer', 'type']) },
      package: 'deepspeed',
    });
  if (Array.isArray(features) && features.includes('amp'))
    kernels.push({ stated: { words: 'amp', location: placeOf(reading, ['amp']) }, package: 'apex' });
  return kernels;
}
