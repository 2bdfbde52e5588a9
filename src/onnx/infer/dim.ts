/**
 * Dimensions that may depend on symbols. A dimension is a number, or a polynomial over atoms (symbols, and quotients, minima and
 * maxima that do not simplify) with integer coefficients, kept in a canonical form: two expressions are equal exactly when their
 * keys are, so `2*batch` computed in two places is one dimension.
 */

/** A symbol of the model, or a fresh one for a size that nothing tells. */
export interface SymbolAtom {
  readonly kind: 'symbol';
  readonly key: string;
  /** Set of a fresh symbol: why the size is not known. */
  readonly origin: Origin | null;
}

export interface OperationAtom {
  readonly kind: 'floordiv' | 'min' | 'max';
  readonly key: string;
  readonly left: Dim;
  readonly right: Dim;
}

export type Atom = SymbolAtom | OperationAtom;

/** Why a size or a rank is unknown. */
export interface Origin {
  /**
   * input: a graph input without a size. data: it depends on tensor values. operator: an operator that is not known. limit: a cap was
   * hit. declaration: nothing but a declaration tells of it. missing: nothing makes the tensor. contradiction: the node cannot run.
   */
  readonly cause: 'input' | 'data' | 'operator' | 'limit' | 'declaration' | 'missing' | 'contradiction';
  readonly graph: string;
  readonly node: string;
  readonly op: string;
  readonly tensor: string;
}

interface Term {
  /** Atoms in key order, repeated for powers; empty for the constant term. */
  readonly atoms: readonly Atom[];
  readonly coefficient: number;
}

export interface Expression {
  readonly terms: readonly Term[];
  readonly key: string;
}

export type Dim = number | Expression;

/** Larger expressions are not worth keeping: they become {@link LOST}. So every operation takes a bounded time. */
const MAX_TERMS = 24;
const MAX_KEY = 1000;

/** A size whose expression has grown beyond use; so is everything that is computed from it. Equal to nothing, itself included. */
export const LOST: Dim = Number.NaN;

export function isLost(dim: Dim): boolean {
  return typeof dim === 'number' && Number.isNaN(dim);
}

export function symbol(name: string, origin: Origin | null = null): Dim {
  return atomic({ kind: 'symbol', key: name, origin });
}

function atomic(atom: Atom): Dim {
  return { terms: [{ atoms: [atom], coefficient: 1 }], key: atom.key };
}

export function isStatic(dim: Dim): dim is number {
  return typeof dim === 'number';
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

/** The dimension once the named symbols have sizes. */
export function substitute(dim: Dim, sizes: ReadonlyMap<string, Dim>): Dim {
  if (typeof dim === 'number') return dim;
  let total: Dim = 0;
  for (const term of dim.terms) {
    let product: Dim = term.coefficient;
    for (const atom of term.atoms) product = mul(product, substituteAtom(atom, sizes));
    total = add(total, product);
  }
  return total;
}

function substituteAtom(atom: Atom, sizes: ReadonlyMap<string, Dim>): Dim {
  if (atom.kind === 'symbol') return sizes.get(atom.key) ?? atomic(atom);
  const left = substitute(atom.left, sizes);
  const right = substitute(atom.right, sizes);
  if (atom.kind === 'floordiv') return floorDiv(left, right);
  return extreme(atom.kind, left, right);
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
    kind === 'floordiv' ? `floor((${keyOf(left)})/(${keyOf(right)}))` : `${kind}(${keyOf(left)}, ${keyOf(right)})`;
  return key.length > MAX_KEY ? LOST : atomic({ kind, key, left, right });
}

function keyOf(dim: Dim): string {
  return typeof dim === 'number' ? String(dim) : dim.key;
}

function termsOf(dim: Dim): readonly Term[] {
  if (typeof dim !== 'number') return dim.terms;
  return dim === 0 ? [] : [{ atoms: [], coefficient: dim }];
}

/** Canonical form: equal monomials added up, zero terms dropped, sorted with the constant last. */
function expression(terms: readonly Term[]): Dim {
  const [only] = terms;
  if (only === undefined || (terms.length === 1 && only.coefficient === 0)) return 0;
  if (terms.length === 1) {
    if (only.atoms.length === 0) return only.coefficient;
    return bounded(terms, termText(monomialKey(only.atoms), only.coefficient, true));
  }
  const sums = new Map<string, { atoms: readonly Atom[]; coefficient: number }>();
  for (const term of terms) {
    const key = monomialKey(term.atoms);
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { atoms: term.atoms, coefficient: term.coefficient });
    else known.coefficient += term.coefficient;
  }
  const left = [...sums]
    .filter(([, term]) => term.coefficient !== 0)
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  const first = left[0];
  if (first === undefined) return 0;
  if (left.length === 1 && first[0] === '') return first[1].coefficient;
  return bounded(
    left.map(([, term]) => term),
    left.map(([key, term], i) => termText(key, term.coefficient, i === 0)).join(''),
  );
}

function bounded(terms: readonly Term[], key: string): Dim {
  return terms.length > MAX_TERMS || key.length > MAX_KEY ? LOST : { terms, key };
}

function termText(monomial: string, coefficient: number, first: boolean): string {
  const sign = coefficient < 0 ? (first ? '-' : ' - ') : first ? '' : ' + ';
  const size = Math.abs(coefficient);
  if (monomial === '') return `${sign}${size}`;
  return `${sign}${size === 1 ? '' : `${size}*`}${monomial}`;
}

function monomialKey(atoms: readonly Atom[]): string {
  const [only] = atoms;
  if (only !== undefined && atoms.length === 1) return only.key;
  return atoms.map((atom) => atom.key).join('*');
}

function mergeAtoms(a: readonly Atom[], b: readonly Atom[]): readonly Atom[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...a, ...b].sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
}

/** What is left of `atoms` when `taken` is cancelled, null where it does not divide. */
function withoutAtoms(atoms: readonly Atom[], taken: readonly Atom[]): readonly Atom[] | null {
  const left = [...atoms];
  for (const atom of taken) {
    const at = left.findIndex((candidate) => candidate.key === atom.key);
    if (at < 0) return null;
    left.splice(at, 1);
  }
  return left;
}
