import { compareText } from '../model/order';
import { dtypeName, packedBytes } from '../onnx/dtypes';
import type { TensorInfo } from '../onnx/graph';
import type { TensorGroup } from './types';

/** So many are listed. */
const LISTED = 8;

interface Open {
  first: string;
  pattern: string;
  count: number;
  dtype: string;
  dims: readonly number[];
  bytes: number | null;
}

/** The weights that take most bytes; equal ones of several layers are one. */
export function largestTensors(tensors: readonly TensorInfo[]): TensorGroup[] {
  const groups = new Map<string, Open>();
  for (const { name, dtype, dims } of tensors) {
    const bytes = packedBytes(dtype, dims);
    const pattern = name.replace(/\d+/g, '*');
    const key = `${pattern}\0${dtype}\0${dims.join()}`;
    const known = groups.get(key);
    if (known === undefined) {
      groups.set(key, { first: name, pattern, count: 1, dtype: dtypeName(dtype), dims, bytes });
      continue;
    }
    known.count++;
    known.bytes = known.bytes === null || bytes === null ? null : known.bytes + bytes;
  }
  return [...groups.values()]
    .sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0) || compareText(a.first, b.first))
    .slice(0, LISTED)
    .map(({ first, pattern, count, dtype, dims, bytes }) => ({
      name: count === 1 ? first : pattern,
      count,
      dtype,
      dims,
      bytes,
    }));
}
