/** The domain ai.onnx.preview.training. */
import { type Family, type InferFunction, input, strings } from '../context';
import { typed, type Value } from '../value';

function withoutConstant({ type, origin }: Value): Value {
  return typed(type, origin);
}

/**
 * Optimizers take a rate and a count, then groups of as many tensors as there are parameters: parameters, gradients and states.
 * They give back parameters and states.
 *
 * @param states How many states belong to each parameter.
 */
function optimizer(states: number): InferFunction {
  return (node) => {
    const tensors = node.inputs.slice(2);
    const parameters = tensors.length / (states + 2);
    if (!Number.isInteger(parameters)) return [];
    const kept = tensors.filter((_, i) => i < parameters || i >= 2 * parameters);
    return kept.map((value) => withoutConstant(value ?? typed(null)));
  };
}

/** One gradient for each of the tensors that are named first; shapes as theirs. */
const gradient: InferFunction = (node) => (strings(node, 'xs') ?? []).map((_, i) => withoutConstant(input(node, i)));

export const TRAINING: Family = {
  Adagrad: optimizer(1),
  Adam: optimizer(2),
  Momentum: optimizer(1),
  Gradient: gradient,
};
