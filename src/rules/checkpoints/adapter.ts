import type { OtherReading } from '../../formats/reading';
import type { Route } from '../../model/target';
import { routeLabel } from '../../routes/elsewhere';
import { kindRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { show } from '../words';
import { at } from './beside';

/** Families of base models whose LoRA adapters NxD Inference documents; told from the name of the base model. */
const DOCUMENTED_BASES = /llama|qwen-?(?:2|3)/i;

/** Adapters that PEFT trained, against what serving them is documented for. */
export const adapter = kindRule(
  {
    id: 'checkpoint/adapter',
    phase: 'proof-of-concept',
    page: {
      title: 'PEFT adapter',
      what: 'Reports adapter_config.json of the PEFT library. NxD Inference documents the serving of LoRA adapters for dense Llama and Qwen models; vLLM Neuron and tracing do not mention adapters. Adapters of other kinds than LoRA, and DoRA, are documented nowhere.',
      why: 'An adapter is a small set of weights beside its base model. A library that does not know it serves the base model without it, or fails.',
      fix: 'Merge the adapter into the base model on the CPU and serve the merged checkpoint; that works on every route that serves the base model.',
      example: {
        before: 'adapter_config.json\nadapter_model.safetensors',
        after:
          'from peft import AutoPeftModelForCausalLM\nmodel = AutoPeftModelForCausalLM.from_pretrained("adapter/").merge_and_unload()\nmodel.save_pretrained("merged/", safe_serialization=True)',
        language: 'python',
      },
      sources: ['nxdi-generation', 'vllm-migration', 'optimum-diffusion-lora'],
      since: '0.1.0',
    },
  },
  ['adapter-config'],
  function* (context): Iterable<Draft> {
    const { reading, settings } = context;
    if (settings.workload !== 'inference') return;
    const kind = String(reading.facts.adapter);
    const base = reading.facts.baseModel;
    const route = settings.deployment.route ?? null;
    const [document] = reading.documents;
    const unusual = kind !== 'LORA' ? kind : reading.facts.dora === true ? 'DoRA' : null;
    yield {
      key: 'adapter',
      ...words(unusual ?? 'LoRA', { unusual: unusual !== null, base, route }, context),
      remedy:
        'Merge the adapter into its base model on the CPU (merge_and_unload of PEFT) and serve the merged checkpoint.',
      locations: [at(reading.path, document?.rangeOf(unusual === 'DoRA' ? ['use_dora'] : ['peft_type']))],
    };
  },
);

interface Case {
  readonly unusual: boolean;
  readonly base: OtherReading['facts'][string] | undefined;
  readonly route: Route | null;
}

function words(
  kind: string,
  { unusual, base, route }: Case,
  { knowledge }: RuleContext<OtherReading>,
): Pick<Draft, 'severity' | 'confidence' | 'action' | 'message' | 'why' | 'sources'> {
  const of = typeof base === 'string' ? ` of ${show(base)}` : '';
  const rest = { action: 'Merge the adapter into its base model', sources: ['nxdi-generation', 'vllm-migration'] };
  if (unusual)
    return {
      ...rest,
      severity: 'warning',
      confidence: 'undocumented',
      message: `No Neuron document mentions serving ${show(kind)} adapters${of}.`,
      why: 'NxD Inference documents LoRA adapters of PEFT, and nothing else is described for serving.',
    };
  if (route === 'nxd-inference' && typeof base === 'string' && DOCUMENTED_BASES.test(base))
    return {
      ...rest,
      severity: 'info',
      confidence: 'documented',
      message: `NxD Inference serves the LoRA adapter${of} beside its base model.`,
      why: 'It loads adapters of PEFT from local folders for Llama, Qwen2 and Qwen3 models; how many fit depends on rank and memory (max_loras).',
      sources: ['nxdi-generation'],
    };
  return {
    ...rest,
    severity: route === null ? 'info' : 'warning',
    confidence: route === null ? 'inferred' : 'undocumented',
    message:
      route === null
        ? `Serving the LoRA adapter${of} beside its base model is documented for NxD Inference only.`
        : `No Neuron document says that ${routeLabel(route, knowledge)} serves the LoRA adapter${of}.`,
    why: 'NxD Inference documents multi-LoRA serving for dense Llama and Qwen models; the documents of vLLM Neuron do not mention adapters.',
  };
}
