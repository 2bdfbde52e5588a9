/** Types that a graph declares for its values. */
import { dtypeName } from './dtypes';
import type { Dim, Graph } from './graph';

export interface DeclaredValue {
  /** TensorProto.DataType name. */
  readonly dtype: string;
  /** Null where the rank is unknown. */
  readonly dims: readonly Dim[] | null;
}

/**
 * By name, the tensors whose data type an initializer, an input, an output or a value info of the graph states; of one that
 * several state the first in that order. Of a sparse initializer, the tensor that it stands for. Values that are no tensors
 * (sequences, maps) are not in it.
 */
export function declaredValues(graph: Graph): ReadonlyMap<string, DeclaredValue> {
  const values = new Map<string, DeclaredValue>();
  const declare = (name: string, dtype: number, dims: readonly Dim[] | null): void => {
    if (dtype !== 0 && !values.has(name)) values.set(name, { dtype: dtypeName(dtype), dims });
  };
  for (const tensor of graph.initializers) declare(tensor.name, tensor.dtype, tensor.dims);
  for (const sparse of graph.sparseInitializers) declare(sparse.values.name, sparse.values.dtype, sparse.dims);
  for (const { name, type } of [...graph.inputs, ...graph.outputs, ...graph.valueInfo]) {
    if (type !== null && 'dtype' in type) declare(name, type.dtype, type.dims);
  }
  return values;
}
