/** Elements of arithmetic operators, for constants. Semantics: docs/Operators.md of ONNX; integers as ONNX Runtime computes them. */
import { bounds, isLess } from '../bounds';
import { add, type Dim, floorDiv, max, min, mod, mul, sameDim, sub } from '../dim';
import type { ElementFunction } from './fold';
import { isFloating } from './types';

type Two = (a: Dim, b: Dim, dtype: number) => Dim | null;
type OneNumber = (x: number, dtype: number) => number | null;

/** A function of two operands. */
function two(apply: Two): ElementFunction {
  return ([a, b], dtype) => (a === undefined || b === undefined ? null : apply(a, b, dtype));
}

/** A function of numbers only; of anything symbolic the result is not known. */
function number(apply: OneNumber): ElementFunction {
  return ([x], dtype) => (typeof x === 'number' ? apply(x, dtype) : null);
}

/** Leaves whole numbers, symbolic ones included, as they are. */
function rounding(apply: (x: number) => number): ElementFunction {
  return ([x]) => (typeof x === 'number' ? apply(x) : (x ?? null));
}

/** Symbols times fractions are no sizes. */
function whole(...operands: readonly Dim[]): boolean {
  return operands.every((operand) => typeof operand !== 'number' || Number.isInteger(operand));
}

const exact =
  (apply: (a: Dim, b: Dim) => Dim): Two =>
  (a, b) =>
    (typeof a === 'number' && typeof b === 'number') || whole(a, b) ? apply(a, b) : null;

function divide(a: Dim, b: Dim, dtype: number): Dim | null {
  if (typeof a === 'number' && typeof b === 'number') {
    if (isFloating(dtype)) return a / b;
    return b === 0 ? null : Math.trunc(a / b);
  }
  if (b === 0 || !whole(a, b)) return null;
  const quotient = floorDiv(a, b);
  if (sameDim(mul(quotient, b), a)) return quotient;
  if (isFloating(dtype)) return null;
  // Integer division rounds towards zero; floor does the same where nothing is negative.
  return bounds(a, 1).low >= 0 && bounds(b, 1).low > 0 ? quotient : null;
}

function modulo(a: Dim, b: Dim, dtype: number): Dim | null {
  if (b === 0) return isFloating(dtype) ? Number.NaN : null;
  if (typeof a === 'number' && typeof b === 'number') return isFloating(dtype) ? a % b : a - b * Math.floor(a / b);
  if (!whole(a, b) || isFloating(dtype)) return null;
  return mod(a, b);
}

function power(a: Dim, b: Dim): Dim | null {
  if (typeof a === 'number' && typeof b === 'number') return a ** b;
  return b === 1 ? a : b === 2 && whole(a) ? mul(a, a) : null;
}

export const ARITHMETIC: Readonly<Record<string, ElementFunction>> = {
  Add: two(exact(add)),
  Sub: two(exact(sub)),
  Mul: two(exact(mul)),
  Div: two(divide),
  Mod: two(modulo),
  Pow: two(power),
};

export const EXTREMES = {
  Max: (operands: readonly Dim[]) => (allNumbers(operands) || whole(...operands) ? operands.reduce(max) : null),
  Min: (operands: readonly Dim[]) => (allNumbers(operands) || whole(...operands) ? operands.reduce(min) : null),
  Sum: (operands: readonly Dim[]) => (allNumbers(operands) || whole(...operands) ? operands.reduce(add) : null),
} satisfies Readonly<Record<string, ElementFunction>>;

function allNumbers(operands: readonly Dim[]): boolean {
  return operands.every((operand) => typeof operand === 'number');
}

export const UNARY: Readonly<Record<string, ElementFunction>> = {
  Neg: ([x]) => (x === undefined ? null : mul(x, -1)),
  Abs: ([x]) => (typeof x === 'number' ? Math.abs(x) : x !== undefined && bounds(x, 0).low >= 0 ? x : null),
  Ceil: rounding(Math.ceil),
  Floor: rounding(Math.floor),
  Round: rounding(roundHalfToEven),
  Sqrt: number((x) => Math.sqrt(x)),
  Exp: number((x) => Math.exp(x)),
  Log: number((x) => Math.log(x)),
  Reciprocal: number((x) => 1 / x),
  Sign: number((x) => Math.sign(x)),
  Relu: ([x]) => (typeof x === 'number' ? Math.max(x, 0) : x !== undefined && bounds(x, 0).low >= 0 ? x : null),
};

function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

// ---- comparisons and logic: 1, 0, or null where it depends on the symbols

const bit = (known: boolean | null): number | null => (known === null ? null : known ? 1 : 0);
const not = (known: boolean | null): boolean | null => (known === null ? null : !known);

function less(a: Dim, b: Dim): boolean | null {
  return whole(a, b) || (typeof a === 'number' && typeof b === 'number') ? isLess(a, b, sub(a, b)) : null;
}

/** Different expressions may still be equal for some sizes. */
function equal(a: Dim, b: Dim): boolean | null {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (sameDim(a, b)) return true;
  if (!whole(a, b)) return null;
  const { low, high } = bounds(sub(a, b), 0);
  return low > 0 || high < 0 ? false : null;
}

const logic = (apply: (a: number, b: number) => number): ElementFunction =>
  two((a, b) => (typeof a === 'number' && typeof b === 'number' ? apply(a, b) : null));

export const COMPARISONS: Readonly<Record<string, ElementFunction>> = {
  Equal: two((a, b) => bit(equal(a, b))),
  Less: two((a, b) => bit(less(a, b))),
  Greater: two((a, b) => bit(less(b, a))),
  LessOrEqual: two((a, b) => bit(not(less(b, a)))),
  GreaterOrEqual: two((a, b) => bit(not(less(a, b)))),
  And: logic((a, b) => a & b),
  Or: logic((a, b) => a | b),
  Xor: logic((a, b) => a ^ b),
};
