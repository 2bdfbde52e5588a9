import type { GraphSize } from '../../model/fit';
import { dtypeName, packedBytes } from '../../onnx/dtypes';
import type { Graph } from '../../onnx/graph';
import { costOf } from '../../onnx/infer/cost';
import type { Inference } from '../../onnx/infer/engine';

/** Bytes of the weights of the main graph by data type, and the peak of its other tensors under the pins of the inference. */
export function graphSize(graph: Graph, inference: Inference): GraphSize {
  const bytesByDtype = new Map<string, number>();
  for (const { dtype, dims } of graph.initializers) {
    const name = dtypeName(dtype);
    bytesByDtype.set(name, (bytesByDtype.get(name) ?? 0) + (packedBytes(dtype, dims) ?? 0));
  }
  const { peakBytes, unknown } = costOf(inference, graph).activations;
  return {
    bytesByDtype: Object.fromEntries([...bytesByDtype].sort(([a], [b]) => (a < b ? -1 : 1))),
    peakBytes,
    unknown,
  };
}
