/** The canonical form of dimensions that depend on symbols. `dim.ts` computes with them. */
import { compareText } from '../../model/order';

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

export interface Term {
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
export const MAX_KEY = 1000;

/** A size whose expression has grown beyond use; so is everything that is computed from it. Equal to nothing, itself included. */
export const LOST: Dim = Number.NaN;

export function isLost(dim: Dim): boolean {
  return typeof dim === 'number' && Number.isNaN(dim);
}

export function atomic(atom: Atom): Dim {
  return { terms: [{ atoms: [atom], coefficient: 1 }], key: atom.key };
}

/** In parentheses where it is a sum, or holds this sign. */
export function grouped(key: string, sign: string): string {
  return key.includes(' ') || key.includes(sign) ? `(${key})` : key;
}

export function keyOf(dim: Dim): string {
  return typeof dim === 'number' ? String(dim) : dim.key;
}

export function termsOf(dim: Dim): readonly Term[] {
  if (typeof dim !== 'number') return dim.terms;
  return dim === 0 ? [] : [{ atoms: [], coefficient: dim }];
}

/** Canonical form: equal monomials added up, zero terms dropped, sorted with the constant last. */
export function expression(terms: readonly Term[]): Dim {
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
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : compareText(a, b)));
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
  if (only !== undefined && atoms.length === 1) return factorText(only);
  return atoms.map(factorText).join('*');
}

/** In parentheses where the model's name for it reads like a sum or product. */
function factorText({ kind, key }: Atom): string {
  return kind === 'symbol' && (key.includes(' ') || key.includes('*')) ? `(${key})` : key;
}

export function mergeAtoms(a: readonly Atom[], b: readonly Atom[]): readonly Atom[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  return [...a, ...b].sort((x, y) => compareText(x.key, y.key));
}

/** What is left of `atoms` when `taken` is cancelled, null where it does not divide. */
export function withoutAtoms(atoms: readonly Atom[], taken: readonly Atom[]): readonly Atom[] | null {
  const left = [...atoms];
  for (const atom of taken) {
    const at = left.findIndex((candidate) => candidate.key === atom.key);
    if (at < 0) return null;
    left.splice(at, 1);
  }
  return left;
}
