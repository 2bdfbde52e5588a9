import { statSync } from 'node:fs';
import path from 'node:path';
import { readOnnx } from '../formats/onnx/read';
import { inspectModel } from '../inspect/inspect';
import { inspectionText } from '../inspect/text';
import { nodeHost } from '../node/node-host';
import { createPace } from '../node/pace';
import { unmatchedPins } from '../planner/unused';
import { allowOnly, oneOf, pinsOption, type RawOptions } from './options';
import { UsageError } from './usage';

/** `inspect MODEL`: prints what one ONNX model holds. Exit code 2 where it cannot be read. */
export async function inspectCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'inspect', ['pin', 'format']);
  const format = oneOf(options.format ?? 'text', ['text', 'json'] as const, '--format');
  const pins = pinsOption(options.pin);
  const [file, ...rest] = operands;
  if (file === undefined || rest.length > 0) throw new UsageError('inspect wants one ONNX file');
  if (file === '') throw new UsageError('inspect wants one ONNX file, not an empty name');
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UsageError(`inspect wants one ONNX file, and ${file} is a folder; see audit`);
  if (!found?.isFile()) throw new UsageError(`no such file: ${file}`);

  const pace = createPace();
  const reading = await readOnnx(nodeHost(path.dirname(path.resolve(file))), path.basename(file), pace);
  if (!('model' in reading)) throw new UsageError(`${file}: ${reading.reason}`);
  for (const pin of unmatchedPins(pins, reading.facts.inputs)) {
    process.stderr.write(`neuron-migration: the pin ${pin} names no dimension of this model\n`);
  }
  const inspection = await inspectModel(reading, pins, pace);
  process.stdout.write(format === 'json' ? `${JSON.stringify(inspection, null, 2)}\n` : inspectionText(inspection));
  return 0;
}
