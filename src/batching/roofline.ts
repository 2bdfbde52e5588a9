import type { FigureInput, FigureOrBlank } from '../model/figure';
import type { Confidence } from '../model/finding';
import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import type { RunDtype } from './dtype';

/** A number with where it comes from. */
export interface Given {
  readonly value: number;
  readonly from: string;
}

/** What the formula takes of a model. */
export interface Demand {
  readonly dtype: RunDtype;
  readonly dtypeFrom: string;
  /** How sure FLOPs and parameters are. */
  readonly confidence: Confidence;
  /**
   * counted: operations of one sample, and weights that each run reads. by-tokens: operations are 2 × weights × tokens of a sample, so
   * that the number of weights cancels out.
   */
  readonly of:
    | { readonly kind: 'counted'; readonly flops: Given; readonly parameters: Given }
    | { readonly kind: 'by-tokens'; readonly tokens: Given };
}

/**
 * The batch at the edge of being bound by arithmetic: `ceiling(0.5 × (peak / bandwidth) / (FLOPs / (dense parameters × dtype size)))`, with
 * peak and memory bandwidth of a chip (source: Neuron batching, "How to determine the optimal batch-size for inference workloads?"). Both are shared
 * evenly by the chip's cores, so the ratio is that of a core as well. Documented for the chips that the page names, inferred for others.
 */
export function startingBatch(demand: Demand, target: Target, knowledge: Knowledge): FigureOrBlank {
  const formula = knowledge.formula('starting-batch');
  const chip = knowledge.chip(target);
  const { label, chip: name } = knowledge.target(target);
  const { dtype } = demand;
  const peak = chip?.peaks.find(({ dtypes }) => dtypes.includes(dtype.name));
  if (chip === null || peak === undefined) {
    const reason = `No document gives a peak of ${label} for ${dtype.torch}; set deployment.dtype to the type that the weights will run in.`;
    return { value: null, unit: 'samples', reason, evidence: [] };
  }
  const chipRatio = (peak.tflops * 1e12) / (chip.bandwidth * 1e9);
  const inputs: FigureInput[] = [
    { name: 'peak', value: peak.tflops * 1e12, unit: 'FLOP/s', from: `${name} chip, ${dtype.torch}` },
    { name: 'bandwidth', value: chip.bandwidth * 1e9, unit: 'bytes/s', from: `${name} chip, device memory` },
    ...demandInputs(demand),
    { name: 'dtype size', value: dtype.bytes, unit: 'bytes', from: demand.dtypeFrom },
  ];
  const named = formula.targets.includes(target);
  return {
    value: ceiling((formula.factor * chipRatio) / intensity(demand)),
    unit: 'samples',
    formula:
      demand.of.kind === 'counted'
        ? formula.formula
        : formula.formula.replace('FLOPs / (dense parameters × dtype size)', '2 × tokens / dtype size'),
    inputs,
    confidence: named ? demand.confidence : 'inferred',
    evidence: [...formula.sources, ...chip.sources].map((source) => knowledge.evidence(source)),
  };
}

/** Operations for each byte of weights, with a batch of one. */
function intensity({ of, dtype }: Demand): number {
  return of.kind === 'counted'
    ? of.flops.value / (of.parameters.value * dtype.bytes)
    : (2 * of.tokens.value) / dtype.bytes;
}

function demandInputs({ of }: Demand): FigureInput[] {
  return of.kind === 'counted'
    ? [
        { name: 'FLOPs', unit: 'FLOPs', ...of.flops },
        { name: 'dense parameters', unit: 'count', ...of.parameters },
      ]
    : [{ name: 'tokens', unit: 'tokens', ...of.tokens }];
}

/** Rounded up, but for what the arithmetic of doubles adds: 115.00000000000001 is 115. At least 1. */
function ceiling(value: number): number {
  return Math.max(1, Math.ceil(value * (1 - 1e-12)));
}

/** What the formula for training takes. */
export interface TrainingDemand {
  readonly parameters: Given;
  readonly tensorParallel: Given;
}

/** Weights and gradients in two bytes each, as the page's example has them; optimizer states are not among them. */
const STATE_BYTES = 4;

/**
 * The largest batch of one replica that the page expects to fit: `0.6 × tensor parallel degree × pipeline stages × core memory / (dense parameters ×
 * model state per parameter)` (source: Neuron batching, "How to determine the optimal batch-size for training workloads?"; memory in GB of 10^9
 * bytes, as its example writes it).
 */
export function trainingBatch(
  demand: TrainingDemand,
  target: Target,
  sdk: string,
  knowledge: Knowledge,
): FigureOrBlank {
  const formula = knowledge.formula('training-batch');
  const memory = knowledge.tensorParallel(target, null, sdk);
  const { label } = knowledge.target(target);
  const blank = (reason: string): FigureOrBlank => ({ value: null, unit: 'samples', reason, evidence: [] });
  if (memory === null) return blank(`No document gives the memory of a core of ${label}.`);
  const { parameters, tensorParallel } = demand;
  const batch = Math.floor(
    ((formula.factor * tensorParallel.value * memory.coreMemory * 1e9) / (parameters.value * STATE_BYTES)) *
      (1 + 1e-12),
  );
  if (batch < 1)
    return blank(
      `The formula gives less than one sample on ${tensorParallel.value} ${tensorParallel.value === 1 ? 'core' : 'cores'}; share the model by more cores (deployment.tensorParallel).`,
    );
  return {
    value: batch,
    unit: 'samples',
    formula: formula.formula,
    inputs: [
      { name: 'tensor parallel degree', unit: 'count', ...tensorParallel },
      { name: 'pipeline stages', unit: 'count', value: 1, from: 'assumed: no pipeline' },
      {
        name: 'core memory',
        value: `${memory.coreMemory}e9 bytes`,
        unit: null,
        from: `a core of ${label}, written as the page does`,
      },
      { name: 'dense parameters', unit: 'count', ...parameters },
      {
        name: 'model state per parameter',
        unit: 'bytes',
        value: STATE_BYTES,
        from: 'weights and gradients, 2 bytes each',
      },
    ],
    confidence: formula.targets.includes(target) ? 'documented' : 'inferred',
    evidence: [...formula.sources, ...memory.sources].map((source) => knowledge.evidence(source)),
  };
}
