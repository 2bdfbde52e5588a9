/** Losses: a scalar, or one for each target where nothing is reduced. */
import { dimsOf, dtypeOf, type Family, type InferFunction, type NodeContext, text, unknownRank } from '../context';
import { tensor, type Value } from '../value';
import { like } from './elementwise';

function loss(node: NodeContext): Value {
  const dtype = dtypeOf(node, 0);
  if ((text(node, 'reduction') ?? 'mean') !== 'none') return tensor(dtype, []);
  const dims = dimsOf(node, 1);
  return dims === null ? unknownRank(node, dtype) : tensor(dtype, dims);
}

const logLikelihood: InferFunction = (node) => [loss(node)];
const crossEntropy: InferFunction = (node) => [loss(node), like(node, 0)];

export const LOSSES: Family = { NegativeLogLikelihoodLoss: logLikelihood, SoftmaxCrossEntropyLoss: crossEntropy };
