/** Two files of one kind, held against each other by what they hold; neither is judged. */
import { FORMATS } from '../formats';
import type { OnnxReading, Reading } from '../formats/reading';
import { sourceFile } from '../formats/source-file';
import { weightsOf } from '../inspect/inspect';
import type { Fact, FileComparison } from '../model/comparison';
import type { Host, Pace, RelativePath } from '../model/host';
import { dtypeName } from '../onnx/dtypes';
import { visibleName } from '../report/escape';
import { KIND_LABELS } from '../report/words';
import { TOOL } from '../tool';
import { documentFacts, factChanges, flatFacts, tensorWords } from './facts';
import { ShapeError } from './shape';

/** What one file holds. */
export interface FileFacts {
  /** What the user knows it by. */
  readonly name: string;
  readonly kind: Reading['kind'];
  readonly facts: readonly Fact[];
  /** Why not all of it was read; null where it was. */
  readonly reason: string | null;
}

/**
 * Reads a model, a checkpoint or a config. Null where it is no kind of file that is known; throws a {@link ShapeError} where it is one and
 * cannot be read.
 */
export async function readFileFacts(
  host: Host,
  path: RelativePath,
  name: string,
  pace: Pace,
): Promise<FileFacts | null> {
  const file = sourceFile(host, path, true);
  for (const format of FORMATS) {
    const reading = format.matches(path, true) ? await format.read(file, pace) : null;
    if (reading === null) continue;
    if (reading.status === 'unreadable' || reading.status === 'skipped') throw new ShapeError(reading.reason);
    const facts = [...flatFacts({ ...reading.facts }), ...closerFacts(reading)];
    return { name, kind: reading.kind, facts, reason: reading.reason };
  }
  return null;
}

/** What a report has no room for: weights of a model one by one, settings of a config field by field. */
function closerFacts(reading: Reading): Fact[] {
  if ('model' in reading) return weightFacts(reading);
  if ('document' in reading) return documentFacts(reading.document);
  if ('documents' in reading && reading.documents.length === 1) return documentFacts(reading.documents[0]?.value);
  return [];
}

function weightFacts({ model: { graph } }: OnnxReading): Fact[] {
  const byType = weightsOf(graph.initializers).flatMap(({ dtype, elements, bytes }) => [
    { field: 'weightElements', key: dtype, value: elements },
    ...(bytes === null ? [] : [{ field: 'weightBytes', key: dtype, value: bytes }]),
  ]);
  const byName = graph.initializers.map(({ name, dtype, dims }) => ({
    field: 'initializers',
    key: name,
    value: tensorWords(dtypeName(dtype), dims),
  }));
  return [...byType, ...byName];
}

/** Throws a {@link ShapeError} where the two are not of one kind. */
export function compareFiles(before: FileFacts, after: FileFacts): FileComparison {
  if (before.kind !== after.kind)
    throw new ShapeError(
      `${visibleName(before.name)} is of the kind ${KIND_LABELS[before.kind]}, and ${visibleName(after.name)} of the kind ${KIND_LABELS[after.kind]}; compare two files of one kind.`,
    );
  const { changes, same } = factChanges(before.facts, after.facts);
  return {
    schemaVersion: 1,
    kind: 'file-comparison',
    tool: TOOL,
    before: { name: before.name, kind: before.kind },
    after: { name: after.name, kind: after.kind },
    facts: changes,
    same,
    notes: [before, after].flatMap(({ name, reason }) =>
      reason === null ? [] : [`Of ${visibleName(name)} not all was read: ${reason}`],
    ),
  };
}
