import type { FitPlan, FitSubject } from '../model/fit';
import type { Knowledge } from '../neuron/knowledge';
import { type Amount, blank, figure, given } from './figure';

/** How a model is trained on the cores. */
export interface TrainingPlan {
  readonly degree: number;
  /** Ranks that hold a copy each. */
  readonly dataParallel: number;
  readonly microBatch: number;
  /** Tokens; null: not planned and not stated. */
  readonly length: number | null;
  /** Where they come from. */
  readonly from: { readonly batch: string; readonly length: string };
  /** Whether the optimizer states are split over the data parallel ranks. */
  readonly zero1: boolean;
}

/**
 * Weights, gradients, optimizer states and activations on one core, as the documents count them: 2 bytes a parameter for weights and gradients each,
 * 4 to 12 for the optimizer, activations with selective recomputation and sequence parallelism (full recomputation at the least).
 */
export function trainingParts(
  subject: FitSubject,
  { degree, dataParallel, microBatch, length, from: origin, zero1 }: TrainingPlan,
  plan: FitPlan,
  knowledge: Knowledge,
): readonly Amount[] {
  const claim = knowledge.memory('training-state', plan.sdk);
  const evidence = claim.sources.map((source) => knowledge.evidence(source));
  const { weights = 0, gradients = 0, optimizerLeast = 0, optimizerMost = 0 } = claim.figures;
  const { parameters, training } = subject;
  const { value } = parameters;
  const from = subject.paths[0] ?? '';
  const lower = parameters.bound === 'at-least';
  const adapter = training?.adapter ?? null;
  const state = (id: Amount['figure']['id'], label: string, least: number, most: number, shared: number): Amount => {
    const partial = adapter !== null && id !== 'weights-per-core';
    if (value === null || partial) {
      const reason = partial
        ? `Only an adapter (${adapter}) is trained, and how many weights it has is not stated.`
        : 'The config does not state the sizes from which weights are counted.';
      return {
        figure: blank(id, label, 'bytes', reason),
        least: 0,
        most: null,
        unknown: reason.slice(0, -1).toLowerCase(),
      };
    }
    const shard = degree * shared;
    return {
      figure: figure(id, label, 'bytes', (value * most) / shard, {
        formula: `parameters × bytes per parameter ÷ degree${shared > 1 ? ' ÷ data parallel' : ''}`,
        inputs: [
          given('parameters', value, 'parameters', from),
          given(
            'bytes per parameter',
            most,
            'bytes',
            least === most ? 'Neuron documents, "typically"' : `Neuron documents: ${least} to ${most}`,
          ),
          given('degree', degree, 'cores', 'as judged'),
          ...(shared > 1 ? [given('data parallel', shared, 'count', 'as judged')] : []),
        ],
        bound: lower ? 'at-least' : 'estimate',
        evidence,
        ...(least < most && {
          note: `AdamW with 32-bit master weights; optimizers with less state take ${least} bytes.`,
        }),
      }),
      least: (value * least) / shard,
      most: lower ? null : (value * most) / shard,
      unknown: lower ? 'only a lower bound of the weights is known' : null,
    };
  };
  return [
    state('weights-per-core', 'Weights per core', weights, weights, 1),
    state('gradients-per-core', 'Gradients per core', gradients, gradients, 1),
    state('optimizer-per-core', 'Optimizer states per core', optimizerLeast, optimizerMost, zero1 ? dataParallel : 1),
    activations(subject, { degree, microBatch, length, from: origin }, plan, knowledge),
  ];
}

/** s·b·h × 34 ÷ t a layer with selective recomputation and sequence parallelism; s·b·h × 2 ÷ t with full recomputation. */
function activations(
  { facts, paths }: FitSubject,
  { degree, microBatch, length, from: origin }: Pick<TrainingPlan, 'degree' | 'microBatch' | 'length' | 'from'>,
  { sdk }: FitPlan,
  knowledge: Knowledge,
): Amount {
  const claim = knowledge.memory('activations-training', sdk);
  const evidence = claim.sources.map((source) => knowledge.evidence(source));
  const { unsharded = 0, sharded = 0, recomputed = 0 } = claim.figures;
  const { hiddenSize, layers } = facts;
  const [id, label] = ['activations-per-core', 'Activations per core'] as const;
  if (!hiddenSize || !layers || length === null) {
    const clause =
      length === null ? 'no sequence length is planned' : 'the config states neither hidden size nor layers';
    const reason = `${length === null ? 'No sequence length is planned, and the config states none' : 'The config does not state hidden size and layers'}.`;
    return { figure: blank(id, label, 'bytes', reason, evidence), least: 0, most: null, unknown: clause };
  }
  const unit = (length * microBatch * hiddenSize * layers) / degree;
  return {
    figure: figure(id, label, 'bytes', unit * (unsharded + sharded), {
      formula: 'sequence × micro-batch × hidden size × 34 × layers ÷ degree',
      inputs: [
        given('sequence', length, 'tokens', origin.length),
        given('micro-batch', microBatch, 'samples', origin.batch),
        given('hidden size', hiddenSize, 'elements', paths[0] ?? ''),
        given('layers', layers, 'count', paths[0] ?? ''),
        given('degree', degree, 'cores', 'as judged'),
      ],
      note: 'With sequence parallelism and selective recomputation; full recomputation takes 2 instead of 34, none adds 5 × heads × sequence ÷ hidden size.',
      evidence,
    }),
    least: unit * recomputed,
    most: unit * (unsharded + sharded),
    unknown: null,
  };
}
