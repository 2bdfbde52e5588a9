/** Normalizations whose further outputs have shapes of their own. */
import {
  axisWithin,
  dimsOf,
  dtypeOf,
  type Family,
  type InferFunction,
  int,
  type NodeContext,
  shaped,
  unknownRank,
} from '../context';
import { tensor, type Value } from '../value';
import { like } from './elementwise';
import { FLOAT } from './types';

/** Statistics for each channel; four of them before version 14. */
const batchNormalization: InferFunction = (node) => {
  const channels = dimsOf(node, 0)?.[1] ?? dimsOf(node, 1)?.[0] ?? null;
  const dtype = dtypeOf(node, 3) || dtypeOf(node, 0);
  const statistics = [1, 2, 3, 4].map((output) => shaped(node, dtype, [channels], output));
  return [like(node, 0), ...statistics];
};

/** The input's shape, with 1 for the axes that were normalized together. */
export function statistics(node: NodeContext, dtype: number, output: number): Value {
  const dims = dimsOf(node, 0);
  if (dims === null) return unknownRank(node, dtype, output);
  const from = axisWithin(int(node, 'axis') ?? -1, dims.length) ?? dims.length;
  return tensor(
    dtype,
    dims.map((dim, axis) => (axis < from ? dim : 1)),
  );
}

const layerNormalization: InferFunction = (node) => {
  const stash = int(node, 'stash_type') ?? FLOAT;
  return [like(node, 0), statistics(node, stash, 1), statistics(node, stash, 2)];
};

const rmsNormalization: InferFunction = (node) => [like(node, 0, dtypeOf(node, 1) || dtypeOf(node, 0))];

export const NORMALIZATION: Family = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  // Made by ONNX Runtime in the default domain.
  SimplifiedLayerNormalization: layerNormalization,
  RMSNormalization: rmsNormalization,
};
