import type { HfConfigReading } from '../../formats/reading';
import { configRule } from '../define';
import type { Draft, RuleContext } from '../rule';
import { show } from '../words';
import { libraryOf } from './library';
import { factLocation, isGenerative, modelName } from './model-kind';

/** What NxD Inference computes in, as its API guide lists them. */
const COMPUTES = /^(torch\.)?(bfloat16|bf16|float16|fp16|half|float32|fp32|float|auto)$/;
const FULL = /^(torch\.)?(float32|fp32|float)$/;
const DOUBLE = /^(torch\.)?(float64|double|fp64)$/;

/** The type that the weights are stored or planned in. */
export const weightDtype = configRule(
  {
    id: 'config/weight-dtype',
    phase: 'proof-of-concept',
    page: {
      title: 'Data type of the weights',
      what: 'Looks at the planned type (deployment.dtype), else at the type that the config states, of a language model: types that the libraries do not compute in (float64, integers, 8-bit floats as torch_dtype) are a warning, float32 is a note.',
      why: 'NxD Inference computes in bfloat16, float16 or float32; recipes of vLLM Neuron run in bfloat16. Weights in float32 take twice the memory and run at about a quarter of the speed, since the compiler no longer casts them by itself (SDK 2.27).',
      fix: 'Plan bfloat16. Quantized weights are no matter of torch_dtype: their format is told by quantization_config.',
      example: { before: '"torch_dtype": "float32"', after: 'deployment:\n  dtype: bfloat16', language: 'yaml' },
      sources: ['nxdi-api', 'compiler-2.27'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings } = context;
    if (!isGenerative(reading) || settings.workload !== 'inference' || libraryOf(context) === null) return;
    const dtype = settings.deployment.dtype ?? reading.facts.torchDtype;
    if (dtype === undefined) return;
    const spelled = dtype.toLowerCase();
    if (!COMPUTES.test(spelled)) yield other(dtype, DOUBLE.test(spelled), context);
    else if (FULL.test(spelled)) yield full(dtype, context);
  },
);

function full(dtype: string, { reading, settings }: RuleContext<HfConfigReading>): Draft {
  const planned = settings.deployment.dtype !== undefined;
  return {
    key: 'float32',
    severity: 'info',
    confidence: 'documented',
    action: 'Plan bfloat16 weights',
    message: `${modelName(reading.facts)} is ${planned ? 'planned' : 'stored'} in ${show(dtype)}.`,
    why: 'float32 takes twice the memory of bfloat16 and runs at about a quarter of its speed; from SDK 2.27 on the compiler does not cast it by itself.',
    remedy: planned
      ? 'Set deployment.dtype to bfloat16 unless accuracy asks for float32.'
      : 'Set deployment.dtype to bfloat16; the library converts the weights.',
    sources: ['nxdi-api', 'compiler-2.27'],
    locations: [factLocation(reading, 'torchDtype')],
  };
}

function other(dtype: string, double: boolean, { reading }: RuleContext<HfConfigReading>): Draft {
  return {
    key: 'other',
    severity: 'warning',
    confidence: 'inferred',
    action: 'Plan a type that the library computes in',
    message: `${show(dtype)} is no type that a language model computes in on Neuron: the libraries take bfloat16, float16 and float32.`,
    why: double
      ? 'There is no 64-bit floating point on any NeuronCore.'
      : 'The API guide of NxD Inference lists those three; quantized weights are chosen by other settings.',
    remedy: 'Set deployment.dtype to bfloat16.',
    sources: ['nxdi-api'],
    locations: [factLocation(reading, 'torchDtype')],
  };
}
