import type { HfConfigReading, Summary } from '../formats/reading';
import type { OnnxFacts } from '../model/facts';
import type { Knowledge } from '../neuron/knowledge';
import { scriptInput, scriptInputs } from './inputs';
import type { PythonModel } from './python';
import { pythonText } from './quote';
import type { StarterSubject } from './subject';

/** Tokens of an example where the planner file says nothing. */
const USUAL_LENGTH = 128;

/** How a script loads the model and what it gives it; a sentence where it cannot be traced. */
export function pythonModel(subject: StarterSubject, knowledge: Knowledge): PythonModel | string {
  const { reading, route } = subject;
  if (isOnnx(reading)) return onnxModel(subject, reading.facts, knowledge);
  if (isConfig(reading) && route.nature === 'pass') return transformersModel(subject, reading);
  return route.nature === 'pass'
    ? 'Its config was not read, so its inputs are not known.'
    : 'A model that generates, or a pipeline, is more than one traced graph: run it on this route from the library that has it, such as transformers or diffusers.';
}

function isOnnx(reading: Summary): reading is Extract<Summary, { readonly external: unknown }> {
  return reading.kind === 'onnx' && 'external' in reading;
}

function isConfig(reading: Summary): reading is HfConfigReading {
  return reading.kind === 'hf-config' && 'document' in reading;
}

function onnxModel({ pins, deployment, model }: StarterSubject, facts: OnnxFacts, knowledge: Knowledge) {
  const inputs = scriptInputs(facts, pins, deployment);
  if (typeof inputs === 'string') return inputs;
  const { name, version, sources } = knowledge.converter;
  return {
    imports: [`from ${name} import convert`],
    load: '    return convert(str(path)).eval()',
    path: model,
    inputs,
    sources: ['onnx-faq', ...sources.slice(0, 1)],
    checks: [
      `${name} ${version} has a converter for some operators and versions only: the audit names those that it lacks. Where the original PyTorch model is at hand, load that one instead in load_model.`,
      ...(facts.externalFiles.length === 0
        ? []
        : ['The weights lie in files beside the model: copy them along with it.']),
    ],
  };
}

function transformersModel(
  { deployment, model }: StarterSubject,
  { facts, document }: HfConfigReading,
): PythonModel | string {
  const [architecture] = facts.architectures ?? [];
  const batch = deployment.batchSize ?? 1;
  const { image_size: size, num_channels: channels } = document;
  const text = facts.vocabSize !== undefined;
  const length = deployment.sequenceLength ?? Math.min(USUAL_LENGTH, facts.maxPositions ?? USUAL_LENGTH);
  const inputs = text
    ? [
        {
          ...scriptInput('input_ids', 'int64', [batch, length]),
          highest: Math.max(0, (facts.vocabSize ?? 1) - 1),
          checks: [],
        },
        scriptInput('attention_mask', 'int64', [batch, length]),
      ]
    : typeof size === 'number' && Number.isSafeInteger(size) && size > 0
      ? [scriptInput('pixel_values', 'float32', [batch, typeof channels === 'number' ? channels : 3, size, size])]
      : null;
  if (inputs === null) return 'Its config states neither a vocabulary nor an image size, so its inputs are not known.';
  if (architecture === undefined || !/^[A-Za-z_]\w{0,99}$/.test(architecture))
    return 'Its config names no class of transformers (architectures), so no script can load it.';
  return {
    imports: ['import transformers'],
    // The trace returns tensors, not the output objects of the library.
    load: [
      `    model_class = getattr(transformers, ${pythonText(architecture)})`,
      '    return model_class.from_pretrained(str(path), return_dict=False).eval()',
    ].join('\n'),
    path: model.replace(/(?:^|\/)[^/]*$/, '') || '.',
    inputs,
    sources: ['trace-api'],
    checks: [
      ...(deployment.batchSize === undefined
        ? ['The batch size 1 is only a usual one: plan deployment.batchSize in the planner file.']
        : []),
      ...(text && deployment.sequenceLength === undefined
        ? [
            `The sequence length ${length} is only a usual one: plan deployment.sequenceLength in the planner file. Shorter texts are padded to it.`,
          ]
        : []),
      'The order of the inputs is that of the forward method of the class: verify it for this model.',
      'The folder of the config has to hold the weights too.',
    ],
  };
}
