import { CHECKPOINT_RULES, CHECKPOINT_WORKSPACE_RULES } from './checkpoints';
import { CONFIG_RULES } from './config';
import { logicalCores } from './config/logical-cores';
import { DEPLOY_RULES, DEPLOY_WORKSPACE_RULES } from './deploy';
import { dtypeComplex } from './dtypes/complex';
import { dtypeFloat8 } from './dtypes/float8';
import { dtypeFloat32 } from './dtypes/float32';
import { dtypeFloat64 } from './dtypes/float64';
import { int64Narrowing } from './dtypes/int64';
import { int64Constant } from './dtypes/int64-constant';
import { int64Overflow } from './dtypes/int64-overflow';
import { dtypeString } from './dtypes/string';
import { dtypeSubByte } from './dtypes/sub-byte';
import { dtypeUndocumented } from './dtypes/undocumented';
import { acrossWhileSupported, whileSupported } from './guard';
import { LAUNCH_RULES, LAUNCH_WORKSPACE_RULES } from './launch';
import { contradiction } from './model/contradiction';
import { converterVersion } from './model/converter-version';
import { graphMemory } from './model/device-memory';
import { dynamicDimension } from './model/dynamic-dimension';
import { targetEnded } from './model/ended';
import { externalData } from './model/external-data';
import { inferenceNotes } from './model/inference-notes';
import { instructionCount } from './model/instruction-count';
import { targetNotBegun } from './model/not-begun';
import { notCompiledDirectly } from './model/not-compiled-directly';
import { partialModel } from './model/partial';
import { unreadableConfig, unreadableFile, unreadableModel } from './model/unreadable';
import { OBSERVED_RULES } from './observed';
import { operatorCondition } from './operators/condition';
import { controlFlow } from './operators/control-flow';
import { dataDependentShape } from './operators/data-dependent-shape';
import { dilatedPooling } from './operators/dilated-pooling';
import { foreignDomain } from './operators/foreign-domain';
import { fullSort } from './operators/full-sort';
import { indexOutOfRange } from './operators/index-out-of-range';
import { infinity } from './operators/infinity';
import { integerMatmul } from './operators/integer-matmul';
import { integerPow } from './operators/integer-pow';
import { integerScatter } from './operators/integer-scatter';
import { largeTopk } from './operators/large-topk';
import { operatorOnHost } from './operators/on-host';
import { quantizedGraph } from './operators/quantized';
import { randomNumbers } from './operators/random-numbers';
import { recurrent } from './operators/recurrent';
import { stridedDilatedTransposeConv } from './operators/strided-dilated-transpose-conv';
import { topkIntegerInput } from './operators/topk-integer-input';
import { operatorUndocumented } from './operators/undocumented';
import { operatorUnsupported } from './operators/unsupported';
import { PACKAGE_RULES, PACKAGE_WORKSPACE_RULES } from './packages';
import type { Rule, RuleWords, WorkspaceRule } from './rule';
import { TRAINING_RULES, TRAINING_WORKSPACE_RULES } from './training';

/** What holds whatever the target is: said also where support of the target has ended. */
const ALWAYS: readonly Rule[] = [targetEnded, targetNotBegun, unreadableModel, unreadableConfig, unreadableFile];

/** What is worth saying only of a target that the release covers. */
const JUDGING: readonly Rule[] = [
  partialModel,
  notCompiledDirectly,
  externalData,
  dynamicDimension,
  contradiction,
  inferenceNotes,
  instructionCount,
  graphMemory,
  controlFlow,
  dataDependentShape,
  topkIntegerInput,
  largeTopk,
  fullSort,
  indexOutOfRange,
  infinity,
  integerMatmul,
  integerPow,
  integerScatter,
  dilatedPooling,
  stridedDilatedTransposeConv,
  recurrent,
  randomNumbers,
  quantizedGraph,
  operatorUnsupported,
  operatorOnHost,
  operatorCondition,
  operatorUndocumented,
  foreignDomain,
  converterVersion,
  dtypeFloat32,
  dtypeFloat64,
  int64Narrowing,
  int64Overflow,
  int64Constant,
  dtypeFloat8,
  dtypeSubByte,
  dtypeComplex,
  dtypeString,
  dtypeUndocumented,
  logicalCores,
  ...CONFIG_RULES,
  ...CHECKPOINT_RULES,
  ...TRAINING_RULES,
  ...PACKAGE_RULES,
  ...DEPLOY_RULES,
  ...LAUNCH_RULES,
  ...OBSERVED_RULES,
];

/** Every rule over one file, in the order in which they are asked. */
export const RULES: readonly Rule[] = [...ALWAYS, ...JUDGING.map(whileSupported)];

/** Every rule across files, in the order in which they are asked. */
export const WORKSPACE_RULES: readonly WorkspaceRule[] = [
  ...CHECKPOINT_WORKSPACE_RULES,
  ...TRAINING_WORKSPACE_RULES,
  ...PACKAGE_WORKSPACE_RULES,
  ...DEPLOY_WORKSPACE_RULES,
  ...LAUNCH_WORKSPACE_RULES,
].map(acrossWhileSupported);

/** The words of all rules. */
export const ALL_RULES: readonly RuleWords[] = [...RULES, ...WORKSPACE_RULES];
