import { positionsOf } from '../../text/positions';
import type { Format } from '../format';
import { scriptMentions } from '../launch/script';
import type { CommandMention, PlacementMention, ResourceMention } from '../mentions';
import { faultReading, otherReading } from '../other';
import type { Reading } from '../reading';
import type { SourceFile } from '../source-file';
import { addScript, commonFacts, nothingFound } from './found';
import { type SlurmOption, slurmOptions } from './slurm-options';

/** Programs that take the options of a job, too. */
const LAUNCHERS: ReadonlySet<string> = new Set(['srun', 'sbatch', 'salloc']);

/** Batch scripts of Slurm: the options of their `#SBATCH` lines and the commands below. Facts: `nodes`, `tasksPerNode`, and those of `commonFacts`. */
export const slurm: Format = {
  text: true,
  matches: (path) => /\.(?:sbatch|slurm|sh|bash|job|submit|batch|sub)$/i.test(path),
  read: readSlurm,
};

async function readSlurm(file: SourceFile): Promise<Reading | null> {
  try {
    const content = await file.text();
    if (content === null || !/^#SBATCH[ \t]/m.test(content.text)) return null;
    const positions = positionsOf(content.text);
    const script = scriptMentions(content.text, positions, 0, { scope: 'job' });
    const own = slurmOptions(content.text, positions);
    const options = [...own, ...script.commands.flatMap(launcherOptions)];
    const found = nothingFound();
    addScript(found, script);
    found.resources.push(...options.flatMap(gpusOf));
    found.placements.push(...options.flatMap(placementOf));
    return otherReading('slurm', file, content, {
      facts: {
        ...countFact('nodes', own, '--nodes'),
        ...countFact('tasksPerNode', own, '--ntasks-per-node'),
        ...commonFacts(found),
      },
      mentions: found,
    });
  } catch (error) {
    return faultReading(error, 'slurm', file, false, 'Slurm');
  }
}

/** `srun --gres=gpu:1` within the script. */
function launcherOptions({ words }: CommandMention): SlurmOption[] {
  const [program, ...rest] = words;
  if (program === undefined || !LAUNCHERS.has(program.text)) return [];
  return rest.flatMap(({ text, range }, at): SlurmOption[] => {
    const [, name, value] = /^(--[a-z-]{1,40})=(.{0,200})$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return [{ name, value, range }];
    const next = rest[at + 1];
    if (text !== '--gres' && text !== '--gpus') return [];
    return next === undefined
      ? []
      : [{ name: text, value: next.text, range: { start: range.start, end: next.range.end } }];
  });
}

/** "--gres=gpu:a100:8", "--gpus-per-node=8": what they ask for under Slurm's name of the resource. */
function gpusOf({ name, value, range }: SlurmOption): ResourceMention[] {
  const mention = (resource: string, count: number | null): ResourceMention[] => [
    { range, scope: 'job', name: resource, nameRange: range, quantity: count, quantityRange: null, list: name },
  ];
  if (name === '--gres' || name === '--tres-per-node') {
    const gres = value.split(',').find((each) => /^(?:gres[/:])?gpu(?:[:=]|$)/.test(each));
    return gres === undefined ? [] : mention('gres/gpu', lastCount(gres) ?? 1);
  }
  if (/^--gpus(?:-per-(?:node|task|socket))?$/.test(name))
    return value === '0' ? [] : mention('gres/gpu', lastCount(value));
  return [];
}

function lastCount(value: string): number | null {
  const [, count] = /(?:^|[:=])(\d{1,6})$/.exec(value) ?? [];
  return count === undefined ? null : Number(count);
}

function placementOf({ name, value, range }: SlurmOption): PlacementMention[] {
  if (name !== '--partition' && name !== '--constraint') return [];
  return [{ range, scope: 'job', key: name, value, kind: 'partition' }];
}

function countFact(fact: string, options: readonly SlurmOption[], name: string): Record<string, number> {
  const count = options.find((option) => option.name === name)?.value ?? '';
  return /^\d{1,6}$/.test(count) ? { [fact]: Number(count) } : {};
}
