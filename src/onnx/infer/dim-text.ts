/** Exporters write sizes that follow from others as text: `past_sequence_length + sequence_length`, `2*batch`. */
import { add, type Dim, mul, sub } from './dim';

/** Longer texts are names. */
const MAX_LENGTH = 200;

/**
 * The sum of products that a symbol's name spells out; null where it is no such sum, or names anything unknown.
 *
 * @param sizeOf The size that a name stands for; null for a name that is not known.
 */
export function parseSum(text: string, sizeOf: (name: string) => Dim | null): Dim | null {
  if (text.length > MAX_LENGTH || !/[+*-]/.test(text)) return null;
  // Signs between spaces, so that a name may hold a hyphen.
  const parts = text.trim().split(/ ([+-]) /);
  let total: Dim = 0;
  for (let i = 0; i < parts.length; i += 2) {
    const product = parseProduct(parts[i] ?? '', sizeOf);
    if (product === null) return null;
    total = parts[i - 1] === '-' ? sub(total, product) : add(total, product);
  }
  return total;
}

function parseProduct(text: string, sizeOf: (name: string) => Dim | null): Dim | null {
  let product: Dim = 1;
  for (const factor of text.split('*')) {
    const name = factor.trim();
    const size = /^\d{1,15}$/.test(name) ? Number(name) : sizeOf(name);
    if (size === null) return null;
    product = mul(product, size);
  }
  return product;
}
