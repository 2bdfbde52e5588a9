/** Generation of text in one operator: decoders run inside of it as subgraphs. */
import { dimsOf, dtypeOf, type Family, type InferFunction, int, scalarOf, shaped } from '../context';
import { sub } from '../dim';
import { FLOAT, INT32 } from './types';

/** Sequences, their scores, and the scores of every step. Lengths and counts are inputs. */
const beamSearch: InferFunction = (node) => {
  const [batch = null, length = null] = dimsOf(node, 0) ?? [];
  const [longest, beams, returned] = [scalarOf(node, 1), scalarOf(node, 3), scalarOf(node, 4)];
  const dtype = dtypeOf(node, 5) || FLOAT;
  const steps = longest === null || length === null ? null : sub(longest, length);
  const vocabulary = int(node, 'vocab_size');
  return [
    shaped(node, INT32, [batch, returned, longest]),
    shaped(node, dtype, [batch, returned], 1),
    shaped(node, dtype, [steps, batch, beams, vocabulary === null || vocabulary < 0 ? null : vocabulary], 2),
  ];
};

/** One sequence for each of the batch. */
const greedySearch: InferFunction = (node) => [shaped(node, INT32, [dimsOf(node, 0)?.[0] ?? null, scalarOf(node, 1)])];

export const CONTRIB_SEARCH: Family = {
  BeamSearch: beamSearch,
  GreedySearch: greedySearch,
  Sampling: greedySearch,
  WhisperBeamSearch: (node) => [
    shaped(node, INT32, [dimsOf(node, 0)?.[0] ?? null, scalarOf(node, 4), scalarOf(node, 1)]),
  ],
  NGramRepeatBlock: (node) => [shaped(node, dtypeOf(node, 1), dimsOf(node, 1) ?? [null, null])],
};
