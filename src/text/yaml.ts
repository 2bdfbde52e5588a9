import { type Document, isAlias, type Node, parseDocument } from 'yaml';
import type { TextRange } from '../model/finding';
import type { RelativePath } from '../model/host';
import type { Problem } from '../model/problem';
import { type Positions, positionsOf } from './positions';
import { composed, yamlRefusal } from './yaml-limits';

/** Errors of the parser that are shown; the rest mostly follows from the first. */
const MAX_SYNTAX_PROBLEMS = 5;
const MAX_PROBLEMS = 100;
/** Each alias costs a search of the document. */
const MAX_ALIASES = 100;

/** A YAML text with what is needed to complain about its values. */
export interface YamlText {
  readonly path: RelativePath;
  readonly document: Document;
  /** Null where the text holds nothing, or could not be parsed (then there are problems). */
  readonly root: Node | null;
  /** Grows with each {@link report}. */
  readonly problems: readonly Problem[];
  report(node: Node | null, message: string): void;
  /** The node that an alias stands for, any other node as it is; null, reported, where an alias leads nowhere. */
  resolve(node: Node | null): Node | null;
  rangeOf(node: Node): TextRange | null;
}

/** Parses one YAML document. Syntax errors, unknown tags and too deep nesting become problems; never throws. Keys may repeat: see `fields.ts`. */
export function parseYaml(text: string, path: RelativePath): YamlText {
  const positions = positionsOf(text);
  const problems: Problem[] = [];
  const document = parsed(text, problems, path, positions);
  let aliases = 0;

  const rangeOf = (node: Node): TextRange | null => {
    if (!node.range) return null;
    const [start, end] = node.range;
    return positions.range(start, start + text.slice(start, end).trimEnd().length);
  };
  const report = (node: Node | null, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ path, range: node && rangeOf(node), message });
    else if (problems.length === MAX_PROBLEMS)
      problems.push({ path, range: null, message: 'There are more mistakes.' });
  };
  return {
    path,
    document,
    root: problems.length > 0 ? null : document.contents,
    problems,
    report,
    rangeOf,
    resolve(node) {
      if (!isAlias(node)) return node;
      aliases += 1;
      if (aliases > MAX_ALIASES) {
        if (aliases === MAX_ALIASES + 1)
          report(node, `There are more than ${MAX_ALIASES} aliases; write the values out.`);
        return null;
      }
      const target = node.resolve(document);
      if (target === undefined) report(node, `The alias *${node.source} has no anchor before it.`);
      return target ?? null;
    },
  };
}

function parsed(text: string, problems: Problem[], path: RelativePath, positions: Positions): Document {
  // Repeated keys are looked for by the reader: the parser's own search takes quadratic time.
  const options = { prettyErrors: false, uniqueKeys: false, logLevel: 'error', keepSourceTokens: false } as const;
  const refusal = yamlRefusal(text) ?? (composed(text, options) === null ? 'it holds too many mistakes as YAML' : null);
  if (refusal !== null) {
    problems.push({ path, range: null, message: `The file cannot be read: ${refusal}.` });
    return parseDocument('');
  }
  const document = parseDocument(text, options);
  for (const error of [...document.errors, ...document.warnings].slice(0, MAX_SYNTAX_PROBLEMS)) {
    const message = `This is not valid YAML here: ${error.message.replace(/\.$/, '')}.`;
    problems.push({ path, range: positions.range(...error.pos), message });
  }
  return document;
}
