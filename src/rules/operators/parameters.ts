import type { ValueInfo } from '../../onnx/graph';
import { MAX_INFERRED_RANK } from '../../onnx/infer/value';
import type { OnnxContext } from '../define';
import { modelIndex } from '../graph/model-index';
import type { OperatorIssue } from './issues';

/**
 * The small inputs of the graph that alone decide what the condition wants constant, for every node: a target size, an axis, a number
 * of rounds. None where anything larger is behind one of them, or where that cannot be told.
 */
export function parametersBehind(
  { places, check }: OperatorIssue,
  { reading, inference }: OnnxContext,
): readonly string[] {
  if (check?.kind !== 'constant-input') return [];
  const { inputsBehind } = modelIndex(reading.model, inference);
  const names = new Set<string>();
  for (const { scope, node } of places) {
    const inputs = inputsBehind(scope, node.inputs[check.index] ?? '');
    if (inputs === null || !inputs.every(isParameter)) return [];
    for (const { name } of inputs) names.add(name);
  }
  return [...names].sort();
}

/** A scalar, or a list that is no longer than a shape: such an input describes the others rather than being data. */
function isParameter({ type }: ValueInfo): boolean {
  if (type?.kind !== 'tensor' || type.dims === null || type.dims.length > 1) return false;
  return type.dims.every((size) => typeof size === 'number' && size <= MAX_INFERRED_RANK);
}
