import type { Knowledge } from '../neuron/knowledge';

/** The types that chips have figures for. */
const DTYPES = [
  { name: 'FLOAT', torch: 'float32', bytes: 4, spellings: ['float32', 'float', 'fp32'] },
  { name: 'BFLOAT16', torch: 'bfloat16', bytes: 2, spellings: ['bfloat16', 'bf16'] },
  { name: 'FLOAT16', torch: 'float16', bytes: 2, spellings: ['float16', 'half', 'fp16'] },
  { name: 'FLOAT8E4M3FN', torch: 'float8_e4m3fn', bytes: 1, spellings: ['float8_e4m3fn'] },
  { name: 'FLOAT8E5M2', torch: 'float8_e5m2', bytes: 1, spellings: ['float8_e5m2'] },
] as const;

/** A type that weights run in. */
export interface RunDtype {
  /** TensorProto.DataType name. */
  readonly name: string;
  readonly torch: string;
  readonly bytes: number;
}

/** By its TensorProto name; null of a type that no peak is given for. */
export function runDtype(name: string): RunDtype | null {
  return DTYPES.find((dtype) => dtype.name === name) ?? null;
}

/** As torch, a flag or a planner file spells it. */
export function spelledDtype(text: string, knowledge: Knowledge): RunDtype | null {
  const plain = text.toLowerCase().replace(/^torch\./, '');
  return (
    DTYPES.find(({ spellings }) => (spellings as readonly string[]).includes(plain)) ??
    runDtype(knowledge.dtypeNamed(plain)?.dtype ?? '')
  );
}
