import { literalOf } from './literal';
import { childrenOf, type PythonNode, type PythonSource, textOf, walk } from './tree';

/** A module or a member of one that is imported. */
export interface Imported {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Whether it stands inside `try`: the code goes on without it. */
  readonly optional: boolean;
}

export interface Names extends PythonSource {
  readonly imports: readonly Imported[];
}

const LOOKED_AT = new Set(['ImportStatement', 'AssignStatement', 'UpdateStatement', 'ParamList', 'ForStatement']);

/** Imports, and names that stand for one literal value throughout. Scopes are not told apart: a name that is set twice stands for nothing. */
export function namesOf(text: string, root: PythonNode): Names {
  const aliases = new Map<string, string>();
  const constants = new Map<string, unknown>();
  const imports: Imported[] = [];
  const set = new Set<string>();
  const source: Names = { text, aliases, constants, imports };
  const define = (name: string, value: unknown) => {
    constants.set(name, set.has(name) ? undefined : value);
    set.add(name);
  };
  walk(
    root,
    (node) => {
      if (node.name === 'ImportStatement') imports.push(...importsOf(source, node, aliases));
      else if (node.name === 'AssignStatement') assign(source, node, define);
      else
        for (const child of childrenOf(node))
          if (child.name === 'VariableName') define(textOf(source, child), undefined);
    },
    LOOKED_AT,
  );
  return source;
}

function assign(source: Names, node: PythonNode, define: (name: string, value: unknown) => void): void {
  const parts = childrenOf(node).filter(({ name }) => name !== 'TypeDef' && name !== 'Comment');
  const [target, operator, value] = parts;
  const plain = parts.length === 3 && target?.name === 'VariableName' && operator?.name === 'AssignOp';
  if (plain && value !== undefined) define(textOf(source, target), literalOf(source, value));
  else for (const part of parts.slice(0, -1)) if (part.name === 'VariableName') define(textOf(source, part), undefined);
}

/** `import a.b as c, d`, `from a.b import c as d, e`; relative ones name no module that we could know. */
function importsOf(source: PythonSource, node: PythonNode, aliases: Map<string, string>): Imported[] {
  const parts = childrenOf(node);
  const from = parts[0]?.name === 'from';
  const at = parts.findIndex(({ name }) => name === 'import');
  if (at < 0 || (from && parts[1]?.name === '.')) return [];
  const module = from ? dotted(source, parts.slice(1, at)) : null;
  const optional = isTried(node);
  const groups: PythonNode[][] = [[]];
  for (const part of parts.slice(at + 1)) {
    if (part.name === ',') groups.push([]);
    else if (part.name !== '(' && part.name !== ')' && part.name !== 'Comment') groups.at(-1)?.push(part);
  }
  return groups.flatMap((group) => {
    const as = group.findIndex(({ name }) => name === 'as');
    const own = as < 0 ? group : group.slice(0, as);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    const written = dotted(source, own);
    const name = module === null ? written : written === '*' ? module : `${module}.${written}`;
    const alias = as < 0 ? undefined : group[as + 1];
    if (alias !== undefined) aliases.set(textOf(source, alias), name);
    else if (module !== null) aliases.set(written, name);
    else aliases.set(textOf(source, first), textOf(source, first));
    return [{ name, from: from ? (parts[1]?.from ?? first.from) : first.from, to: last.to, optional }];
  });
}

/** How many blocks around an import are looked at. */
const MAX_BLOCKS = 40;

function isTried(node: PythonNode): boolean {
  let at = node.parent;
  for (let i = 0; at !== null && i < MAX_BLOCKS; i += 1) {
    if (at.name === 'TryStatement') return true;
    at = at.parent;
  }
  return false;
}

function dotted(source: PythonSource, nodes: readonly PythonNode[]): string {
  return nodes.map((node) => textOf(source, node)).join('');
}

/**
 * The dotted name of an expression with aliases resolved: "torch.cuda.is_available". Of a member of anything else only the member, ".cuda"; null of
 * what has no name.
 */
export function nameOf(source: PythonSource, node: PythonNode): string | null {
  const members: string[] = [];
  let at: PythonNode | null = node;
  while (at?.name === 'MemberExpression') {
    const property: PythonNode | null = at.lastChild;
    if (property?.name !== 'PropertyName') break;
    members.push(textOf(source, property));
    at = at.firstChild;
  }
  members.reverse();
  const root = at?.name === 'VariableName' ? source.aliases.get(textOf(source, at)) : undefined;
  if (root !== undefined) return [root, ...members].join('.');
  if (members.length > 0) return `.${members.at(-1)}`;
  return at?.name === 'VariableName' ? textOf(source, at) : null;
}
