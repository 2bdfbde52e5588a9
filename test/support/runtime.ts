/** Runs models with ONNX Runtime, to learn what their outputs really are. */
import * as ort from 'onnxruntime-web/wasm';

ort.env.wasm.numThreads = 1;

/** A tensor that a model gave. */
export interface Computed {
  /** TensorProto.DataType number. */
  readonly dtype: number;
  readonly dims: readonly number[];
  /** Null for strings and for types that have no plain numbers. */
  readonly elements: readonly number[] | null;
}

/** TensorProto.DataType numbers by the runtime's names. */
const DTYPES: Readonly<Record<string, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  uint4: 21,
  int4: 22,
};

/** Outputs of a model without inputs by name, computed without optimizations; rejects where the runtime refuses the model. */
export async function compute(model: Uint8Array): Promise<ReadonlyMap<string, Computed>> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'disabled',
    logSeverityLevel: 4,
  });
  try {
    const outputs = await session.run({}, { logSeverityLevel: 4 });
    return new Map(Object.entries(outputs).map(([name, tensor]) => [name, computed(tensor)]));
  } finally {
    await session.release();
  }
}

function computed({ type, dims, data }: ort.Tensor): Computed {
  const plain = type !== 'string' && type !== 'float16' && type !== 'int4' && type !== 'uint4';
  return {
    dtype: DTYPES[type] ?? 0,
    dims: [...dims],
    elements: plain ? Array.from(data as ArrayLike<number>, Number) : null,
  };
}
