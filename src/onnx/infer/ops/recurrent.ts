/** RNN, GRU and LSTM. */
import { dimsOf, dtypeOf, type Family, type InferFunction, int, shaped, text } from '../context';
import type { Dim } from '../dim';

/** All states, the last one, and of LSTM the last cell; layout 1 has the batch first. */
const recurrent: InferFunction = (node) => {
  const dims = dimsOf(node, 0);
  const dtype = dtypeOf(node, 0);
  const batchFirst = int(node, 'layout') === 1;
  const sequence = dims?.[batchFirst ? 1 : 0] ?? null;
  const batch = dims?.[batchFirst ? 0 : 1] ?? null;
  const directions = text(node, 'direction') === 'bidirectional' ? 2 : 1;
  const hidden: Dim | null = int(node, 'hidden_size') ?? dimsOf(node, 2)?.[2] ?? null;
  const all = batchFirst ? [batch, sequence, directions, hidden] : [sequence, directions, batch, hidden];
  const last = batchFirst ? [batch, directions, hidden] : [directions, batch, hidden];
  return [shaped(node, dtype, all), shaped(node, dtype, last, 1), shaped(node, dtype, last, 2)];
};

export const RECURRENT: Family = { RNN: recurrent, GRU: recurrent, LSTM: recurrent };
