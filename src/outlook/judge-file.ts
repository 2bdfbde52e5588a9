import { type GraphWork, graphWork } from '../batching/graph-work';
import { type JudgeContext, judgeSubject, type Subject, subjectOf } from '../findings/judge';
import { graphSize } from '../formats/onnx/size';
import type { Reading, Summary } from '../formats/reading';
import type { Finding } from '../model/finding';
import type { GraphSize } from '../model/fit';
import type { Pace } from '../model/host';
import { type Budget, type Work, workOf } from './budget';
import { cellsOf, type FileCells } from './cells';
import { judgePinned, type Pinned } from './pinned';

/** All that an audit works out of one file while its graph is at hand. */
export interface Judged {
  readonly reading: Summary;
  readonly findings: readonly Finding[];
  /** Null where no finding asks for a pin. */
  readonly pinned: Pinned | null;
  /** Null where the budget did not reach. */
  readonly cells: FileCells | null;
  /** What its cells take of the budget. */
  readonly work: Work;
  /** Null of what is no graph. */
  readonly size: GraphSize | null;
  /** What a run of its graph takes, with open sizes fixed; null of what is no graph. */
  readonly run: GraphWork | null;
}

/** Judges a file as it is, once more with its open sizes fixed, and as far as the budget reaches on every release and route. Rejects with `Cancelled` only. */
export async function judgeFile(reading: Reading, context: JudgeContext, matrix: Budget, pace: Pace): Promise<Judged> {
  const subject = await subjectOf(reading, context.settings, pace);
  const findings = await judgeSubject(subject, context, pace);
  const tried = await judgePinned(subject, findings, context, pace);
  const pinned = tried === null ? null : { pins: tried.pins, findings: tried.findings };
  const run = runOf(tried?.subject ?? subject, { ...context.settings.pins, ...pinned?.pins });
  const work = workOf(reading);
  const cells = matrix.take(work) ? await cellsOf(subject, context, context.knowledge.spans(), pace) : null;
  const { inference } = subject;
  const size = 'model' in reading && inference !== null ? graphSize(reading.model.graph, inference) : null;
  return { reading: summaryOf(reading), findings, pinned, cells, work, size, run };
}

function runOf({ reading, inference }: Subject, pins: Readonly<Record<string, number>>): GraphWork | null {
  return inference === null || !('model' in reading) ? null : graphWork(reading, inference, pins);
}

/** Graphs and parsed documents are by far the largest parts, and rules across files look at neither. */
function summaryOf(reading: Reading): Summary {
  if ('documents' in reading) return { ...reading, documents: [] };
  if (!('model' in reading)) return reading;
  const { model: _graph, ...summary } = reading;
  return summary;
}
