import { isObject, type JsonObject } from '../../formats/hf-config/recognise';
import type { Route } from '../../model/target';
import { routeLabel } from '../../routes/elsewhere';
import { configRule } from '../define';
import { show } from '../words';
import { plannedClaims } from './claims';

interface Code {
  readonly modelTypes: readonly string[];
  /** Types of `rope_scaling` that the class implements itself. */
  readonly own: readonly string[];
  readonly why: string;
  readonly source: string;
}

const FALLS_BACK =
  'For this type the class of the library falls back to the code of transformers, whose precision on Neuron its own comment doubts.';

/** What the code of the libraries says; no document lists the types. */
const CODE: Partial<Record<Route, readonly Code[]>> = {
  'nxd-inference': [
    {
      modelTypes: ['llama', 'mistral'],
      own: ['default', 'llama3'],
      why: FALLS_BACK,
      source: 'nxdi-llama-code',
    },
    {
      modelTypes: ['qwen3_vl'],
      own: ['default'],
      why: 'The class of the library asserts the type default and stops at any other.',
      source: 'nxdi-qwen3-vl-code',
    },
  ],
  'optimum-neuron': [
    { modelTypes: ['llama'], own: ['default', 'llama3'], why: FALLS_BACK, source: 'optimum-llama-code' },
  ],
};

/** Stretched rotary positions that the library does not implement itself. */
export const ropeScaling = configRule(
  {
    id: 'config/rope-scaling',
    phase: 'validation',
    page: {
      title: 'Rotary scaling that the library does not implement itself',
      what: 'Reports a type of rope_scaling (linear, dynamic, yarn, …) that the model class of NxD Inference or Optimum Neuron does not implement: the Llama classes know llama3, the Qwen3-VL class of NxD Inference none.',
      why: 'The Llama classes fall back to the code of transformers, which may lose precision on Neuron, so that a model compiles and answers wrongly. The Qwen3-VL class stops.',
      fix: 'Compare long outputs with those of the CPU before anything else, or choose a model without such scaling.',
      example: {
        before: '"rope_scaling": { "type": "linear", "factor": 4.0 }',
        after: '"rope_scaling": { "rope_type": "llama3", "factor": 8.0, … }   # a model trained with it',
        language: 'json',
      },
      sources: ['nxdi-llama-code', 'nxdi-qwen3-vl-code', 'optimum-llama-code'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings, target, knowledge } = context;
    const planned = settings.deployment.route ?? plannedClaims(context)[0]?.route;
    if (planned === undefined || settings.workload !== 'inference') return;
    const claim = knowledge.route(planned, target, settings.sdk);
    if (claim === null || claim.state === 'ended') return;
    const library = claim.modelsOf ?? planned;
    const code = CODE[library]?.find(({ modelTypes }) => modelTypes.includes(reading.facts.modelType ?? ''));
    const scaling = scalingOf(reading.document);
    if (code === undefined || scaling === null || code.own.includes(scaling.type)) return;
    const range = reading.rangeOf(scaling.path);
    yield {
      key: 'rope-scaling',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Check the results of stretched rotary positions',
      message: `${routeLabel(library, knowledge)} does not implement rope_scaling of type ${show(scaling.type)} itself.`,
      why: code.why,
      remedy:
        'Compare its outputs with those of the CPU at the planned length, or choose a model without this scaling.',
      sources: [code.source],
      locations: [range === null ? { path: reading.path } : { path: reading.path, range }],
    };
  },
);

/** The type that is stated at the top or in the text model's part; null where there is no scaling. */
function scalingOf(document: JsonObject): { readonly type: string; readonly path: readonly string[] } | null {
  const text = document.text_config;
  for (const [part, path] of [
    [isObject(text) ? text : {}, ['text_config']],
    [document, []],
  ] as const) {
    const scaling = part.rope_scaling;
    if (!isObject(scaling)) continue;
    const type = scaling.rope_type ?? scaling.type;
    // Models with sections for image axes name them "mrope" and are default otherwise.
    if (typeof type === 'string' && type !== 'mrope') return { type, path: [...path, 'rope_scaling'] };
  }
  return null;
}
