import type { FailedReading, HfConfigReading, OnnxReading } from '../formats/reading';
import type { Dynamics } from '../onnx/infer/dynamic';
import type { Inference } from '../onnx/infer/engine';
import type { Draft, Rule, RuleContext } from './rule';

/** A rule without the choice of what it reads. */
type Words = Omit<Rule, 'check'>;

/** What a rule over ONNX models is asked about. */
export interface OnnxContext extends RuleContext<OnnxReading> {
  readonly inference: Inference;
  readonly dynamics: Dynamics;
}

/** A rule over ONNX models that were read, wholly or in part. */
export function onnxRule(words: Words, check: (context: OnnxContext) => Iterable<Draft>): Rule {
  return {
    ...words,
    check: ({ reading, inference, dynamics, ...rest }) =>
      reading.kind === 'onnx' && 'model' in reading && inference !== null && dynamics !== null
        ? check({ ...rest, reading, inference, dynamics })
        : [],
  };
}

/** A rule over Hugging Face configs that were read. */
export function configRule(words: Words, check: (context: RuleContext<HfConfigReading>) => Iterable<Draft>): Rule {
  return {
    ...words,
    check: ({ reading, ...rest }) =>
      reading.kind === 'hf-config' && 'document' in reading ? check({ ...rest, reading }) : [],
  };
}

/** A rule over files of one kind that could not be read. */
export function failedRule(
  words: Words,
  kind: FailedReading['kind'],
  check: (context: RuleContext<FailedReading>) => Iterable<Draft>,
): Rule {
  return {
    ...words,
    check: ({ reading, ...rest }) =>
      reading.kind === kind && reading.status === 'unreadable' ? check({ ...rest, reading }) : [],
  };
}
