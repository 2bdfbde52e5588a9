import { FORMATS } from '../formats';
import type { Summary } from '../formats/reading';
import { sourceFile } from '../formats/source-file';
import type { Host, Pace, RelativePath } from '../model/host';
import type { Settings } from '../model/settings';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { findRoutes } from '../routes/find';
import { routeSubject } from '../routes/subject';
import { quoted } from '../text/quote';

/** The model at a path; a sentence where the file is none, or could not be read. Rejects with Cancelled only. */
export async function readForStarters(host: Host, path: RelativePath, pace: Pace): Promise<Summary | string> {
  const file = sourceFile(host, path, true);
  for (const format of FORMATS.filter((each) => each.matches(path, true))) {
    const reading = await format.read(file, pace);
    if (reading === null) continue;
    return reading.status === 'unreadable' || reading.status === 'skipped'
      ? (reading.reason ?? `${quoted(path)} could not be read.`)
      : reading;
  }
  return `${quoted(path)} is no kind of file that this release reads.`;
}

/** The target that starter files are for unless somebody says: that of the planned instance, else the first with a route for the model. */
export function starterTarget(
  reading: Summary,
  settings: Pick<Settings, 'sdk' | 'workload' | 'targets' | 'deployment'>,
  knowledge: Knowledge,
): Target {
  const { targets, deployment } = settings;
  const planned = knowledge.plannedInstance(deployment)?.target;
  if (planned !== undefined && targets.includes(planned)) return planned;
  const subject = routeSubject(reading);
  const routed =
    subject === null
      ? undefined
      : targets.find((target) => findRoutes(subject, target, settings, knowledge).take !== null);
  return routed ?? targets[0] ?? 'trn2';
}

/** A file as a folder sees it, both below the same root; with "/". */
export function seenFrom(folder: RelativePath, file: RelativePath): string {
  const from = folder.split('/').filter((part) => part !== '');
  const to = file.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same += 1;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** The folder that starter files go to unless somebody says. */
export function starterFolder(name: string, target: Target): RelativePath {
  return `neuron-starters/${name}-${target}`;
}
