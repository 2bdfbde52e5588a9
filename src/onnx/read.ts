/** An ONNX file to its structure. */
import type { ByteSource, Pace } from '../model/host';
import { newBudget } from './budget';
import { newGraph, newModel } from './draft';
import type { Model } from './graph';
import { LIMITS } from './limits';
import type { Context } from './message';
import { MODEL } from './schema';
import { settleExternal } from './schema-tensor';
import { UnreadableModel } from './unreadable';
import { walk } from './walk';
import { openWindow } from './window';

/**
 * Reads the structure of a model by ranges; tensor payloads are skipped, and files that hold external data are not touched.
 *
 * Rejects with an UnreadableModel where the file is no ONNX model, a damaged one, or becomes shorter while it is read; with a
 * HostError where it cannot be read; with Cancelled where the pace says so. What a limit cuts is in `truncations`.
 */
export async function readModel(source: ByteSource, pace: Pace, limits = LIMITS): Promise<Model> {
  const budget = newBudget(limits);
  const context: Context = { budget, external: new Map() };
  const draft = newModel();
  await walk(openWindow(source), MODEL, draft, context, pace);
  settleExternal(context.external);
  if (draft.graph === null) {
    if (draft.irVersion === 0 && draft.opsets.size === 0) {
      throw new UnreadableModel(
        'The file is not an ONNX model: it holds neither a graph nor a version. Export or download it again.',
        0,
      );
    }
    budget.note('The file holds no graph.');
  }
  return { ...draft, graph: draft.graph ?? newGraph(), truncations: budget.notes };
}
