import { withPackages } from '../launch/script';
import type { VariableMention } from '../mentions';
import { type ListedWord, wordsOf } from '../shell/commands';
import { addScript, type Found } from './found';
import { PLACEHOLDER, unmasked } from './mask';
import { scalarPositions } from './scalar-positions';
import { plainKey, type Spot } from './walk';

/** Parts of a command line in the order in which they are put together: of ECS and SageMaker, of Kubernetes. */
const PARTS = ['entrypoint', 'containerentrypoint', 'command', 'args', 'containerarguments'];

/** A variable, or an expression of a template. */
const UNKNOWN = new RegExp(`\\$[({]|\\$\\w|\\{\\{|${PLACEHOLDER}`);

/** Images whose entry point is a program that reads the arguments which the manifest gives. */
const ENTRY_POINTS: readonly { readonly image: RegExp; readonly program: readonly string[] }[] = [
  { image: /(?:^|\/)vllm-openai(?=[:@]|$)/, program: ['vllm', 'serve'] },
];

/** The command line of a container: the words of its `command` and `args` arrays as one, and the commands of a script among them. `lines`: of the file. */
export function collectCommand(spot: Spot, lines: readonly string[], into: Found): void {
  const { document, object, path, scope } = spot;
  const words: ListedWord[] = [];
  let complete = false;
  for (const part of PARTS) {
    const key = Object.keys(object).find((name) => plainKey(name) === part);
    const list = key === undefined ? undefined : object[key];
    if (key === undefined || !Array.isArray(list)) continue;
    complete ||= part !== 'args' && part !== 'containerarguments';
    for (const [at, each] of list.entries()) {
      const range = document.rangeOf([...path, key, at]);
      if (range === null || typeof each === 'object') continue;
      const text = String(each);
      const positions = /\s/.test(text) ? scalarPositions(lines, range, text) : null;
      words.push({ text: unmasked(text), range, literal: !UNKNOWN.test(text), ...(positions && { positions }) });
    }
  }
  if (words.length === 0) return;
  const known = variablesOf(into.variables, scope);
  addScript(into, withPackages(wordsOf(complete ? words : [...entryPoint(spot), ...words], { scope, known })));
}

/** The values of the container's variables, which were gathered just before. */
function variablesOf(variables: readonly VariableMention[], scope: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (let at = variables.length - 1; at >= 0; at -= 1) {
    const variable = variables[at];
    if (variable?.scope !== scope) break;
    if (variable.value !== null) known.set(variable.name, variable.value);
  }
  return known;
}

function entryPoint({ document, object, path }: Spot): ListedWord[] {
  const { image } = object;
  const range = document.rangeOf([...path, 'image']);
  if (typeof image !== 'string' || range === null) return [];
  const known = ENTRY_POINTS.find((entry) => entry.image.test(image));
  return (known?.program ?? []).map((text) => ({ text, range, literal: true }));
}
