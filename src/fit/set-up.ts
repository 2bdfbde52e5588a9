import type { Summary } from '../formats/reading';
import type { OtherFacts } from '../model/facts';
import type { TrainingSetup } from '../model/fit';
import type { RelativePath } from '../model/host';
import { folderOf } from '../text/path';

/** Kinds of adapters that train a part of the weights. */
const ADAPTER = /lora|adalora|adapter|ia3|prompt|prefix/i;

/** Whether a file may say how a model is trained. */
export function isSetUp({ kind, status }: Summary): boolean {
  return (kind === 'trainer' || kind === 'deepspeed') && status === 'analyzed';
}

/**
 * How a model is trained, from the trainer's file or DeepSpeed's config: those in the model's folder, else the only one of its kind among all `setUps`. Null: there is none.
 */
export function trainingSetup(folder: RelativePath, setUps: readonly Summary[]): TrainingSetup | null {
  const trainer = nearest('trainer', folder, setUps);
  const deepspeed = nearest('deepspeed', folder, setUps);
  const first = trainer ?? deepspeed;
  if (first === null) return null;
  const facts = (reading: Summary | null): OtherFacts => (reading === null ? {} : (reading.facts as OtherFacts));
  const [own, beside] = [facts(trainer), facts(deepspeed)];
  const adapter = own.adapter;
  return {
    microBatch: count(own.microBatchSize) ?? count(beside.microBatchSize),
    length: count(own.sequenceLength),
    accumulation: count(own.gradientAccumulation) ?? count(beside.gradientAccumulation),
    zeroStage: count(beside.zeroStage) ?? count(own.deepspeed),
    adapter: typeof adapter === 'string' && ADAPTER.test(adapter) ? adapter : null,
    from: [trainer, deepspeed].flatMap((reading) => (reading === null ? [] : [reading.path])).join(' and '),
  };
}

function nearest(kind: Summary['kind'], folder: RelativePath, setUps: readonly Summary[]): Summary | null {
  const all = setUps.filter((reading) => reading.kind === kind);
  const here = all.filter(({ path }) => folderOf(path) === folder);
  const [one, ...others] = here.length > 0 ? here : all;
  return one !== undefined && others.length === 0 ? one : null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
