import { type JudgeContext, judgeSubject, subjectOf } from '../findings/judge';
import type { Reading, Summary } from '../formats/reading';
import type { Finding } from '../model/finding';
import type { Pace } from '../model/host';
import { judgePinned, type Pinned } from './pinned';

/** All that an audit works out of one file while its graph is at hand. */
export interface Judged {
  readonly reading: Summary;
  readonly findings: readonly Finding[];
  /** Null where no finding asks for a pin. */
  readonly pinned: Pinned | null;
}

/** Judges a file as it is, and once more with its open sizes fixed. Rejects with `Cancelled` only. */
export async function judgeFile(reading: Reading, context: JudgeContext, pace: Pace): Promise<Judged> {
  const subject = await subjectOf(reading, context.settings, pace);
  const findings = await judgeSubject(subject, context, pace);
  return { reading: summaryOf(reading), findings, pinned: await judgePinned(subject, findings, context, pace) };
}

/** Graphs and parsed documents are by far the largest parts, and rules across files look at neither. */
function summaryOf(reading: Reading): Summary {
  if ('documents' in reading) return { ...reading, documents: [] };
  if (!('model' in reading)) return reading;
  const { model: _graph, ...summary } = reading;
  return summary;
}
