import type { HfConfigReading } from '../../formats/reading';
import { configRule } from '../define';
import { logicalCoresFlag } from '../flags';
import type { Draft, RuleContext } from '../rule';
import { counted, listed, sentences } from '../words';
import { factLocation, isGenerative } from './model-kind';

const SOURCE = 'nxdi-tensor-parallelism';
/** Where NxD Inference says how it pads and copies heads. */
const HEADS = 'nxdi-grouped-query';

/** Attention heads and the target's degrees against the planned tensor parallel degree. */
export const headsTensorParallel = configRule(
  {
    id: 'config/heads-tensor-parallel',
    phase: 'scale-out',
    page: {
      title: 'Attention heads and tensor parallel degree',
      what: 'Reports a planned tensor parallel degree that the target does not run, that does not divide the attention heads of a generative model, or that fits its key/value heads badly. Key/value heads that are copied to fill the cores are a note.',
      why: 'The runtime runs certain degrees only. Attention heads are split over the cores; libraries that pad them waste the padding, others refuse. Key/value heads are copied where there are fewer than cores, and turned into full attention where neither number divides the other, which costs memory.',
      fix: 'Choose a degree that the target runs and that divides the attention heads; best is one that also divides the key/value heads or is a multiple of them.',
      example: {
        before: 'deployment:\n  tensorParallel: 24   # 40 heads, Trn1',
        after: 'deployment:\n  tensorParallel: 8',
        language: 'yaml',
      },
      sources: [SOURCE, HEADS],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, settings } = context;
    const degree = settings.deployment.tensorParallel;
    if (degree === undefined) return;
    const refused = degreeDraft(degree, context);
    if (refused !== null) {
      yield refused;
      return;
    }
    if (isGenerative(reading)) yield* headDrafts(degree, context);
  },
);

function degreeDraft(
  degree: number,
  { reading, settings, target, knowledge }: RuleContext<HfConfigReading>,
): Draft | null {
  // The degrees of Trn2 are counted in logical cores of two: with single ones they are others, which no document lists.
  if (logicalCoresFlag(settings.deployment)?.value === '1') return null;
  const claim = knowledge.tensorParallel(target, settings.deployment.route ?? null, settings.sdk);
  if (claim === null || claim.degrees.includes(degree)) return null;
  const { label } = knowledge.target(target);
  const degrees = listed(claim.degrees.map(String), 12, 'or');
  return {
    key: 'degree',
    severity: claim.confidence === 'documented' ? 'blocker' : 'warning',
    confidence: claim.confidence,
    action: `Choose a tensor parallel degree that ${label} runs`,
    message: `Tensor parallel degree ${degree} is not one that ${label} runs: ${degrees}.`,
    why: sentences(claim.note),
    remedy: `Set deployment.tensorParallel to ${degrees}, one that divides the attention heads and fits the cores of the instance.`,
    sources: claim.sources,
    locations: [factLocation(reading, 'attentionHeads')],
  };
}

function* headDrafts(degree: number, context: RuleContext<HfConfigReading>): Iterable<Draft> {
  const { reading } = context;
  const { attentionHeads: heads, keyValueHeads: kv } = reading.facts;
  if (heads === undefined || degree < 1) return;
  if (heads % degree !== 0) yield unevenDraft(degree, heads, context);
  if (kv === undefined || kv < 1 || kv === heads || kv % degree === 0) return;
  const copied = degree % kv === 0;
  yield {
    key: 'key-value-heads',
    severity: copied ? 'info' : 'warning',
    confidence: copied ? 'documented' : 'inferred',
    action: copied
      ? 'Count copied key/value heads in the memory'
      : 'Choose a tensor parallel degree that fits the key/value heads',
    message: copied
      ? `${counted(kv, 'key/value head')} (num_key_value_heads) at tensor parallel degree ${degree} are copied so that each core has one.`
      : `${counted(kv, 'key/value head')} (num_key_value_heads) do not fit tensor parallel degree ${degree}.`,
    why: copied
      ? `The KV cache takes ${degree / kv} times the space that ${kv} heads would take.`
      : `Neither number divides the other, so the key/value heads are copied to match all ${heads} attention heads, which costs memory.`,
    remedy: copied
      ? 'Nothing to do, but count the copies when you size the KV cache.'
      : sentences(`Choose a degree that divides ${kv} or is a multiple of it${such(fitting(context, kv))}`),
    sources: [SOURCE, HEADS],
    locations: [factLocation(reading, 'keyValueHeads')],
  };
}

/** Attention heads that the degree does not divide. NxD Inference documents that it pads them; for other libraries nothing is said. */
function unevenDraft(degree: number, heads: number, context: RuleContext<HfConfigReading>): Draft {
  const { reading, settings } = context;
  const { route } = settings.deployment;
  const padded = `NxD Inference pads the query heads to ${Math.ceil(heads / degree) * degree}`;
  const even = runnable(context).filter((one) => heads % one === 0);
  return {
    key: 'heads',
    // Optimum Neuron is built on NxD and published such configurations; serving with vLLM Neuron divides evenly in all recipes.
    severity: route === 'nxd-inference' || route === 'optimum-neuron' ? 'info' : 'warning',
    confidence: route === 'nxd-inference' ? 'documented' : 'inferred',
    action: 'Choose a tensor parallel degree that divides the attention heads',
    message: `${heads} attention heads cannot be split evenly over tensor parallel degree ${degree}.`,
    why:
      route === 'nxd-inference'
        ? `The attention heads are split over the cores; ${padded}, and the padding is computed for nothing.`
        : `The attention heads are split over the cores. ${padded}; for other libraries no document says what happens.`,
    remedy: sentences(`Choose a degree that divides ${heads}${such(even)}`),
    sources: [SOURCE, HEADS],
    locations: [factLocation(reading, 'attentionHeads')],
  };
}

/** Degrees of the target that split the key/value heads, or copy them, without a remainder. */
function fitting(context: RuleContext<HfConfigReading>, kv: number): number[] {
  return runnable(context).filter((degree) => kv % degree === 0 || degree % kv === 0);
}

/** Degrees that the target runs; where no list is published (Trn3), the powers of two up to a server's cores. */
function runnable({ target, settings, knowledge }: RuleContext): readonly number[] {
  const claim = knowledge.tensorParallel(target, settings.deployment.route ?? null, settings.sdk);
  return claim?.degrees ?? [1, 2, 4, 8, 16, 32, 64];
}

/** ", such as 2, 4 or 8"; empty where there is none. */
function such(degrees: readonly number[]): string {
  const above = degrees.filter((degree) => degree > 1);
  return above.length === 0 ? '' : `, such as ${listed(above.map(String), above.length, 'or')}`;
}
