/** Instance families that compile for one generation of NeuronCore. */
export const TARGETS = ['inf1', 'inf2', 'trn1', 'trn2', 'trn3'] as const;
export type Target = (typeof TARGETS)[number];

/** unknown is never ready, and never shown as unsupported. How they add up: {@link VERDICT_RANK}. */
export const VERDICTS = ['ready', 'attention', 'unknown', 'blocked'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The worst of several parts is the verdict of the whole: what nobody could judge may hide a blocker, so unknown outranks attention. */
export const VERDICT_RANK: Readonly<Record<Verdict, number>> = { ready: 0, attention: 1, unknown: 2, blocked: 3 };

export const WORKLOADS = ['inference', 'training'] as const;
export type Workload = (typeof WORKLOADS)[number];

export const ROUTES = [
  'vllm-neuron',
  'nxd-inference',
  'optimum-neuron',
  'torch-neuronx',
  'torchneuron',
  'jax',
] as const;
/** The software path from a framework model to a Neuron device; names as in the planner file. */
export type Route = (typeof ROUTES)[number];
