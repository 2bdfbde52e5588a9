import type { Word } from '../mentions';
import type { Found } from './found';
import { PLACEHOLDER, unmasked } from './mask';
import { plainKey, type Spot } from './walk';

/** Parts of a command line in the order in which they are put together: of ECS and SageMaker, of Kubernetes. */
const PARTS = ['entrypoint', 'containerentrypoint', 'command', 'args', 'containerarguments'];

/** A variable, or an expression of a template. */
const UNKNOWN = new RegExp(`\\$[({]|\\$\\w|\\{\\{|${PLACEHOLDER}`);

/** Images whose entry point is a program that reads the arguments which the manifest gives. */
const ENTRY_POINTS: readonly { readonly image: RegExp; readonly program: readonly string[] }[] = [
  { image: /(?:^|\/)vllm-openai(?=[:@]|$)/, program: ['vllm', 'serve'] },
];

/** The command line of a container: the words of its `command` and `args` arrays as one. */
export function collectCommand(spot: Spot, into: Found): void {
  const { document, object, path, scope } = spot;
  const words: Word[] = [];
  let complete = false;
  for (const part of PARTS) {
    const key = Object.keys(object).find((name) => plainKey(name) === part);
    const list = key === undefined ? undefined : object[key];
    if (key === undefined || !Array.isArray(list)) continue;
    complete ||= part !== 'args' && part !== 'containerarguments';
    for (const [at, each] of list.entries()) {
      const range = document.rangeOf([...path, key, at]);
      if (range === null || typeof each === 'object') continue;
      words.push({ text: unmasked(String(each)), range, literal: !UNKNOWN.test(String(each)) });
    }
  }
  const program = complete ? [] : entryPoint(spot);
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return;
  into.commands.push({
    range: { start: first.range.start, end: last.range.end },
    scope,
    words: [...program, ...words],
  });
}

function entryPoint({ document, object, path }: Spot): Word[] {
  const { image } = object;
  const range = document.rangeOf([...path, 'image']);
  if (typeof image !== 'string' || range === null) return [];
  const known = ENTRY_POINTS.find((entry) => entry.image.test(image));
  return (known?.program ?? []).map((text) => ({ text, range, literal: true }));
}
