import type { OnnxReading } from '../../formats/reading';
import { compareSdk } from '../../neuron/version';
import { flagValue } from '../flags';
import { compilerRelease } from '../route';
import type { RuleContext } from '../rule';
import { sentences } from '../words';
import { type DtypeCase, type DtypeWords, dtypeRule, useWords } from './family';

/** The first compiler that has the flag. */
const FLAG_SINCE = '2.32.0';

/** 64-bit integers at the edge of the graph, which may be cut to 32 bits without an error. */
export const int64Narrowing = dtypeRule(
  'onnx/int64-narrowing',
  'validation',
  {
    title: '64-bit integers may become 32-bit',
    what: 'Notes 64-bit integer inputs and outputs, one finding for each type in a file. Integers that only compute shapes are not mentioned: they fold away.',
    why: 'Inf2 and Trn1 always work with 32 bits. On Trn2 and Trn3 the flag --native-int64 decides; its default was 32 bits at SDK 2.32 and has been announced to change, and no document states it from 2.33 on. Values outside the 32-bit range become wrong without an error. Token ids and positions are small and safe; hashes, time stamps and large ids are not.',
    fix: 'Check the range of the values. On Trn2 and Trn3 set --native-int64 and --implicit-integer-downcast explicitly under deployment.compilerFlags. Elsewhere keep large ids on the CPU, or split them into two 32-bit parts.',
    example: {
      before: 'deployment: { }',
      after: 'deployment:\n  compilerFlags: ["--native-int64=enabled", "--implicit-integer-downcast=none"]',
      language: 'yaml',
    },
    sources: ['compiler-cli', 'compiler-2.32', 'data-types-v3'],
    since: '0.1.0',
  },
  ['INT64', 'UINT64'],
  (dtypeCase, context) => {
    const { inputs, outputs } = dtypeCase.use;
    return inputs.length + outputs.length === 0 ? null : sayOf(dtypeCase, context);
  },
);

function sayOf({ dtype, claim, use }: DtypeCase, context: RuleContext<OnnxReading>): DtypeWords | null {
  const { settings, target, knowledge } = context;
  const hasFlag =
    ['v3', 'v4'].includes(knowledge.target(target).core) && compareSdk(compilerRelease(context), FLAG_SINCE) >= 0;
  const flag = hasFlag ? flagValue(settings.deployment, '--native-int64') : null;
  if (claim.status === 'native' || flag === 'enabled') return null;
  const where = useWords({ ...use, weights: 0 });
  const several = use.inputs.length + use.outputs.length > 1;
  const narrowed = claim.status === 'converted' || flag === 'disabled';
  return {
    action: 'Check the range of 64-bit integers',
    severity: 'info',
    confidence: claim.confidence,
    neuronError: null,
    message: narrowed
      ? `${dtype} ${where} ${several ? 'are' : 'is'} cut to 32 bits; values outside that range become wrong without an error.`
      : `Whether ${dtype} ${where} ${several ? 'stay' : 'stays'} 64-bit depends on --native-int64, whose default no document states for this release.`,
    why: sentences(claim.consequence),
    remedy: sentences(claim.action),
  };
}
