import type { Positions } from '../../text/positions';
import type { Mentions } from '../mentions';
import { pipInstallOf } from '../packages/install';
import { type ShellMentions, type ShellOptions, shellCommands } from '../shell/commands';
import { startedContainer } from './containers';

/** What the commands of a script mention. */
export type ScriptMentions = Pick<Mentions, 'commands' | 'variables' | 'packages' | 'indexes' | 'pythons' | 'images'>;

/** The commands and variables of a shell's text, and the packages that it installs. */
export function scriptMentions(
  text: string,
  positions: Positions,
  offset: number,
  options: ShellOptions = {},
): ScriptMentions {
  return withPackages(shellCommands(text, positions, offset, options));
}

/** The same of commands that were read already. */
export function withPackages(shell: ShellMentions): ScriptMentions {
  const containers = shell.commands.map(startedContainer).filter((container) => container !== null);
  const commands = [...shell.commands, ...containers.flatMap((container) => container.commands)];
  const variables = [...shell.variables, ...containers.flatMap((container) => container.variables)];
  const installed = commands.map(({ words, scope }) => pipInstallOf(words, scope));
  return {
    commands,
    variables,
    packages: installed.flatMap(({ packages }) => packages),
    indexes: installed.flatMap(({ indexes }) => indexes),
    pythons: installed.flatMap(({ pythons }) => pythons),
    images: containers.flatMap(({ images }) => images),
  };
}

/** The mentions of several scripts as one. */
export function joinedScripts(scripts: readonly ScriptMentions[]): ScriptMentions {
  return {
    commands: scripts.flatMap(({ commands }) => commands),
    variables: scripts.flatMap(({ variables }) => variables),
    packages: scripts.flatMap(({ packages }) => packages),
    indexes: scripts.flatMap(({ indexes }) => indexes),
    pythons: scripts.flatMap(({ pythons }) => pythons),
    images: scripts.flatMap(({ images }) => images),
  };
}
