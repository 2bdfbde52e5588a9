import type { OtherReading } from '../../formats/reading';
import { kindRule } from '../define';
import type { Draft } from '../rule';
import { listed, sentences } from '../words';
import { asTraining, type Stated, settingsOf, trainsOn } from './setting';

/** Optimizers of bitsandbytes under the names of transformers, axolotl and torchtune. */
const OPTIMIZER = /8bit|paged|bnb|bitsandbytes/i;

/** Quantized base models and 8-bit optimizers, which bitsandbytes makes with CUDA kernels. */
export const bitsandbytes = kindRule(
  {
    id: 'training/bitsandbytes',
    phase: 'proof-of-concept',
    page: {
      title: 'QLoRA and 8-bit optimizers (bitsandbytes)',
      what: 'Reports training configs that load the base model in 4 or 8 bits (load_in_4bit, load_in_8bit, quantization_bit, adapter: qlora) or use a paged or 8-bit optimizer: both come from bitsandbytes.',
      why: 'bitsandbytes quantizes and optimizes with CUDA kernels, and no Neuron document names it. LoRA on a bfloat16 base model is documented.',
      fix: 'Load the base model in bfloat16 and train LoRA adapters on it, sharded over the cores; use adamw_torch.',
      example: {
        before: 'load_in_4bit: true\nadapter: qlora\noptimizer: paged_adamw_32bit',
        after: 'adapter: lora\nbf16: true\noptimizer: adamw_torch',
        language: 'yaml',
      },
      sources: ['cuda-faq', 'optimum-distributed-training'],
      since: '0.1.0',
    },
  },
  ['trainer'],
  function* (context): Iterable<Draft> {
    const { reading, target, knowledge, settings } = context;
    if (!trainsOn(target)) return;
    const base = quantizedBase(reading);
    const optimizer = settingsOf(reading).get('optimizer');
    const used = [...base, ...(optimizer !== undefined && OPTIMIZER.test(String(optimizer.value)) ? [optimizer] : [])];
    if (used.length === 0) return;
    const claim = knowledge.gpuPackage('bitsandbytes', [], settings.sdk);
    yield {
      key: 'bitsandbytes',
      severity: 'warning',
      confidence: 'inferred',
      action: base.length > 0 ? 'Train LoRA on a bfloat16 base model' : 'Use an optimizer of PyTorch',
      message: `${listed(used.map(({ words }) => words))} ${used.length === 1 ? 'needs' : 'need'} bitsandbytes${base.some(({ name }) => name !== 'load8bit') ? ' (QLoRA)' : ''}, which has no counterpart on Neuron.`,
      why: sentences(
        `bitsandbytes ${claim?.what ?? 'quantizes and optimizes with CUDA kernels'}, and no Neuron document names it`,
        asTraining(context),
      ),
      remedy: sentences(
        base.length > 0 ? 'Load the base model in bfloat16 and train LoRA adapters on it, sharded over the cores' : '',
        base.length < used.length ? 'Take AdamW of PyTorch as the optimizer (adamw_torch)' : '',
      ),
      sources: [...new Set(['cuda-faq', ...(claim?.sources ?? [])])],
      locations: used.map(({ location }) => location),
    };
  },
);

/** Settings that quantize the base model; an export of weights that are quantized for serving is none. */
function quantizedBase(reading: OtherReading): Stated[] {
  const settings = settingsOf(reading);
  const switches = (['load4bit', 'load8bit'] as const).flatMap((name) => {
    const stated = settings.get(name);
    return stated?.value === true ? [stated] : [];
  });
  const adapter = settings.get('adapter');
  const method = settings.get('quantization');
  const bits =
    reading.facts.trainer === 'LLaMA-Factory' &&
    method !== undefined &&
    /^(?:bnb|bitsandbytes|4|8)$/i.test(String(method.value));
  return [
    ...switches,
    ...(adapter !== undefined && String(adapter.value).toLowerCase() === 'qlora' ? [adapter] : []),
    ...(bits && method !== undefined ? [method] : []),
  ];
}
