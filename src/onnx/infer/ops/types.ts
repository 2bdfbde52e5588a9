/** TensorProto.DataType numbers that rules name. */
export const FLOAT = 1;
export const UINT8 = 2;
export const INT8 = 3;
export const UINT16 = 4;
export const INT32 = 6;
export const INT64 = 7;
export const STRING = 8;
export const BOOL = 9;
export const FLOAT16 = 10;
export const DOUBLE = 11;
export const UINT32 = 12;
export const UINT64 = 13;
export const BFLOAT16 = 16;

const FLOATING: ReadonlySet<number> = new Set([FLOAT, FLOAT16, DOUBLE, BFLOAT16]);

/** Types whose constants hold fractions. */
export function isFloating(dtype: number): boolean {
  return FLOATING.has(dtype);
}

const INTEGER_RANGES: ReadonlyMap<number, readonly [low: number, high: number]> = new Map([
  [BOOL, [0, 1]],
  [UINT8, [0, 255]],
  [INT8, [-128, 127]],
  [UINT16, [0, 65535]],
  [5, [-32768, 32767]],
  [INT32, [-(2 ** 31), 2 ** 31 - 1]],
  [UINT32, [0, 2 ** 32 - 1]],
  [INT64, [-(2 ** 63), 2 ** 63]],
  [UINT64, [0, 2 ** 64]],
]);

/**
 * A computed element as its type holds it: rounded to single precision, or null where an integer leaves its type's range or the
 * type's arithmetic is not modelled.
 */
export function held(dtype: number, value: number): number | null {
  if (dtype === FLOAT) return Math.fround(value);
  if (dtype === DOUBLE) return value;
  const range = INTEGER_RANGES.get(dtype);
  if (range === undefined || !Number.isInteger(value) || value < range[0] || value > range[1]) return null;
  return value + 0;
}
