import type { HfConfigReading } from '../formats/reading';
import type { HfConfigFacts } from '../model/facts';
import type { Settings } from '../model/settings';
import type { Knowledge } from '../neuron/knowledge';
import type { ModelNature } from '../routes/subject';
import { type RunDtype, runDtype, spelledDtype } from './dtype';
import { degreeOf } from './graph-demand';
import type { Given } from './roofline';
import type { ModelDemand, PhaseDemand } from './starting';

/** A length to count with where nothing says one; the pins that are proposed begin there as well. */
const USUAL_LENGTH = 128;

const BY_TOKENS =
  'FLOPs are taken as 2 × dense parameters × tokens, which gives the 77.3 GFLOPs of BERT-Large in the table of the page; attention over the sequence is left out.';
const KEY_VALUE_CACHE =
  'In token generation each sequence also reads its KV cache, which the formula leaves out: the longer the sequences, the less a larger batch gains.';

/** What a starting batch takes of a Hugging Face config, or why there is none. */
export function configDemands(
  { facts, document }: HfConfigReading,
  nature: ModelNature,
  { deployment, workload }: Pick<Settings, 'deployment' | 'workload'>,
  knowledge: Knowledge,
): ModelDemand {
  const { dtype, from } = dtypeOf(facts, deployment.dtype, knowledge);
  const shown = dtype?.torch ?? null;
  if (workload === 'training') return { dtype: shown, phases: [trainingOf(facts, document, deployment)], notes: [] };
  const refusal = refusalOf(facts, dtype, deployment.dtype);
  const length = lengthOf(facts, deployment.sequenceLength);
  const phase = (name: PhaseDemand['phase'], tokens: Given): PhaseDemand => ({
    phase: name,
    demand:
      refusal !== null || dtype === null
        ? (refusal ?? 'The type of the weights is not known.')
        : { dtype, dtypeFrom: from, confidence: 'inferred', of: { kind: 'by-tokens', tokens } },
  });
  if (nature !== 'generative') {
    return { dtype: shown, phases: [phase('pass', length)], notes: [BY_TOKENS] };
  }
  return {
    dtype: shown,
    phases: [phase('context', length), phase('generation', { value: 1, from: 'one token of each sequence a step' })],
    notes: [BY_TOKENS, KEY_VALUE_CACHE],
  };
}

function dtypeOf(
  { torchDtype }: HfConfigFacts,
  planned: string | undefined,
  knowledge: Knowledge,
): { dtype: RunDtype | null; from: string } {
  if (planned !== undefined) return { dtype: spelledDtype(planned, knowledge), from: 'deployment.dtype' };
  if (torchDtype !== undefined) return { dtype: spelledDtype(torchDtype, knowledge), from: 'dtype of the config' };
  return { dtype: runDtype('FLOAT'), from: "the config states none: PyTorch's default" };
}

/** Why the number of operations does not follow from the tokens; null: it does. */
function refusalOf(facts: HfConfigFacts, dtype: RunDtype | null, planned: string | undefined): string | null {
  if (facts.vocabSize === undefined)
    return 'The config states no vocabulary, so how many tokens a sample has is not known.';
  if (facts.experts !== undefined && facts.experts > 1)
    return 'Of a mixture of experts each token uses some weights and a batch reads more of them; the formula knows dense weights only.';
  if (facts.quantMethod !== undefined && planned === undefined)
    return 'The checkpoint is quantized, so stored and computed types differ; set deployment.dtype to the type the weights will run in.';
  if (dtype === null)
    return 'The chips have no documented peak for the type of the weights; set deployment.dtype to the type they will run in.';
  return null;
}

function lengthOf({ maxPositions }: HfConfigFacts, planned: number | undefined): Given {
  if (planned !== undefined) return { value: planned, from: 'deployment.sequenceLength' };
  const value = Math.min(USUAL_LENGTH, maxPositions ?? USUAL_LENGTH);
  return { value, from: 'assumed; set deployment.sequenceLength' };
}

function trainingOf(
  facts: HfConfigFacts,
  document: HfConfigReading['document'],
  { tensorParallel }: Settings['deployment'],
): PhaseDemand {
  const phase = 'training';
  const { parameters, vocabSize = 0, hiddenSize = 0, experts = 0 } = facts;
  if (parameters === undefined) return { phase, demand: 'The number of weights does not follow from this config.' };
  if (experts > 1) return { phase, demand: 'The formula knows dense weights only, and this is a mixture of experts.' };
  // Tied, the one matrix is multiplied by at the end; else the table at the beginning is only looked up.
  const table = document.tie_word_embeddings === true ? 0 : vocabSize * hiddenSize;
  const from = 'counted from the dimensions of the config, without the table of embeddings';
  return {
    phase,
    demand: { parameters: { value: parameters - table, from }, tensorParallel: degreeOf(tensorParallel) },
  };
}
