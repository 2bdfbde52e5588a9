import type { FigureInput } from '../model/figure';
import type { FitPlan, FitSubject } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { cacheSize, type ElementSize, weightSize } from './dtypes';
import { given } from './figure';

/** What a fit takes for granted, from the plan, the training set-up or the config, in this order. */
export interface Assumed {
  /** Sequences at once; of training those of a micro-batch. */
  readonly batch: number;
  /** Tokens; null: nothing says. */
  readonly length: number | null;
  /** Where they come from. */
  readonly from: { readonly batch: string; readonly length: string };
  readonly element: ElementSize;
  readonly cacheElement: ElementSize;
  readonly accumulation: number;
  readonly zero1: boolean;
  /** The same for readers. */
  readonly inputs: readonly FigureInput[];
}

const PLAN = 'planned';
const ASSUMED = 'assumed';

export function assumedOf(subject: FitSubject, plan: FitPlan, knowledge: Knowledge): Assumed {
  const { deployment, workload } = plan;
  const { training, facts, nature } = subject;
  const trains = workload === 'training' && nature !== 'graph';
  const setUp = training?.from ?? '';
  const batch = first([deployment.batchSize, PLAN], trains ? [training?.microBatch, setUp] : [undefined, ''], [
    1,
    ASSUMED,
  ]);
  const length = first([deployment.sequenceLength, PLAN], trains ? [training?.length, setUp] : [undefined, ''], [
    facts.maxPositions,
    `${subject.paths[0] ?? 'config'}, the longest`,
  ]);
  const accumulation = first([plan.accumulation, PLAN], [training?.accumulation, setUp], [1, ASSUMED]);
  const sharded = plan.zero1 ?? (training?.zeroStage ?? 0) > 0;
  const element = weightSize(subject, plan, knowledge);
  const tokens = nature === 'generative' || nature === 'embedding' || trains;
  return {
    batch: batch?.value ?? 1,
    length: length?.value ?? null,
    from: { batch: batch?.from ?? ASSUMED, length: length?.from ?? '' },
    element,
    cacheElement: cacheSize(plan, element),
    accumulation: accumulation?.value ?? 1,
    zero1: sharded,
    inputs: [
      ...(batch === null || nature === 'graph'
        ? []
        : [given(trains ? 'micro-batch' : 'batch', batch.value, 'samples', batch.from)]),
      ...(length === null || !tokens ? [] : [given('sequence', length.value, 'tokens', length.from)]),
      ...(nature === 'graph' ? [] : [element.input]),
      ...(trains && accumulation !== null
        ? [
            given('accumulation', accumulation.value, 'count', accumulation.from),
            given(
              'ZeRO-1',
              sharded ? 'on' : 'off',
              null,
              plan.zero1 !== undefined ? PLAN : training?.zeroStage != null ? setUp : ASSUMED,
            ),
          ]
        : []),
    ],
  };
}

type Candidate = readonly [number | null | undefined, string];

/** The first that is a count of at least one; null: none is. */
function first(...candidates: readonly Candidate[]): { readonly value: number; readonly from: string } | null {
  for (const [value, from] of candidates)
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return { value, from };
  return null;
}
