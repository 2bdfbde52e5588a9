import {
  type Arg,
  type Cmd,
  DockerfileParser,
  type Entrypoint,
  type Env,
  type From,
  type Instruction,
} from 'dockerfile-ast';
import type { TextRange } from '../../model/finding';
import { positionsOf } from '../../text/positions';
import type { CommandMention, ImageMention, VariableMention } from '../mentions';
import type { ShellMentions } from '../shell/commands';
import { shellCommands, wordsOf } from '../shell/commands';
import { imageReference, substituted } from './image-reference';
import { pipInstallOf } from './install';
import { type Gathered, nothingGathered } from './parts';
import { runScripts } from './run-script';

/** What the stages of a Dockerfile are made of. */
export interface Built {
  readonly gathered: Gathered;
  readonly images: readonly ImageMention[];
  readonly commands: readonly CommandMention[];
  readonly variables: readonly VariableMention[];
  readonly stages: number;
  /** What a container of the last stage starts. */
  readonly started: readonly CommandMention[];
}

interface Stage {
  /** In lower case; null where it has no name. */
  readonly name: string | null;
  /** The stage that it is built on; null: an image. */
  readonly parent: Stage | null;
  /**
   * Of its mentions. A stage built on another goes on with that one's environment, so the first one to do so shares its scope; others have their own.
   */
  readonly scope: string;
  extended: boolean;
  /** ENV and ARG with known values. */
  readonly known: Map<string, string>;
  entrypoint: Instruction | null;
  command: Instruction | null;
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Reads all stages of a Dockerfile. ARGs count with their defaults. Takes time in proportion to the text. */
export function readStages(text: string): Built {
  const positions = positionsOf(text);
  const lineStarts = startsOf(text);
  const offsetOf = ({ line, character }: Range['start']) => (lineStarts[line] ?? text.length) + character;
  const gathered = nothingGathered();
  const images: (ImageMention & { readonly stage: Stage })[] = [];
  const commands: CommandMention[] = [];
  const variables: VariableMention[] = [];
  const globals = new Map<string, string>();
  const stages: Stage[] = [];

  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const stage = stages.at(-1);
    const keyword = instruction.getKeyword();
    if (keyword === 'FROM') begin(instruction as From);
    else if (keyword === 'ARG') define(instruction as Arg, stage?.known ?? globals, stage);
    else if (stage === undefined) continue;
    else if (keyword === 'ENV') setVariables(instruction as Env, stage);
    else if (keyword === 'RUN') run(instruction, stage);
    else if (keyword === 'COPY') copy(instruction, stage);
    else if (keyword === 'CMD') stage.command = instruction;
    else if (keyword === 'ENTRYPOINT') {
      stage.entrypoint = instruction;
      stage.command = null;
    }
  }
  const last = stages.at(-1);
  const shipped = chainOf(last);
  let started: readonly CommandMention[] = [];
  for (const stage of stages) {
    const found = startedBy(stage);
    if (stage === last) started = found.commands;
    take(found);
  }
  return {
    gathered,
    images: images.map(({ stage, ...image }) => ({ ...image, shipped: shipped.has(stage) })),
    commands,
    variables,
    stages: stages.length,
    started,
  };

  function begin(from: From): void {
    const range = from.getImageRange();
    const written = from.getImage() ?? '';
    const reference = substituted(written, globals);
    const parent = stages.findLast(({ name }) => name === reference.toLowerCase()) ?? null;
    const name = from.getBuildStage()?.toLowerCase() ?? null;
    const shares = parent !== null && !parent.extended;
    if (parent !== null) parent.extended = true;
    const own = name === null ? `stage ${stages.length + 1}` : `stage ${name}`;
    const scope = shares ? parent.scope : own;
    const known = new Map(parent === null ? [] : parent.known);
    const { entrypoint, command } = parent ?? { entrypoint: null, command: null };
    const stage: Stage = { name, parent, scope, extended: false, known, entrypoint, command };
    stages.push(stage);
    if (parent !== null || range === null || reference === 'scratch') return;
    const platform = from.getPlatformFlag()?.getValue() ?? null;
    images.push({
      range: rangeOf(range),
      scope,
      reference,
      ...imageReference(reference),
      platform: platform === null ? null : platformOf(substituted(platform, globals)),
      role: 'base',
      shipped: true,
      stage,
    });
  }

  function define(arg: Arg, known: Map<string, string>, stage: Stage | undefined): void {
    const property = arg.getProperty();
    if (!property) return;
    const name = property.getName();
    const value = property.getValue() ?? (stage === undefined ? undefined : globals.get(name));
    if (value !== undefined && value !== null) known.set(name, substituted(value, known));
  }

  function setVariables(env: Env, stage: Stage): void {
    // All of one instruction see what stood before it.
    const before = new Map(stage.known);
    for (const property of env.getProperties()) {
      const written = property.getValue();
      const name = property.getName();
      if (written === null || name === '') continue;
      const value = substituted(written, before);
      const valueRange = property.getValueRange();
      stage.known.set(name, value);
      variables.push({
        range: rangeOf(property.getRange()),
        scope: stage.scope,
        name,
        value: value.includes('$') ? null : value,
        valueRange: valueRange === null ? null : rangeOf(valueRange),
      });
    }
  }

  function run(instruction: Instruction, stage: Stage): void {
    const range = instruction.getArgumentsRange();
    if (range === null) return;
    const offset = offsetOf(range.start);
    const raw = text.slice(offset, offsetOf(range.end));
    for (const script of runScripts(raw))
      take(script.list === null ? shell(script.text, offset + script.at, stage) : listed(script.list, offset, stage));
  }

  function copy(instruction: Instruction, stage: Stage): void {
    const range = instruction.getRange();
    const start = offsetOf(range.start);
    const written = /^COPY\s+(?:--(?!from=)\S+\s+)*--from=(\S+)/i.exec(text.slice(start, offsetOf(range.end)));
    const source = written?.[1];
    if (written === null || source === undefined) return;
    const reference = substituted(source, globals);
    if (/^\d+$/.test(reference) || stages.some(({ name }) => name === reference.toLowerCase())) return;
    const at = start + written[0].length - source.length;
    images.push({
      range: positions.range(at, at + source.length),
      scope: stage.scope,
      reference,
      ...imageReference(reference),
      platform: null,
      role: 'container',
      shipped: true,
      stage,
    });
  }

  /** A container starts the entry point with the command as its arguments, where both are lists. */
  function startedBy(stage: Stage): ShellMentions {
    const entry = stage.entrypoint === null ? null : startOf(stage.entrypoint as Entrypoint);
    const command = stage.command === null ? null : startOf(stage.command as Cmd);
    if (entry !== null && 'list' in entry && (command === null || 'list' in command))
      return wordsOf([...entry.list, ...(command?.list ?? [])], optionsOf(stage));
    const found = entry ?? command;
    if (found === null) return { commands: [], variables: [] };
    return 'list' in found ? wordsOf(found.list, optionsOf(stage)) : shell(found.text, found.offset, stage);
  }

  function startOf(instruction: Cmd | Entrypoint) {
    const strings = instruction.getJSONStrings();
    if (strings.length > 0)
      return {
        list: strings.map((string) => ({
          text: string.getJSONValue(),
          range: rangeOf(string.getRange()),
          literal: true,
        })),
      };
    const range = instruction.getArgumentsRange();
    if (range === null) return null;
    const offset = offsetOf(range.start);
    return { text: text.slice(offset, offsetOf(range.end)), offset };
  }

  function shell(source: string, offset: number, stage: Stage): ShellMentions {
    return shellCommands(source, positions, offset, { ...optionsOf(stage), commentLines: true });
  }

  function listed(
    list: readonly { readonly text: string; readonly at: number; readonly length: number }[],
    offset: number,
    stage: Stage,
  ): ShellMentions {
    const words = list.map((word) => ({
      text: word.text,
      range: positions.range(offset + word.at, offset + word.at + word.length),
      literal: true,
    }));
    return wordsOf(words, optionsOf(stage));
  }

  function take(found: ShellMentions): void {
    for (const variable of found.variables) variables.push(variable);
    for (const command of found.commands) {
      commands.push(command);
      const installed = pipInstallOf(command.words, command.scope);
      gathered.packages.push(...installed.packages);
      gathered.indexes.push(...installed.indexes);
      gathered.pythons.push(...installed.pythons);
      gathered.files.push(...installed.files.map((word) => word.text));
    }
  }

  function rangeOf(range: Range): TextRange {
    return positions.range(offsetOf(range.start), offsetOf(range.end));
  }
}

function optionsOf({ scope, known }: Stage) {
  return { scope, known };
}

/** The stages whose layers are in the image of one. */
function chainOf(stage: Stage | undefined): ReadonlySet<Stage> {
  const chain = new Set<Stage>();
  for (let at = stage ?? null; at !== null; at = at.parent) chain.add(at);
  return chain;
}

/** "$BUILDPLATFORM" is where it is built. */
function platformOf(platform: string): string | null {
  return platform.includes('$') ? null : platform;
}

/** Where each line begins: "\n", "\r\n" and "\r" end one, as for the parser. */
function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (const found of text.matchAll(/\r\n|\n|\r/g)) starts.push(found.index + found[0].length);
  return starts;
}
