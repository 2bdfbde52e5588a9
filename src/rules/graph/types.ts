import { dtypeName } from '../../onnx/dtypes';
import type { Dim } from '../../onnx/graph';
import { formatDim } from '../../onnx/infer/dim';
import type { Inference } from '../../onnx/infer/engine';
import { tensorType, type Value } from '../../onnx/infer/value';
import type { Scope } from './scopes';

/** What is known of a value's type; null where it is not. */
export interface KnownType {
  /** TensorProto.DataType name. */
  readonly dtype: string | null;
  /** Sizes, and symbols or expressions of symbols where a size is not fixed. */
  readonly dims: readonly Dim[] | null;
}

export type ValueOf = (scope: Scope, name: string) => Value | null;
export type TypeOf = (scope: Scope, name: string) => KnownType;

/** What the inference knows of a value, looked up from the scope outwards; null where it knows nothing. */
export function valueIndex(inference: Inference): ValueOf {
  return (scope, name) => {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const value = inference.bodies.get(at.body)?.values.get(name);
      if (value !== undefined) return value;
    }
    return null;
  };
}

/** The inferred tensor type of a value; of what is no tensor nothing is known. */
export function typeIndex(known: ValueOf): TypeOf {
  return (scope, name) => {
    const type = tensorType(known(scope, name));
    if (type === null) return { dtype: null, dims: null };
    const dims = type.dims?.map((dim) => (typeof dim === 'number' ? dim : formatDim(dim))) ?? null;
    return { dtype: type.dtype === 0 ? null : dtypeName(type.dtype), dims };
  };
}
