import type { OnnxReading } from '../../formats/reading';
import type { Confidence, Severity } from '../../model/finding';
import type { PhaseId } from '../../model/plan';
import type { DtypeClaim } from '../../neuron/knowledge';
import { onnxRule } from '../define';
import { compilerRelease } from '../route';
import type { Draft, Rule, RuleContext, RulePage } from '../rule';
import { counted, listed, sentences, show } from '../words';
import { type DtypeUse, dtypesUsed } from './used';

/** One element type of a model, with what is known of it on the target. */
export interface DtypeCase {
  /** TensorProto.DataType name. */
  readonly dtype: string;
  readonly claim: DtypeClaim;
  readonly use: DtypeUse;
}

export type DtypeWords = Pick<Draft, 'action' | 'message'> &
  Partial<Pick<Draft, 'severity' | 'confidence' | 'why' | 'remedy' | 'sources' | 'locations' | 'occurrences'>> & {
    readonly neuronError?: string | null;
  };

/** A rule over some element types, judged by the compiler of the route: one finding for each that the model uses, where `say` has something to say. */
export function dtypeRule(
  id: string,
  phase: PhaseId,
  page: RulePage,
  dtypes: readonly string[],
  say: (dtypeCase: DtypeCase, context: RuleContext<OnnxReading>) => DtypeWords | null,
): Rule {
  return onnxRule({ id, phase, page }, function* (context): Iterable<Draft> {
    const { reading, target, settings, knowledge } = context;
    const uses = dtypesUsed(reading);
    const compiler = compilerRelease(context);
    for (const dtype of dtypes) {
      const use = uses.get(dtype);
      const claim = use === undefined ? null : knowledge.dtype(dtype, target, compiler);
      if (use === undefined || claim === null) continue;
      const words = say({ dtype, claim, use }, context);
      if (words === null) continue;
      const older = knowledge.dtype(dtype, target, settings.sdk)?.id !== claim.id;
      const draft = toDraft({ dtype, claim, use }, words);
      yield older ? { ...draft, why: sentences(draft.why, `The route pins the compiler of SDK ${compiler}`) } : draft;
    }
  });
}

function toDraft({ dtype, claim, use }: DtypeCase, words: DtypeWords): Draft {
  const { neuronError = claim.neuronError, ...own } = words;
  const { severity, confidence } = judgeClaim(claim);
  return {
    key: dtype,
    severity,
    confidence,
    why: sentences(claim.consequence),
    remedy: sentences(claim.action),
    sources: claim.sources,
    ...(neuronError !== null && { neuronError }),
    locations: use.locations,
    occurrences: use.occurrences,
    ...own,
  };
}

/** What a type's status amounts to. Only what a document states can block; that no list names a type is an inference. */
function judgeClaim(claim: DtypeClaim): { severity: Severity; confidence: Confidence } {
  const refused = claim.status === 'unsupported' || (claim.status === 'converted' && claim.neuronError !== null);
  if (claim.status === 'undocumented') return { severity: 'warning', confidence: 'undocumented' };
  if (refused && claim.confidence === 'documented') return { severity: 'blocker', confidence: 'documented' };
  return { severity: 'warning', confidence: claim.confidence };
}

/** Where a type is used, for a message: "inputs x and y, 3 weights". */
export function useWords({ inputs, outputs, weights, occurrences }: DtypeUse): string {
  const named = (names: readonly string[], one: string) =>
    names.length === 0 ? [] : [`${one}${names.length === 1 ? '' : 's'} ${listed(names.map(show), 3)}`];
  const words = [
    ...named(inputs, 'input'),
    ...named(outputs, 'output'),
    ...(weights > 0 ? [counted(weights, 'weight')] : []),
  ];
  return words.length > 0
    ? words.join(', ')
    : counted(occurrences, 'value inside the graph', 'values inside the graph');
}
