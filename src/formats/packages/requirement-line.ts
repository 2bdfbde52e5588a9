import type { Gathered } from './parts';
import { type RangeOf, type RequirementContext, requirementAt } from './requirement';

const INDEX = new Set(['-i', '--index-url', '--pypi-url', '--extra-index-url', '-f', '--find-links']);
const FILE = new Set(['-r', '--requirement', '-c', '--constraint']);
const EDITABLE = new Set(['-e', '--editable']);
const OTHER_VALUES = new Set(['--trusted-host', '--no-binary', '--only-binary', '--use-feature']);
const SWITCHES =
  /^--(?:no-index|pre|prefer-binary|require-hashes|hash|config-settings|global-option|install-option)(?:=|$)/;
const LOCAL = /^(?:\.{0,2}\/|\.{1,2}(?:$|[[\\])|[A-Za-z]:\\|[\w.-]+\/|\$)/;

/**
 * Takes one logical line of a requirements file in: a requirement, or options. `line` has no comment. False where pip would not understand it.
 */
export function takeRequirementLine(
  line: string,
  rangeOf: RangeOf,
  into: Gathered,
  context: RequirementContext = {},
): boolean {
  const start = line.length - line.trimStart().length;
  const text = line.slice(start).trimEnd();
  if (text === '') return true;
  const at: RangeOf = (from, to) => rangeOf(start + from, start + to);
  if (text.startsWith('-')) return takeOptions(text, at, into, context);
  const options = /\s--?[a-z]/.exec(text)?.index ?? text.length;
  const mention = requirementAt(text.slice(0, options).trimEnd(), at, context);
  if (mention !== null) into.packages.push(mention);
  // A path or an address that names no package is good all the same; "{{ name }}" is filled in by a template.
  return mention !== null || LOCAL.test(text) || /^[a-z+]+:\/\//i.test(text) || text.includes('{{');
}

function takeOptions(text: string, at: RangeOf, into: Gathered, context: RequirementContext): boolean {
  const words = [...text.matchAll(/\S+/g)].map((found) => ({ text: found[0], from: found.index }));
  let understood = true;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined) break;
    const [name = '', inline] = splitOption(word.text);
    const takes = INDEX.has(name) || FILE.has(name) || EDITABLE.has(name) || OTHER_VALUES.has(name);
    if (!takes) {
      if (!SWITCHES.test(word.text) && word.text.startsWith('-')) understood = false;
      continue;
    }
    const value =
      inline === undefined ? words[i + 1] : { text: inline, from: word.from + word.text.length - inline.length };
    if (value === undefined) return false;
    if (inline === undefined) i += 1;
    const range = at(value.from, value.from + value.text.length);
    if (INDEX.has(name)) into.indexes.push({ range, url: value.text, ...scoped(context) });
    else if (FILE.has(name)) into.files.push(value.text);
    else if (EDITABLE.has(name)) {
      const mention = requirementAt(value.text, (from, to) => at(value.from + from, value.from + to), context);
      // "-e src" names a folder.
      if (mention !== null && mention.source !== null) into.packages.push(mention);
    }
  }
  return understood;
}

function splitOption(word: string): readonly [string, string?] {
  const equals = word.indexOf('=');
  if (word.startsWith('--')) return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
  return word.length > 2 ? [word.slice(0, 2), word.slice(2).replace(/^=/, '')] : [word];
}

function scoped({ scope }: RequirementContext): { readonly scope?: string } {
  return scope === undefined ? {} : { scope };
}
