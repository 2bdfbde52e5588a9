import type { HfConfigFacts } from '../model/facts';
import type { Route, Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import { counted, listed } from '../text/words';
import { paddedHeads } from './heads';
import { GIB } from './memory';

/**
 * fits: nothing speaks against it. costs: it works, at a price (padded heads, heads turned into full attention). unfit: a document's principle is broken
 * and no document says that the route makes up for it. refused: the runtime, or the instance, does not run the degree.
 */
export type DegreeVerdict = 'fits' | 'costs' | 'unfit' | 'refused';

/** A tensor parallel degree for one model. */
export interface Degree {
  readonly degree: number;
  /** True of `fits` and `costs`. */
  readonly valid: boolean;
  readonly verdict: DegreeVerdict;
  /** The rule that fails or costs, a clause without a full stop; a remark where the degree fits (copied heads); null: nothing to say. */
  readonly reason: string | null;
  /** The same for several degrees at once, what follows "8 and 16 "; null where the reason holds for this degree alone or nothing is to say. */
  readonly shared: string | null;
  /** Ids in the knowledge base. */
  readonly sources: readonly string[];
}

/** What is known of the deployment beside target, route and release. */
export interface DegreePlan {
  /** Instance type, "trn1.32xlarge". */
  readonly instance?: string;
  /** 1 or 2 where a flag sets the size of logical cores (Trn2 and later). */
  readonly logicalCores?: string;
  /** Bytes of the weights in the planned type; absent: not known, memory is not judged. */
  readonly weightBytes?: number;
}

/** Tried where no list of degrees is published: the powers of two up to a server's logical cores. */
const POWERS = [1, 2, 4, 8, 16, 32, 64];
const PRINCIPLES = 'nxdi-tensor-parallelism';
const HEADS = 'nxdi-grouped-query';
const SPLIT = 'vllm-tensor-parallelism';
/** Where vLLM Neuron says that the last rank is padded. */
const PADDED = 'vllm-speculative-decoding';

/**
 * Every degree that the target's runtime has (where no list is published, powers of two), ascending, each with whether the model fits it
 * and the rule that fails where it does not. Pure. `route` null: whatever the route.
 */
export function tensorParallelDegrees(
  facts: HfConfigFacts,
  target: Target,
  route: Route | null,
  sdk: string,
  knowledge: Knowledge,
  plan: DegreePlan = {},
): readonly Degree[] {
  const claim = knowledge.tensorParallel(target, route, sdk);
  const degrees = claim === null || plan.logicalCores === '1' ? POWERS : claim.degrees;
  return degrees.map((degree) => judgeDegree(degree, facts, target, route, sdk, knowledge, plan));
}

/** The same of one degree, whatever it is. */
export function judgeDegree(
  degree: number,
  facts: HfConfigFacts,
  target: Target,
  route: Route | null,
  sdk: string,
  knowledge: Knowledge,
  plan: DegreePlan = {},
): Degree {
  const verdict = (
    as: DegreeVerdict,
    reason: string | null,
    sources: readonly string[],
    shared: string | null = null,
  ): Degree => ({ degree, valid: as === 'fits' || as === 'costs', verdict: as, reason, shared, sources });
  const { label } = knowledge.target(target);
  const claim = plan.logicalCores === '1' ? null : knowledge.tensorParallel(target, route, sdk);
  if (claim !== null && !claim.degrees.includes(degree))
    return verdict('refused', `${label} runs the degrees ${listed(claim.degrees.map(String), 12)} only`, claim.sources);

  const planned = knowledge.plannedInstance(plan);
  // An instance of another family says nothing of this target.
  const machine = planned?.target === target ? planned : null;
  const cores = plan.logicalCores === '1' ? machine?.cores : machine?.logicalCores;
  if (machine !== null && cores !== undefined && degree > cores)
    return verdict(
      'refused',
      `${machine.id} has ${counted(cores, 'core')}`,
      machine.sources,
      `cannot run on the ${counted(cores, 'core')} of ${machine.id}`,
    );

  if (claim !== null && plan.weightBytes !== undefined && plan.weightBytes > degree * claim.coreMemory * GIB)
    return verdict(
      'unfit',
      `the weights alone take ${gigabytes(plan.weightBytes / degree)} of each core's ${claim.coreMemory} GiB`,
      claim.sources,
      'cannot hold the weights alone',
    );

  const library = route === null ? null : (knowledge.route(route, target, sdk)?.modelsOf ?? route);
  const pads = library === 'nxd-inference' || library === 'optimum-neuron';
  const { attentionHeads: heads, keyValueHeads: kv, intermediateSize, vocabSize } = facts;
  if (heads !== undefined && heads % degree !== 0) {
    const padded = pads ? `: they are padded to ${paddedHeads(heads, degree)}` : '';
    const reason = `${heads} attention heads do not divide by ${degree}${padded}`;
    const shared = `cannot divide ${heads} attention heads${pads ? ', which are padded' : ''}`;
    return verdict(pads ? 'costs' : 'unfit', reason, [PRINCIPLES, HEADS], shared);
  }
  if (kv && kv !== heads && kv % degree !== 0 && degree % kv !== 0)
    return verdict(
      'costs',
      `${counted(kv, 'key/value head')} do not fit ${degree}: they become full attention`,
      [HEADS],
      `cannot share out ${counted(kv, 'key/value head')}, which become full attention`,
    );
  if (intermediateSize && intermediateSize % degree !== 0)
    return verdict(
      'costs',
      `intermediate_size ${intermediateSize} does not divide by ${degree}`,
      [SPLIT],
      `cannot divide intermediate_size ${intermediateSize}`,
    );
  if (kv && kv !== heads && kv % degree !== 0)
    return verdict('fits', `the ${counted(kv, 'key/value head')} are copied, ${degree / kv} of each`, [HEADS]);
  if (vocabSize && vocabSize % degree !== 0)
    return verdict('fits', `vocab_size ${vocabSize} does not divide by ${degree}: the last core is padded`, [
      SPLIT,
      PADDED,
    ]);
  return verdict('fits', null, claim?.sources ?? [PRINCIPLES]);
}

/** "13.1 GB", in powers of ten. */
export function gigabytes(bytes: number): string {
  const size = bytes / 1e9;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} GB`;
}

/** "1, 2, 4 and 8 fit; 16 cannot divide 40 attention heads; 32 cannot run on the 2 cores of trn1.2xlarge". A clause without a full stop. */
export function degreeWords(degrees: readonly Degree[]): string {
  const fitting = degrees.filter(({ verdict }) => verdict === 'fits').map(({ degree }) => String(degree));
  const others = new Map<string, string[]>();
  for (const { degree, verdict, reason, shared } of degrees) {
    if (verdict === 'fits' || reason === null) continue;
    const clause = shared === null ? `: ${reason}` : ` ${shared}`;
    others.set(clause, [...(others.get(clause) ?? []), String(degree)]);
  }
  return [
    fitting.length === 0 ? 'No degree fits' : `${listed(fitting, 12)} ${fitting.length === 1 ? 'fits' : 'fit'}`,
    ...[...others].map(([clause, among]) => `${listed(among, among.length)}${clause}`),
  ].join('; ');
}
