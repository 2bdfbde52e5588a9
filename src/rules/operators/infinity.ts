import { onnxRule } from '../define';
import { flagState, flagValue } from '../flags';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { oncePerModel } from '../graph/once';
import { nodeLocations } from '../locations';
import { listed, show } from '../words';

const FLAG = '--enable-saturate-infinity';

/** Operators in which an infinite constant never meets data: limits, and what surrounds a window. */
const HARMLESS: ReadonlySet<string> = new Set(['Clip', 'Pad', 'Max', 'Min', 'Equal', 'IsInf']);

const PRODUCTS: readonly string[] = ['MatMul', 'Gemm', 'Einsum', 'Attention', 'Conv'];

/** Infinite constants beside matrix products, which the compiler may turn into values that are no numbers. */
export const infinity = onnxRule(
  {
    id: 'onnx/infinite-constant',
    phase: 'validation',
    page: {
      title: 'Infinite constant beside matrix products',
      what: 'Notes models with matrix products where an operator computes with an infinite constant, minus infinity in an attention mask above all, on targets where the compiler has a flag for it. It is silent where the plan sets the flag.',
      why: 'Transposes that the compiler writes as matrix products turn infinity into NaN with a high risk, as the command line reference says; the result is wrong without an error. The flag turns infinity into the largest number there, at a possible cost in speed.',
      fix: 'Mask with a large finite number, -10000 for example, or pass --enable-saturate-infinity on Inf2 and Trn1. Compare the outputs of padded inputs with the original.',
      example: {
        before: 'mask = mask.masked_fill(mask == 0, float("-inf"))',
        after: 'mask = mask.masked_fill(mask == 0, -10000.0)',
        language: 'python',
      },
      sources: ['compiler-cli'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, inference, knowledge, target, settings } = context;
    // On newer cores the compiler takes the flag, and it has no effect.
    if (knowledge.target(target).core !== 'v2') return;
    const flag = flagState(FLAG, context);
    if (flag === null || flagValue(settings.deployment, FLAG) !== null) return;
    const index = modelIndex(reading.model, inference);
    if (!PRODUCTS.some((op) => index.operators.has(`ai.onnx::${op}`))) return;
    const places = infinitePlaces(index);
    if (places.length === 0) return;
    const operators = [...new Set(places.map(({ node }) => show(node.op)))].sort();
    yield {
      key: 'infinity',
      severity: 'info',
      confidence: flag.claim.confidence,
      action: 'Mask with finite numbers and compare padded inputs',
      message: `${listed(operators, 3)} ${operators.length === 1 ? 'computes' : 'compute'} with an infinite constant, which the compiler may turn into NaN beside matrix products unless ${FLAG} is set.`,
      why: 'Transposes that the compiler writes as matrix products have a high risk of giving NaN for infinity, says the command line reference; the result is then wrong without an error.',
      remedy: `Mask with a large finite number such as -10000, or add ${FLAG} to deployment.compilerFlags; then compare the outputs of padded inputs with the original.`,
      sources: flag.claim.sources,
      ...nodeLocations(reading.path, places),
    };
  },
);

const infinitePlaces = oncePerModel((index: ModelIndex): readonly Place[] =>
  [...index.operators]
    .filter(([op]) => op.startsWith('ai.onnx::') && !HARMLESS.has(op.slice('ai.onnx::'.length)))
    .flatMap(([, places]) => places.filter((place) => readsInfinity(place, index))),
);

function readsInfinity(place: Place, index: ModelIndex): boolean {
  const { scope, node } = place;
  const infinite = node.inputs.some((name) =>
    index
      .valueOf(scope, name)
      ?.constant?.elements.some(
        (element) => element === Number.POSITIVE_INFINITY || element === Number.NEGATIVE_INFINITY,
      ),
  );
  return infinite && !index.isFolded(place);
}
