import type { FailedReading, HfConfigReading, OnnxReading, OtherReading, Reading } from '../formats/reading';
import type { ArtifactKind } from '../model/artifact';
import type { Dynamics } from '../onnx/infer/dynamic';
import type { Inference } from '../onnx/infer/engine';
import type { Draft, Rule, RuleContext, RuleWords } from './rule';

/** What a rule over ONNX models is asked about. */
export interface OnnxContext extends RuleContext<OnnxReading> {
  readonly inference: Inference;
  readonly dynamics: Dynamics;
}

/** A rule over ONNX models that were read, wholly or in part. */
export function onnxRule(words: RuleWords, check: (context: OnnxContext) => Iterable<Draft>): Rule {
  return {
    ...words,
    applies: ({ kind }) => kind === 'onnx',
    check: (context) => (isOnnx(context) ? check(context) : []),
  };
}

function isOnnx(context: RuleContext): context is OnnxContext {
  const { reading, inference, dynamics } = context;
  return reading.kind === 'onnx' && 'model' in reading && inference !== null && dynamics !== null;
}

/** A rule over Hugging Face configs that were read. */
export function configRule(words: RuleWords, check: (context: RuleContext<HfConfigReading>) => Iterable<Draft>): Rule {
  return {
    ...words,
    applies: ({ kind }) => kind === 'hf-config',
    check: (context) => (isConfig(context) ? check(context) : []),
  };
}

function isConfig(context: RuleContext): context is RuleContext<HfConfigReading> {
  return context.reading.kind === 'hf-config' && 'document' in context.reading;
}

/** A rule over files of some kinds that were read, wholly or in part. */
export function kindRule(
  words: RuleWords,
  kinds: readonly OtherReading['kind'][],
  check: (context: RuleContext<OtherReading>) => Iterable<Draft>,
): Rule {
  const wanted: ReadonlySet<ArtifactKind> = new Set(kinds);
  return {
    ...words,
    applies: ({ kind }) => wanted.has(kind),
    check: (context) => (wanted.has(context.reading.kind) && isOther(context) ? check(context) : []),
  };
}

/** A rule over what files mention, whatever their kind. */
export function mentionRule(words: RuleWords, check: (context: RuleContext<OtherReading>) => Iterable<Draft>): Rule {
  return { ...words, applies: saysAnything, check: (context) => (isOther(context) ? check(context) : []) };
}

/** Whether a file mentions anything, or holds what a tool observed. */
function saysAnything(reading: Reading): boolean {
  if (!('mentions' in reading)) return false;
  return reading.observations !== undefined || Object.values(reading.mentions).some((mentions) => mentions.length > 0);
}

function isOther(context: RuleContext): context is RuleContext<OtherReading> {
  return 'mentions' in context.reading;
}

/** A rule over files of one kind that could not be read. */
export function failedRule(
  words: RuleWords,
  kind: FailedReading['kind'],
  check: (context: RuleContext<FailedReading>) => Iterable<Draft>,
): Rule {
  return { ...words, check: (context) => (isUnreadable(context, kind) ? check(context) : []) };
}

function isUnreadable(context: RuleContext, kind: FailedReading['kind']): context is RuleContext<FailedReading> {
  return context.reading.kind === kind && context.reading.status === 'unreadable';
}
