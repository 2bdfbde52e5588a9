/**
 * Dimensions that may depend on symbols. A dimension is a number, or a polynomial over atoms (symbols, and quotients, minima and
 * maxima that do not simplify) with integer coefficients, kept in a canonical form: two expressions are equal exactly when their
 * keys are, so `2*batch` computed in two places is one dimension.
 */
import {
  type Atom,
  atomic,
  type Dim,
  expression,
  grouped,
  isLost,
  keyOf,
  LOST,
  MAX_KEY,
  mergeAtoms,
  type OperationAtom,
  type Origin,
  type SymbolAtom,
  type Term,
  termsOf,
  withoutAtoms,
} from './expression';

export { type Atom, type Dim, isLost, LOST, type Origin } from './expression';

export function symbol(name: string, origin: Origin | null = null): Dim {
  return atomic({ kind: 'symbol', key: name, origin });
}

export function sameDim(a: Dim, b: Dim): boolean {
  return typeof a === 'number' || typeof b === 'number' ? a === b : a.key === b.key;
}

export function add(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a === 0) return b;
  if (b === 0) return a;
  if (isLost(a) || isLost(b)) return LOST;
  return expression([...termsOf(a), ...termsOf(b)]);
}

export function sub(a: Dim, b: Dim): Dim {
  return add(a, mul(b, -1));
}

export function mul(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a === 1) return b;
  if (b === 1) return a;
  if (isLost(a) || isLost(b)) return LOST;
  const products: Term[] = [];
  for (const x of termsOf(a)) {
    for (const y of termsOf(b)) {
      products.push({ atoms: mergeAtoms(x.atoms, y.atoms), coefficient: x.coefficient * y.coefficient });
    }
  }
  return expression(products);
}

/** Exact quotient where the division leaves no remainder for every value of the symbols, else null. */
export function divideExactly(a: Dim, b: Dim): Dim | null {
  if (b === 0 || isLost(a) || isLost(b)) return null;
  if (typeof a === 'number' && typeof b === 'number') return a % b === 0 ? a / b : null;
  const divisor = termsOf(b);
  const only = divisor[0];
  if (divisor.length !== 1 || only === undefined) return sameDim(a, b) ? 1 : null;
  const quotients: Term[] = [];
  for (const term of termsOf(a)) {
    const atoms = withoutAtoms(term.atoms, only.atoms);
    if (atoms === null || term.coefficient % only.coefficient !== 0) return null;
    quotients.push({ atoms, coefficient: term.coefficient / only.coefficient });
  }
  return expression(quotients);
}

/** Rounds towards minus infinity. */
export function floorDiv(a: Dim, b: Dim): Dim {
  if (b === 0 || isLost(a) || isLost(b)) return LOST;
  if (typeof a === 'number' && typeof b === 'number') return Math.floor(a / b);
  const exact = divideExactly(a, b);
  if (exact !== null) return exact;
  if (typeof b === 'number' && b > 0) return floorDivByNumber(a, b);
  return operation('floordiv', a, b);
}

/** Takes out of the quotient what divides exactly, so that (2*n + 3) / 2 is n + 1. */
function floorDivByNumber(a: Dim, b: number): Dim {
  const whole: Term[] = [];
  const rest: Term[] = [];
  for (const term of termsOf(a)) {
    const quotient = Math.floor(term.coefficient / b);
    const remainder = term.coefficient - quotient * b;
    if (term.atoms.length === 0 || remainder === 0) {
      if (quotient !== 0) whole.push({ atoms: term.atoms, coefficient: quotient });
      if (remainder !== 0) rest.push({ atoms: term.atoms, coefficient: remainder });
    } else rest.push(term);
  }
  const left = expression(rest);
  if (typeof left === 'number') return add(expression(whole), Math.floor(left / b));
  return add(expression(whole), operation('floordiv', left, b));
}

/** Rounds towards plus infinity. */
export function ceilDiv(a: Dim, b: Dim): Dim {
  if (typeof b === 'number' && b > 0) return floorDiv(add(a, b - 1), b);
  return mul(floorDiv(mul(a, -1), b), -1);
}

/** a - b * floor(a / b). */
export function mod(a: Dim, b: Dim): Dim {
  return sub(a, mul(floorDiv(a, b), b));
}

export function min(a: Dim, b: Dim): Dim {
  return extreme('min', a, b);
}

export function max(a: Dim, b: Dim): Dim {
  return extreme('max', a, b);
}

/** Where the difference is a number, the smaller and the larger are known. max(a, min(a, b)) is a. */
function extreme(kind: 'min' | 'max', a: Dim, b: Dim): Dim {
  if (isLost(a) || isLost(b)) return LOST;
  const difference = sub(a, b);
  if (typeof difference === 'number') return difference < 0 === (kind === 'min') ? a : b;
  const within = kind === 'min' ? 'max' : 'min';
  if (isPartOf(a, within, b)) return a;
  if (isPartOf(b, within, a)) return b;
  return keyOf(a) < keyOf(b) ? operation(kind, a, b) : operation(kind, b, a);
}

/** Whether `whole` is the minimum or maximum of `part` and something else. */
function isPartOf(part: Dim, kind: 'min' | 'max', whole: Dim): boolean {
  const atom = onlyAtom(whole);
  return atom !== null && atom.kind === kind && (sameDim(atom.left, part) || sameDim(atom.right, part));
}

/** The atom that the dimension consists of, null where it is anything more. */
export function onlyAtom(dim: Dim): Atom | null {
  if (typeof dim === 'number') return null;
  const [term, ...others] = dim.terms;
  return term !== undefined && others.length === 0 && term.coefficient === 1 && term.atoms.length === 1
    ? (term.atoms[0] ?? null)
    : null;
}

/** Every symbol that the dimension depends on. */
export function symbolsOf(dim: Dim): SymbolAtom[] {
  const found = new Map<string, SymbolAtom>();
  const pending: Dim[] = [dim];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === 'number') continue;
    for (const atom of next.terms.flatMap((term) => term.atoms)) {
      if (atom.kind === 'symbol') found.set(atom.key, atom);
      else pending.push(atom.left, atom.right);
    }
  }
  return [...found.values()];
}

/** As shown: `batch`, `2*batch`, `sequence + 1`, `floor(width/2)`. */
export function formatDim(dim: Dim): string {
  return keyOf(dim);
}

function operation(kind: OperationAtom['kind'], left: Dim, right: Dim): Dim {
  const key =
    kind === 'floordiv'
      ? `floor(${grouped(keyOf(left), ' ')}/${grouped(keyOf(right), '*')})`
      : `${kind}(${keyOf(left)}, ${keyOf(right)})`;
  return key.length > MAX_KEY ? LOST : atomic({ kind, key, left, right });
}
