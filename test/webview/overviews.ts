/** Messages of the overview editor about a model that is read and judged as the extension does it. */
import { judgeModel, openModel, overviewSettings, summaryOf } from '../../src/overview/open';
import type { Judgement } from '../../src/overview/types';
import type { PinChanges, ToOverview } from '../../src/overview-protocol';
import { encoderModel } from '../support/encoder-model';
import { memoryHost, noPace } from '../support/memory-host';

export interface Told {
  readonly summary: ToOverview;
  readonly judged: ToOverview;
  previewed(changes: PinChanges): Promise<ToOverview>;
}

export interface Given {
  readonly bytes?: Uint8Array;
  readonly pins?: Readonly<Record<string, number>>;
  readonly plannerFile?: string | null;
}

/** What the extension tells the page of a model with these pins in its planner file; by default of an encoder whose batch is pinned. */
export async function told({ bytes = encoderModel(), pins = { batch: 1 }, ...given }: Given = {}): Promise<Told> {
  const host = memoryHost({
    'encoder.onnx': bytes,
    'neuron-migration.yaml': `version: 1\npins: ${JSON.stringify(pins)}\n`,
  });
  const reading = await openModel({ host, path: 'encoder.onnx', cache: new Map(), pace: noPace });
  if (typeof reading === 'string') throw new Error(reading);
  const { settings } = await overviewSettings(host, {}, '2026-09-01');
  const summary = summaryOf(reading, settings.deployment);
  const judge = (changed: Readonly<Record<string, number>>): Promise<Judgement> =>
    judgeModel(reading, summary, { ...settings, pins: changed }, noPace);
  return {
    summary: {
      type: 'summary',
      file: 'encoder.onnx',
      summary,
      saved: pins,
      sources: Object.fromEntries(Object.keys(pins).map((pin) => [pin, 'file'])),
      plannerFile: given.plannerFile === undefined ? 'neuron-migration.yaml' : given.plannerFile,
      readMs: 41,
    },
    judged: { type: 'judged', judgement: await judge(pins) },
    async previewed(changes) {
      const merged = Object.entries({ ...pins, ...changes }).filter((pin): pin is [string, number] => pin[1] !== null);
      return { type: 'previewed', changes, judgement: await judge(Object.fromEntries(merged)) };
    },
  };
}
