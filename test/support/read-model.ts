/** Reads models from bytes. */
import { readOnnx } from '../../src/formats/onnx/read';
import type { FailedReading, OnnxReading } from '../../src/formats/reading';
import type { Model } from '../../src/onnx/graph';
import { readModel } from '../../src/onnx/read';
import { UnreadableModel } from '../../src/onnx/unreadable';
import { type MemoryFile, memoryHost, noPace } from './memory-host';

export async function readBytes(bytes: Uint8Array): Promise<Model> {
  return readModel(await memoryHost({ 'm.onnx': bytes }).open('m.onnx'), noPace);
}

/** The sentence that reading ends in. */
export async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await readBytes(bytes);
  } catch (error) {
    if (error instanceof UnreadableModel) return error.message;
    throw error;
  }
  throw new Error('the bytes were read as a model');
}

/** Reads one file among others. */
export function readFile(
  files: Readonly<Record<string, MemoryFile>>,
  path: string,
): Promise<OnnxReading | FailedReading> {
  return readOnnx(memoryHost(files), path, noPace);
}
