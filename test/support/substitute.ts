/** Sizes for the symbols of an expression. */
import { type Atom, add, type Dim, floorDiv, max, min, mul, symbol } from '../../src/onnx/infer/dim';

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
  if (atom.kind === 'symbol') return sizes.get(atom.key) ?? symbol(atom.key, atom.origin);
  const [left, right] = [substitute(atom.left, sizes), substitute(atom.right, sizes)];
  return { floordiv: floorDiv, min, max }[atom.kind](left, right);
}
