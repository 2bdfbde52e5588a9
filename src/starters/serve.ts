import type { Knowledge } from '../neuron/knowledge';
import { type CommandPlaces, type CommandStep, localPlaces, type ServeCommands } from './command';
import { header } from './header';
import { nxdInferenceCommands } from './nxd-inference';
import { optimumCommands } from './optimum';
import { shellWord } from './quote';
import type { StarterSubject } from './subject';
import type { StarterFile } from './types';
import { vllmCommands } from './vllm';

/** The commands that serve or export a model on its route; a sentence where the route has none. */
export function serveCommands(
  subject: StarterSubject,
  places: CommandPlaces,
  knowledge: Knowledge,
): ServeCommands | string {
  const { option, route } = subject;
  if (route.kind === 'onnx')
    return 'An ONNX model is compiled by the script of the kind trace; a server around it is yours to write.';
  switch (option.route) {
    case 'vllm-neuron':
      return vllmCommands(subject, places, knowledge);
    case 'optimum-neuron':
      return optimumCommands(subject, places, knowledge);
    case 'nxd-inference':
      return nxdInferenceCommands(subject, places, knowledge);
    default:
      return `${option.label} has no command that serves a model: the script of the kind trace compiles it.`;
  }
}

/** The commands as a script of Bash. */
export function serveScript(subject: StarterSubject, knowledge: Knowledge): StarterFile | string {
  const commands = serveCommands(subject, localPlaces(subject), knowledge);
  if (typeof commands === 'string') return commands;
  const { script: path, env, steps, port, checks, sources } = commands;
  const about =
    port === null
      ? [`Runs on an instance of the target: bash ${path}`]
      : [
          `Serves the model on an instance of the target: bash ${path}`,
          `When it is up: curl http://localhost:${port}/health`,
        ];
  const text = [
    '#!/usr/bin/env bash',
    header({ about, checks, sources }, subject, knowledge),
    'set -euo pipefail',
    'cd "$(dirname "$0")"',
    '',
    ...Object.entries(env).map(([name, value]) => `export ${name}=${shellWord(value)}`),
    ...(Object.keys(env).length > 0 ? [''] : []),
    ...steps.flatMap((step, index) => [...(index > 0 ? [''] : []), ...stepLines(step)]),
    '',
  ].join('\n');
  const why = {
    'serve.sh': 'Starts the server with a tensor parallel degree that the model and the target allow.',
    'export.sh': 'Compiles the model with the command line of its library.',
    'generate.sh':
      'Compiles the model and generates from one prompt, with a tensor parallel degree that the model and the target allow.',
  }[path];
  return { kind: 'serve', path, text, why };
}

/** A step; one that makes something is left out where that exists. */
function stepLines({ what, words, makes }: CommandStep): string[] {
  if (makes === null) return [`# ${what}`, commandLines(words)];
  return [`# ${what}`, `if [ ! -e ${shellWord(makes)} ]; then`, commandLines(words, '  '), 'fi'];
}

/** One option a line with its value, and what belongs to none on a line of its own. */
export function commandLines(words: readonly string[], indent = ''): string {
  const lines: string[][] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const [option = ''] = last ?? [];
    const full = option.startsWith('-') && ((last?.length ?? 0) > 1 || option.includes('='));
    if (last === undefined || word.startsWith('-') || full) lines.push([word]);
    else last.push(word);
  }
  return lines
    .map((line, index) => `${indent}${index === 0 ? '' : '  '}${line.map(shellWord).join(' ')}`)
    .join(' \\\n');
}
