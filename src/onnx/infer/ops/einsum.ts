/** Einstein summation. */
import {
  contradict,
  dimsOf,
  type InferFunction,
  type NodeContext,
  shaped,
  sharedDtype,
  text,
  unknownRank,
} from '../context';
import type { Dim } from '../dim';
import { broadcast } from './broadcast';

const ELLIPSIS = '...';

interface Equation {
  readonly terms: readonly string[];
  readonly result: string;
}

/** Without an arrow the result is the ellipsis, then the names that occur once, in order. */
function equationOf(node: NodeContext): Equation {
  const [left = '', right] = (text(node, 'equation') ?? '').replaceAll(' ', '').split('->');
  return { terms: left.split(','), result: right ?? impliedResult(left) };
}

function impliedResult(left: string): string {
  const counts = new Map<string, number>();
  for (const name of left.replaceAll(ELLIPSIS, '').replaceAll(',', '')) counts.set(name, (counts.get(name) ?? 0) + 1);
  const once = [...counts].filter(([, count]) => count === 1).map(([name]) => name);
  return `${left.includes(ELLIPSIS) ? ELLIPSIS : ''}${once.sort().join('')}`;
}

interface Axes {
  readonly named: ReadonlyMap<string, Dim>;
  /** Of each term, the sizes that its ellipsis stands for. */
  readonly spread: readonly (readonly Dim[])[];
}

/** Null where a rank is not known; the term that does not fit its input. */
function axesOf(node: NodeContext, terms: readonly string[]): Axes | string | null {
  const named = new Map<string, Dim>();
  const spread: (readonly Dim[])[] = [];
  for (const [i, term] of terms.entries()) {
    const dims = dimsOf(node, i);
    if (dims === null) return null;
    const names = [...term.replace(ELLIPSIS, '')];
    const extra = dims.length - names.length;
    const at = term.includes(ELLIPSIS) ? term.indexOf(ELLIPSIS) : names.length;
    if (extra < 0 || (extra > 0 && !term.includes(ELLIPSIS))) return term;
    spread.push(dims.slice(at, at + extra));
    for (const [j, name] of names.entries()) {
      const dim = dims[j < at ? j : j + extra] ?? 1;
      const known = named.get(name);
      if (known === undefined || known === 1 || (typeof known !== 'number' && typeof dim === 'number' && dim !== 1)) {
        named.set(name, dim);
      }
    }
  }
  return { named, spread };
}

/** Terms of the equation name axes; one that the result lacks is summed. An ellipsis stands for axes that are broadcast. */
export const einsum: InferFunction = (node) => {
  const dtype = sharedDtype(node);
  const { terms, result } = equationOf(node);
  const axes = axesOf(node, terms);
  if (typeof axes === 'string') contradict(node, `the term "${axes}" does not fit its input's rank`);
  const spread = axes === null || typeof axes === 'string' ? null : broadcast(node, axes.spread);
  if (axes === null || typeof axes === 'string' || spread === null) return [unknownRank(node, dtype)];
  const at = result.indexOf(ELLIPSIS);
  const named = [...result.replace(ELLIPSIS, '')].map((name) => axes.named.get(name) ?? null);
  return [shaped(node, dtype, at < 0 ? named : [...named.slice(0, at), ...spread, ...named.slice(at)])];
};

/** Sizes of the axes that are summed; null where they are not known. */
export function summedAxes(node: NodeContext): readonly Dim[] | null {
  const { terms, result } = equationOf(node);
  const axes = axesOf(node, terms);
  if (axes === null || typeof axes === 'string') return null;
  return [...axes.named].filter(([name]) => !result.includes(name)).map(([, dim]) => dim);
}
