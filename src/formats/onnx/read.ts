import { type ByteSource, type Host, HostError, type Pace, type RelativePath } from '../../model/host';
import { onnxFacts } from '../../onnx/facts';
import type { Model } from '../../onnx/graph';
import { readModel } from '../../onnx/read';
import { UnreadableModel } from '../../onnx/unreadable';
import type { FailedReading, OnnxReading } from '../reading';
import { DISGUISE_BYTES, disguise } from './disguise';
import { externalFiles } from './external';

const CHANGED = 'The file changed while it was read. Audit it again once nothing writes to it.';

/**
 * Reads one model. What the file is, and where it is damaged, is in the reason of a FailedReading; rejects only with `Cancelled`,
 * or where the host fails unexpectedly.
 */
export async function readOnnx(host: Host, path: RelativePath, pace: Pace): Promise<OnnxReading | FailedReading> {
  try {
    const before = await host.stat(path);
    const source = await host.open(path);
    let model: Model | string;
    try {
      model = await readContent(source, pace);
    } finally {
      await source.close();
    }
    const after = await host.stat(path);
    if (before === null || after === null || before.size !== after.size || before.modified !== after.modified) {
      return failed(path, CHANGED);
    }
    if (typeof model === 'string') return failed(path, model);
    return {
      path,
      kind: 'onnx',
      status: model.truncations.length === 0 ? 'analyzed' : 'partial',
      reason: model.truncations.length === 0 ? null : model.truncations.join(' '),
      facts: onnxFacts(model),
      model,
      external: await externalFiles(host, path, model, pace),
    };
  } catch (error) {
    if (error instanceof HostError) return failed(path, error.message);
    throw error;
  }
}

/** The model, or why there is none. Only a file that is no model is asked what it is instead. */
async function readContent(source: ByteSource, pace: Pace): Promise<Model | string> {
  try {
    return await readModel(source, pace);
  } catch (error) {
    if (!(error instanceof UnreadableModel)) throw error;
    const head = await source.read(0, Math.min(DISGUISE_BYTES, source.size));
    return disguise(head, source.size) ?? error.message;
  }
}

function failed(path: RelativePath, reason: string): FailedReading {
  return { path, kind: 'onnx', status: 'unreadable', reason, facts: {}, range: null };
}
