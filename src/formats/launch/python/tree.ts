import { parser } from '@lezer/python';

/** A node of the syntax tree of a Python source. */
export type PythonNode = ReturnType<typeof parser.parse>['topNode'];

/** A source with what its names stand for. */
export interface PythonSource {
  readonly text: string;
  /** What an imported name stands for: "np" for "numpy", "LLM" for "vllm.LLM". */
  readonly aliases: ReadonlyMap<string, string>;
  /** Literal values of names that are assigned once in the whole source. */
  readonly constants: ReadonlyMap<string, unknown>;
}

/** Parses tolerantly: what is broken becomes error nodes, and the rest is there. */
export function parsePython(text: string): PythonNode {
  return parser.parse(text).topNode;
}

/** Visits all nodes in the order of the text, without recursion. */
export function walk(root: PythonNode, visit: (node: PythonNode) => void, names: ReadonlySet<string>): void {
  root.cursor().iterate(({ name, node }) => {
    if (names.has(name)) visit(node);
  });
}

export function textOf(source: Pick<PythonSource, 'text'>, { from, to }: PythonNode): string {
  return source.text.slice(from, to);
}

export function childrenOf(node: PythonNode): PythonNode[] {
  const found: PythonNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) found.push(child);
  return found;
}
