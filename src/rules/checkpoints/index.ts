import type { Rule, WorkspaceRule } from '../rule';
import { adapter } from './adapter';
import { configContradiction } from './contradiction';
import { damagedCheckpoint } from './damaged';
import {
  ggufCheckpoint,
  nemoArchive,
  openvinoModel,
  pickledWeights,
  tensorflowModel,
  tensorrtEngine,
  torchscript,
} from './foreign';
import { genaiModel } from './genai';
import { generationSettings } from './generation';
import { modeloptQuantization } from './modelopt';
import { sentenceTransformers } from './sentence-transformers';
import { missingShards } from './shards';
import { tokenLimit } from './token-limit';
import { weightDtypes } from './weight-dtypes';

export const CHECKPOINT_RULES: readonly Rule[] = [
  damagedCheckpoint,
  missingShards,
  sentenceTransformers,
  genaiModel,
  adapter,
  tokenLimit,
];

/** Across files. */
export const CHECKPOINT_WORKSPACE_RULES: readonly WorkspaceRule[] = [
  ggufCheckpoint,
  tensorrtEngine,
  torchscript,
  tensorflowModel,
  openvinoModel,
  nemoArchive,
  pickledWeights,
  modeloptQuantization,
  weightDtypes,
  configContradiction,
  generationSettings,
];
