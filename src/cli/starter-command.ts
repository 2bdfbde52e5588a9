import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadKnowledge } from '../neuron/load';
import { nodeHost } from '../node/node-host';
import { createPace } from '../node/pace';
import { loadPlannerFile, PLANNER_FILE } from '../planner/planner-file';
import { mergeSettings } from '../planner/settings';
import { readForStarters, starterFolder, starterTarget } from '../starters/open';
import { starterFiles } from '../starters/starters';
import { starterName } from '../starters/subject';
import { STARTER_KINDS, type StarterFile, type StarterKind, type Starters } from '../starters/types';
import { allowOnly, asOfOption, oneOf, pinsOption, type RawOptions, targetsOption } from './options';
import { leaves } from './root';
import { UsageError } from './usage';

/**
 * `starter MODEL`: writes files to start from. A file that exists is left as it is and named, the others are written; the exit code is then 2, as it is
 * where the model has no file of any asked kind.
 */
export async function starterCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'starter', [
    'kind',
    'target',
    'sdk',
    'pin',
    'config',
    'output',
    'format',
    'dry-run',
    'as-of',
    'quiet',
  ]);
  const format = oneOf(options.format ?? 'text', ['text', 'json'] as const, '--format');
  const file = modelOperand(operands);
  const kinds = kindsOption(options.kind);
  const asked = targetsOption(options.target);
  if (asked !== undefined && asked.length > 1) throw new UsageError('starter wants one --target');

  const knowledge = loadKnowledge();
  const root = rootOf(file);
  const shown = path.relative(root, file).split(path.sep).join('/');
  const reading = await readForStarters(nodeHost(root), shown, createPace());
  if (typeof reading === 'string') throw new UsageError(reading);
  const { settings } = mergeSettings({
    options: {
      ...(asked && { targets: asked }),
      ...(options.sdk !== undefined && { sdk: options.sdk }),
      pins: pinsOption(options.pin),
      asOf: asOfOption(options['as-of']),
    },
    file: await plannerFile(file, root, options.config),
    defaults: {},
    knowledge,
  });
  const target = starterTarget(reading, settings, knowledge);
  const folder = path.resolve(options.output ?? path.join(root, starterFolder(starterName(shown), target)));
  if (existsSync(folder) && !statSync(folder).isDirectory()) throw new UsageError(`--output ${folder} is no folder`);
  const model = path.relative(folder, file).split(path.sep).join('/');
  const starters = starterFiles({ reading, target, settings, kinds, model }, knowledge);

  const outcomes = starters.files.map((one) => deliverFile(one, folder, options['dry-run'] === true));
  if (!options.quiet) {
    const place = path.relative(process.cwd(), folder) || '.';
    process.stdout.write(format === 'json' ? asJson(starters, outcomes, place) : asText(starters, outcomes, place));
  }
  return outcomes.every(({ outcome }) => outcome !== 'exists') && outcomes.length > 0 ? 0 : 2;
}

interface Outcome {
  readonly file: StarterFile;
  readonly outcome: 'written' | 'would-write' | 'exists';
}

/** Writes a file unless there is one; a link that leads nowhere counts as one. */
function deliverFile(file: StarterFile, folder: string, dry: boolean): Outcome {
  const at = path.join(folder, file.path);
  if (dry) return { file, outcome: existsSync(at) ? 'exists' : 'would-write' };
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(at, file.text, { flag: 'wx' });
    return { file, outcome: 'written' };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return { file, outcome: 'exists' };
    throw error;
  }
}

const WORDS = { written: 'Wrote', 'would-write': 'Would write', exists: 'Exists, left as it is:' } as const;

function asText({ files, skipped, target, route }: Starters, outcomes: readonly Outcome[], place: string): string {
  const lines = [
    ...(route === null || files.length === 0 ? [] : [`For ${target} on the route ${route}:`]),
    ...outcomes.map(({ file, outcome }) => `${WORDS[outcome]} ${path.join(place, file.path)}: ${file.why}`),
    ...skippedLines(skipped),
    ...(outcomes.some(({ outcome }) => outcome === 'written')
      ? [
          'Read the comment at the head of each file: it says what to check. Lines to decide are marked CHECK or FILL IN.',
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Kinds that have the same reason share a line. */
function skippedLines(skipped: Starters['skipped']): string[] {
  const byReason = new Map<string, StarterKind[]>();
  for (const { kind, reason } of skipped) byReason.set(reason, [...(byReason.get(reason) ?? []), kind]);
  return [...byReason].map(([reason, kinds]) => `No ${kinds.join(', ')}: ${reason}`);
}

function asJson({ target, route, skipped }: Starters, outcomes: readonly Outcome[], folder: string): string {
  const files = outcomes.map(({ file, outcome }) => ({ ...file, outcome }));
  return `${JSON.stringify({ target, route, folder: folder.split(path.sep).join('/'), files, skipped }, null, 2)}\n`;
}

function modelOperand(operands: readonly string[]): string {
  const [file, ...rest] = operands;
  if (file === undefined || file === '' || rest.length > 0)
    throw new UsageError('starter wants one model: an ONNX file or a config.json');
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory())
    throw new UsageError(`starter wants one model, and ${file} is a folder: name its .onnx file or its config.json`);
  if (!found?.isFile()) throw new UsageError(`no such file: ${file}`);
  return path.resolve(file);
}

function kindsOption(values: readonly string[] | undefined): readonly StarterKind[] {
  const names = (values ?? ['all']).flatMap((value) => value.split(',')).map((name) => name.trim());
  const kinds = names
    .filter((name) => name !== '')
    .flatMap((name) => (name === 'all' ? STARTER_KINDS : [oneOf(name, STARTER_KINDS, '--kind')]));
  if (kinds.length === 0) throw new UsageError('--kind names no kind');
  return STARTER_KINDS.filter((kind) => kinds.includes(kind));
}

/** The working folder where the model lies below it, else the model's own. */
function rootOf(file: string): string {
  const cwd = process.cwd();
  return leaves(path.relative(cwd, file)) ? path.dirname(file) : cwd;
}

/** The planner file that was named; else the nearest one from the model's folder up to the root; else none. */
async function plannerFile(file: string, root: string, config: string | undefined) {
  if (config !== undefined) {
    const named = path.resolve(config);
    return loadPlannerFile(nodeHost(path.dirname(named)), path.basename(named));
  }
  for (let folder = path.dirname(file); !leaves(path.relative(root, folder)); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, PLANNER_FILE))) return loadPlannerFile(nodeHost(folder));
    if (folder === root) break;
  }
  return null;
}
