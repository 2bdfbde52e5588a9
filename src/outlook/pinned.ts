/** A model judged again with its open sizes fixed: what the verdict is once somebody pins them, follow-ups included. */
import { type JudgeContext, judgeSubject, type Subject, subjectOf } from '../findings/judge';
import type { OnnxReading, Reading } from '../formats/reading';
import type { Finding } from '../model/finding';
import type { Pace } from '../model/host';
import type { Settings } from '../model/settings';
import { proposedSize, totalSize } from '../planner/usual-size';

export interface Pinned {
  /** The sizes that were tried. */
  readonly pins: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

/**
 * Judges the model under sizes for every pin that its findings ask for: those of the planned deployment, else usual ones; where the model contradicts
 * them, 1, which fits wherever sizes are broadcast. Null where no finding asks for a pin. Rejects with `Cancelled` only.
 */
export async function judgePinned(
  subject: Subject,
  findings: readonly Finding[],
  context: JudgeContext,
  pace: Pace,
): Promise<(Pinned & { readonly subject: Subject }) | null> {
  const { reading } = subject;
  const open = [...new Set(findings.flatMap(({ pins = [], waived }) => (waived === null ? pins : [])))];
  if (open.length === 0 || !isModel(reading)) return null;
  const faults = subject.inference?.contradictions.length ?? 0;
  let tried = await tryPins(proposals(reading, open, context.settings), reading, context, pace);
  if (tried.faults > faults) {
    const ones = await tryPins(Object.fromEntries(open.map((pin) => [pin, 1])), reading, context, pace);
    if (ones.faults < tried.faults) tried = ones;
  }
  const { pins, settings } = tried;
  const judged = await judgeSubject(tried.subject, { ...context, settings }, pace);
  return { pins, findings: judged, subject: tried.subject };
}

async function tryPins(
  pins: Readonly<Record<string, number>>,
  reading: OnnxReading,
  context: JudgeContext,
  pace: Pace,
) {
  const settings = { ...context.settings, pins: { ...context.settings.pins, ...pins } };
  const subject = await subjectOf(reading, settings, pace);
  return { pins, settings, subject, faults: subject.inference?.contradictions.length ?? 0 };
}

/** A size for each pin, by the first input that it enters; sizes whose names relate go together. */
function proposals(
  { facts }: OnnxReading,
  pins: readonly string[],
  { deployment, pins: set }: Pick<Settings, 'deployment' | 'pins'>,
): Readonly<Record<string, number>> {
  const sizes = new Map(
    pins.map((pin): [string, number] => {
      for (const { name, dims } of facts.inputs) {
        const axis = (dims ?? []).findIndex((dim, at) => dim === pin || pin === `${name}:${at}`);
        if (axis >= 0) return [pin, proposedSize(pin, axis, dims?.length ?? 0, deployment).size];
      }
      return [pin, 1];
    }),
  );
  const known = new Map([...sizes, ...Object.entries(set)]);
  return Object.fromEntries([...sizes].map(([pin, size]) => [pin, totalSize(pin, known) ?? size]));
}

function isModel(reading: Reading): reading is OnnxReading {
  return 'model' in reading;
}
