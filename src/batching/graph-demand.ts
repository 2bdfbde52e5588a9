import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import { type RunDtype, runDtype, spelledDtype } from './dtype';
import type { GraphWork } from './graph-work';
import type { ModelDemand, PhaseDemand } from './starting';

const COUNTED =
  'FLOPs count convolutions, matrix products, recurrent layers and attention, a multiply-accumulate as two.';

/** What a starting batch takes of a graph, or why there is none. */
export function graphDemand(
  work: GraphWork,
  { deployment, workload }: Pick<Settings, 'deployment' | 'workload'>,
  knowledge: Knowledge,
): ModelDemand {
  const { dtype, from } = dtypeOf(work, deployment.dtype, knowledge);
  const demand = workload === 'training' ? trainingOf(work, deployment.tensorParallel) : passOf(work, dtype, from);
  return { dtype: dtype?.torch ?? null, phases: [demand], notes: workload === 'training' ? [] : notesOf(work) };
}

function dtypeOf(
  { dtype }: GraphWork,
  planned: string | undefined,
  knowledge: Knowledge,
): { dtype: RunDtype | null; from: string } {
  if (planned !== undefined) return { dtype: spelledDtype(planned, knowledge), from: 'deployment.dtype' };
  return { dtype: runDtype(dtype ?? ''), from: 'most weights of the graph' };
}

function passOf(work: GraphWork, dtype: RunDtype | null, dtypeFrom: string): PhaseDemand {
  const phase = 'pass';
  const { macs, unknown, samples, denseParameters } = work;
  if (denseParameters === 0)
    return { phase, demand: 'The graph holds no weights: they come in as inputs, or there are none.' };
  if (dtype === null) {
    const demand = `The chips have no documented peak for weights in ${dtypeFrom === 'deployment.dtype' ? 'the type of deployment.dtype' : (work.dtype ?? 'no type')}; set deployment.dtype to the type they will run in.`;
    return { phase, demand };
  }
  if (unknown > 0) {
    const nodes = unknown === 1 ? 'One operator has' : `${unknown} operators have`;
    return { phase, demand: `${nodes} work that is not known under these sizes; pin what the inputs leave open.` };
  }
  if (work.unknownWeights > 0)
    return { phase, demand: 'Some weights have sizes that are not known under these sizes of the inputs.' };
  if (macs === 0)
    return { phase, demand: 'The graph has no convolution, matrix product, recurrent layer or attention.' };
  if (samples === null) return { phase, demand: 'No input has an axis that can be the batch.' };
  const run = `2 × ${macs} multiply-accumulates of a run${underPins(work)}`;
  return {
    phase,
    demand: {
      dtype,
      dtypeFrom,
      confidence: 'documented',
      of: {
        kind: 'counted',
        flops: {
          value: (2 * macs) / samples.size,
          from: `${run} of ${samples.size} ${samples.size === 1 ? 'sample' : 'samples'}`,
        },
        parameters: { value: denseParameters, from: 'weights of the graph without tables that are only looked up' },
      },
    },
  };
}

function trainingOf({ denseParameters }: GraphWork, degree: number | undefined): PhaseDemand {
  const phase = 'training';
  if (denseParameters === 0)
    return { phase, demand: 'The graph holds no weights: they come in as inputs, or there are none.' };
  return {
    phase,
    demand: {
      parameters: { value: denseParameters, from: 'weights of the graph without tables that are only looked up' },
      tensorParallel: degreeOf(degree),
    },
  };
}

/** The planned degree, else one core. */
export function degreeOf(planned: number | undefined): { value: number; from: string } {
  return planned === undefined
    ? { value: 1, from: 'assumed: one core' }
    : { value: planned, from: 'deployment.tensorParallel' };
}

function underPins({ pins }: GraphWork): string {
  const sizes = Object.entries(pins).map(([name, size]) => `${name} = ${size}`);
  return sizes.length === 0 ? '' : ` under ${sizes.join(', ')}`;
}

function notesOf(work: GraphWork): string[] {
  const { samples } = work;
  const sizes = underPins(work);
  return [
    COUNTED,
    ...(sizes === '' ? [] : [`Work is counted${sizes}; other sizes give other batches.`]),
    ...(samples === null ? [] : [`The batch is taken from ${samples.from}.`]),
  ];
}
