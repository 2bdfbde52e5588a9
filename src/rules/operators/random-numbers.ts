import { onnxRule } from '../define';
import { modelIndex } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { listed, sentences } from '../words';

/** Operators that draw numbers and compile; those that do not have findings of their own. */
const DRAWING: readonly string[] = [
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Bernoulli',
];

/** Random numbers that are drawn on the device. */
export const randomNumbers = onnxRule(
  {
    id: 'onnx/random-numbers',
    phase: 'validation',
    page: {
      title: 'Random numbers drawn on the device',
      what: 'Notes operators that draw random numbers (RandomNormal, RandomUniform and their Like forms, Bernoulli), one note for each file.',
      why: 'The device draws with its own generator, so that outputs cannot be compared number by number with the original. The list of operators says that the generator ignores the seed of the user; a later release note takes seeds of 32 bits. Other algorithms than the default one are refused (NCC_EVRF006).',
      fix: 'Draw the noise on the CPU and pass it as an input of the model: then results repeat, and accuracy can be measured. Remove sampling that only training needs.',
      example: {
        before: 'z = torch.randn_like(mean) * scale + mean   # inside the model',
        after: 'def forward(self, x, noise): z = noise * scale + mean',
        language: 'python',
      },
      sources: ['compiler-xla-operators', 'ncc-evrf006'],
      since: '0.1.0',
    },
  },
  function* ({ reading, inference, target, knowledge }) {
    const { operators } = modelIndex(reading.model, inference);
    const found = DRAWING.filter((name) => operators.has(`ai.onnx::${name}`));
    if (found.length === 0) return;
    const claims = found.flatMap((name) => knowledge.operator('ai.onnx', name, target) ?? []);
    yield {
      key: 'random',
      severity: 'info',
      confidence: 'inferred',
      action: 'Pass random numbers as an input',
      message: `${listed(found)} ${found.length === 1 ? 'draws' : 'draw'} random numbers on the device, so outputs cannot be compared number by number with the original.`,
      why: 'The device has a generator of its own, and the list of operators says that it ignores the seed of the user.',
      remedy: sentences(...claims.map(({ remedy }) => remedy)),
      sources: [...new Set(['compiler-xla-operators', ...claims.flatMap(({ sources }) => sources)])],
      ...nodeLocations(
        reading.path,
        found.flatMap((name) => operators.get(`ai.onnx::${name}`) ?? []),
      ),
    };
  },
);
