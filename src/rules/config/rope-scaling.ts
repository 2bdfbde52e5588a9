import type { Route } from '../../model/target';
import { routeLabel } from '../../routes/elsewhere';
import { type DataObject, isDataObject } from '../../text/data';
import { configRule } from '../define';
import { show } from '../words';
import { libraryOf } from './library';
import { modelName } from './model-kind';

/** What the code of a library makes of other types than its own. */
type Otherwise = 'falls-back' | 'ignores' | 'stops';

interface Code {
  readonly modelTypes: readonly string[];
  /** Types of `rope_scaling` that the class implements itself. */
  readonly own: readonly string[];
  readonly otherwise: Otherwise;
  readonly source: string;
}

const WHY: Readonly<Record<Otherwise, string>> = {
  'falls-back':
    'For this type the class of the library falls back to the code of transformers, whose precision on Neuron its own comment doubts.',
  ignores:
    'The class of the library computes plain rotary positions and does not look at rope_scaling, so that the model answers as if it were not there: wrongly beyond its original length, and for some types at any length.',
  stops: 'The class of the library stops at this type.',
};

/** What the code of the libraries says; no document lists the types. */
const CODE: Partial<Record<Route, readonly Code[]>> = {
  'nxd-inference': [
    { modelTypes: ['llama', 'mllama'], own: ['default', 'llama3'], otherwise: 'falls-back', source: 'nxdi-llama-code' },
    {
      modelTypes: ['mistral', 'mixtral', 'qwen2', 'qwen3', 'qwen3_moe', 'dbrx'],
      own: ['default'],
      otherwise: 'ignores',
      source: 'nxdi-model-code',
    },
    { modelTypes: ['qwen3_vl'], own: ['default'], otherwise: 'stops', source: 'nxdi-qwen3-vl-code' },
  ],
  'optimum-neuron': [
    {
      modelTypes: ['llama', 'qwen2', 'granite', 'phi3'],
      own: ['default', 'llama3'],
      otherwise: 'falls-back',
      source: 'optimum-llama-code',
    },
    { modelTypes: ['mixtral', 'qwen3_moe'], own: ['default'], otherwise: 'ignores', source: 'optimum-model-code' },
    { modelTypes: ['smollm3'], own: [], otherwise: 'stops', source: 'optimum-smollm3-code' },
  ],
};

/** Stretched rotary positions that the library does not implement itself. */
export const ropeScaling = configRule(
  {
    id: 'config/rope-scaling',
    phase: 'validation',
    page: {
      title: 'Rotary scaling that the library does not implement itself',
      what: 'Reports a type of rope_scaling (linear, dynamic, yarn, longrope, …) that the model class of NxD Inference or Optimum Neuron does not implement: the Llama classes know llama3 and fall back to transformers for others, the classes of Mistral, Mixtral, Qwen and DBRX ignore the key, those of Qwen3-VL and SmolLM3 stop.',
      why: 'A class that falls back may lose precision on Neuron, one that ignores the key answers as if the model had not been stretched: the model compiles and answers wrongly. Others stop at the export.',
      fix: 'Compare long outputs with those of the CPU before anything else, plan for the original length, or choose a model without such scaling.',
      example: {
        before: '"rope_scaling": { "type": "linear", "factor": 4.0 }',
        after: '"rope_scaling": { "rope_type": "llama3", "factor": 8.0, … }   # a model trained with it',
        language: 'json',
      },
      sources: [
        'nxdi-llama-code',
        'nxdi-qwen3-vl-code',
        'nxdi-model-code',
        'optimum-llama-code',
        'optimum-smollm3-code',
      ],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, knowledge } = context;
    const found = libraryOf(context);
    const scaling = scalingOf(reading.document);
    if (found === null || scaling === null) return;
    const code = CODE[found.library]?.find(({ modelTypes }) => modelTypes.includes(reading.facts.modelType ?? ''));
    if (code === undefined || code.own.includes(scaling.type)) return;
    const range = reading.rangeOf(scaling.path);
    const verb = { 'falls-back': 'does not implement', ignores: 'ignores', stops: 'refuses' }[code.otherwise];
    yield {
      key: 'rope-scaling',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Check the results of stretched rotary positions',
      message: `${routeLabel(found.library, knowledge)} ${verb} rope_scaling of type ${show(scaling.type)}${code.otherwise === 'falls-back' ? ' itself' : ''} for ${modelName(reading.facts)}.`,
      why: WHY[code.otherwise],
      remedy:
        code.otherwise === 'stops'
          ? 'Remove rope_scaling and plan for the original length, or choose a model without this scaling.'
          : 'Compare its outputs with those of the CPU at the planned length, or choose a model without this scaling.',
      sources: [code.source],
      locations: [range === null ? { path: reading.path } : { path: reading.path, range }],
    };
  },
);

/** The type that is stated at the top or in the text model's part; null where there is no scaling. */
function scalingOf(document: DataObject): { readonly type: string; readonly path: readonly string[] } | null {
  const text = document.text_config;
  for (const [part, path] of [
    [isDataObject(text) ? text : {}, ['text_config']],
    [document, []],
  ] as const) {
    const scaling = part.rope_scaling;
    if (!isDataObject(scaling)) continue;
    const type = scaling.rope_type ?? scaling.type;
    // Models with sections for image axes name them "mrope" and are default otherwise.
    if (typeof type === 'string' && type !== 'mrope') return { type, path: [...path, 'rope_scaling'] };
  }
  return null;
}
