import { textLiteral } from './text-literal';
import { childrenOf, type PythonNode, type PythonSource, textOf } from './tree';

/** Lists in lists and the like are read this deep. */
const MAX_DEPTH = 8;

/** The value of a literal text, number, truth value, None, list, tuple or dictionary of such, or of a name that stands for one; else undefined. */
export function literalOf(source: PythonSource, node: PythonNode, depth = 0): unknown {
  if (depth > MAX_DEPTH) return undefined;
  switch (node.name) {
    case 'String':
      return textLiteral(textOf(source, node), node.from)?.text;
    case 'ContinuedString':
      return joinedTexts(source, node);
    case 'Number':
      return numberOf(textOf(source, node));
    case 'Boolean':
      return textOf(source, node) === 'True';
    case 'None':
      return null;
    case 'VariableName':
      return source.constants.get(textOf(source, node));
    case 'UnaryExpression':
      return negated(source, node, depth);
    case 'ParenthesizedExpression': {
      const [, inner] = childrenOf(node);
      return inner === undefined ? undefined : literalOf(source, inner, depth + 1);
    }
    case 'ArrayExpression':
    case 'TupleExpression':
      return listOf(source, node, depth);
    case 'DictionaryExpression':
      return dictionaryOf(source, node, depth);
    default:
      return undefined;
  }
}

function joinedTexts(source: PythonSource, node: PythonNode): string | undefined {
  const parts = childrenOf(node).map((part) => textLiteral(textOf(source, part), part.from)?.text);
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function numberOf(text: string): number | undefined {
  const value = Number(text.replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : value;
}

function negated(source: PythonSource, node: PythonNode, depth: number): unknown {
  const [sign, operand] = childrenOf(node);
  if (sign === undefined || operand === undefined || textOf(source, sign) !== '-') return undefined;
  const value = literalOf(source, operand, depth + 1);
  return typeof value === 'number' ? -value : undefined;
}

const BRACKETS: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', ',', 'Comment']);

function listOf(source: PythonSource, node: PythonNode, depth: number): unknown[] | undefined {
  const values: unknown[] = [];
  for (const child of childrenOf(node)) {
    if (BRACKETS.has(child.name)) continue;
    const value = literalOf(source, child, depth + 1);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

/** Of a dictionary what is literal in it: the rest is left out, so that single settings can be looked up. */
function dictionaryOf(source: PythonSource, node: PythonNode, depth: number): Record<string, unknown> {
  const found: [string, unknown][] = [];
  const parts = childrenOf(node).filter(({ name }) => !BRACKETS.has(name));
  for (const [at, part] of parts.entries()) {
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (part.name !== ':' || before === undefined || after === undefined) continue;
    const key = literalOf(source, before, depth + 1);
    const value = literalOf(source, after, depth + 1);
    if (typeof key === 'string' && value !== undefined) found.push([key, value]);
  }
  return Object.fromEntries(found);
}
