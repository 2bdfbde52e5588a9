import { DataFault } from '../../../text/data';
import { mappedPositions } from '../../../text/mapped';
import type { Positions } from '../../../text/positions';
import type { CallArgument, CallMention, Mentions, VariableMention, Word } from '../../mentions';
import { wordsOf } from '../../shell/commands';
import { joinedScripts, type ScriptMentions, scriptMentions, withPackages } from '../script';
import { hardwareOf } from './hardware';
import { literalOf } from './literal';
import { nameOf, namesOf } from './names';
import { isTellingCall, isTellingImport, isTellingName } from './telling';
import { textLiteral } from './text-literal';
import { childrenOf, type PythonNode, type PythonSource, parsePython, textOf, walk } from './tree';

export type PythonMentions = ScriptMentions & Pick<Mentions, 'calls' | 'instances'>;

const LOOKED_AT = new Set(['CallExpression', 'MemberExpression', 'AssignStatement', 'Decorator']);
/** Functions that run a command line, given as a text or as a list of words. */
const RUNS =
  /^(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen)|asyncio\.create_subprocess_shell)$/;

/**
 * The imports, calls and attributes of a Python source that may decide a migration, environment variables that it sets, and command lines that it
 * starts. `positions` are those of the text. Throws a {@link DataFault} where brackets nest too deeply: the parser recurses.
 */
export function pythonMentions(text: string, positions: Positions): PythonMentions {
  try {
    return mentionsOf(text, positions);
  } catch (error) {
    if (error instanceof RangeError) throw new DataFault('it is nested too deeply', null);
    throw error;
  }
}

function mentionsOf(text: string, positions: Positions): PythonMentions {
  const root = parsePython(text);
  const source = namesOf(text, root);
  const calls: CallMention[] = source.imports
    .filter(({ name, optional }) => !optional && isTellingImport(name))
    .map(({ name, from, to }) => ({ name, kind: 'import', arguments: [], range: positions.range(from, to) }));
  const scripts: ScriptMentions[] = [];
  const variables: VariableMention[] = [];
  walk(
    root,
    (node) => {
      if (node.name === 'AssignStatement') variables.push(...environmentOf(source, node, positions));
      else if (node.name === 'CallExpression') {
        const call = callOf(source, node, positions);
        if (call === null) return;
        if (isTellingCall(call)) calls.push(call);
        variables.push(...setVariables(call));
        if (RUNS.test(call.name)) scripts.push(commandsOf(source, node, positions));
      } else {
        const attribute = attributeOf(source, node, positions);
        if (attribute !== null) calls.push(attribute);
      }
    },
    LOOKED_AT,
  );
  const script = joinedScripts(scripts);
  const { instances, images } = hardwareOf(calls);
  return {
    ...script,
    variables: [...variables, ...script.variables],
    images: [...images, ...script.images],
    instances,
    calls,
  };
}

function callOf(source: PythonSource, node: PythonNode, positions: Positions): CallMention | null {
  const [callee, list] = [node.firstChild, node.lastChild];
  const name = callee === null ? null : nameOf(source, callee);
  if (callee === null || name === null || list?.name !== 'ArgList') return null;
  // Of a method of a long chain the place is its own part of the chain.
  const from = name.startsWith('.') ? (callee.lastChild?.from ?? callee.from) - 1 : callee.from;
  return { name, kind: 'call', arguments: argumentsOf(source, list, positions), range: positions.range(from, node.to) };
}

function argumentsOf(source: PythonSource, list: PythonNode, positions: Positions): CallArgument[] {
  const found: CallArgument[] = [];
  let name: string | null = null;
  for (const child of childrenOf(list)) {
    if (child.name === ',' || child.name === '(') name = null;
    else if (child.name === '*' || child.name === '**') name = child.name;
    else if (child.name === 'for') return [];
    else if (child.name === 'VariableName' && child.nextSibling?.name === 'AssignOp') name = textOf(source, child);
    else if (child.name !== 'AssignOp' && child.name !== ')' && child.name !== 'Comment')
      found.push({
        name,
        text: /^(?:MemberExpression|VariableName)$/.test(child.name)
          ? (nameOf(source, child) ?? textOf(source, child))
          : textOf(source, child).slice(0, 200),
        value: literalOf(source, child),
        range: positions.range(child.from, child.to),
      });
  }
  return found;
}

/** A member that is read or set, or a decorator without a call; null where it tells nothing or belongs to a longer name. */
function attributeOf(source: PythonSource, node: PythonNode, positions: Positions): CallMention | null {
  if (node.name === 'Decorator') {
    const parts = childrenOf(node);
    const [, first] = parts;
    const last = parts.findLast(({ name }) => name === 'VariableName' || name === 'PropertyName');
    if (first === undefined || last === undefined || parts.some(({ name }) => name === 'ArgList')) return null;
    const root = source.aliases.get(textOf(source, first));
    const name = root === undefined ? null : `${root}${source.text.slice(first.to, last.to)}`;
    if (name === null || !isTellingName(name)) return null;
    return { name, kind: 'attribute', arguments: [], range: positions.range(first.from, last.to) };
  }
  const { parent } = node;
  if (parent?.name === 'MemberExpression' && parent.lastChild?.name === 'PropertyName') return null;
  if (parent?.name === 'CallExpression' && parent.firstChild?.from === node.from && parent.firstChild.to === node.to)
    return null;
  const name = nameOf(source, node);
  if (name === null || !isTellingName(name)) return null;
  return { name, kind: 'attribute', arguments: [], range: positions.range(node.from, node.to) };
}

/** `os.environ["NAME"] = "value"`. */
function environmentOf(source: PythonSource, node: PythonNode, positions: Positions): VariableMention[] {
  const [target, value] = [node.firstChild, node.lastChild];
  if (target?.name !== 'MemberExpression' || value === null || target.lastChild?.name !== ']') return [];
  const [object, , index] = childrenOf(target);
  if (object === undefined || index === undefined || nameOf(source, object) !== 'os.environ') return [];
  const name = literalOf(source, index);
  return typeof name === 'string' ? [variable(name, literalOf(source, value), node, value, positions)] : [];
}

function variable(
  name: string,
  value: unknown,
  whole: PythonNode,
  at: PythonNode,
  positions: Positions,
): VariableMention {
  return {
    name,
    value: typeof value === 'string' ? value : null,
    valueRange: positions.range(at.from, at.to),
    range: positions.range(whole.from, whole.to),
  };
}

/** `os.environ.setdefault("NAME", "value")` and its like. */
function setVariables({ name, arguments: given, range }: CallMention): VariableMention[] {
  if (name !== 'os.environ.setdefault' && name !== 'os.putenv') return [];
  const [key, value] = given;
  if (typeof key?.value !== 'string') return [];
  const text = typeof value?.value === 'string' ? value.value : null;
  return [{ name: key.value, value: text, valueRange: value?.range ?? null, range }];
}

/** The command line that a call runs: its first argument. */
function commandsOf(source: PythonSource, node: PythonNode, positions: Positions): ScriptMentions {
  const first = childrenOf(node.lastChild ?? node).find(({ name }) => name !== '(' && name !== 'Comment');
  const literal = first?.name === 'String' ? textLiteral(textOf(source, first), first.from) : null;
  if (literal !== null) return scriptMentions(literal.text, mappedPositions(literal.offsets, positions), 0);
  if (first?.name !== 'ArrayExpression') return joinedScripts([]);
  const words = childrenOf(first)
    .filter(({ name }) => !/^(?:[[\],]|Comment)$/.test(name))
    .map((element): Word => {
      const value = literalOf(source, element);
      const known = typeof value === 'string' || typeof value === 'number';
      const range = positions.range(element.from, element.to);
      return { text: known ? String(value) : textOf(source, element), range, literal: known };
    });
  return withPackages(wordsOf(words));
}
