import { CHECKPOINT_FORMATS } from './checkpoints';
import { DEPLOY_FORMATS } from './deploy';
import type { Format } from './format';
import { hfConfig } from './hf-config';
import { LAUNCH_FORMATS } from './launch';
import { OBSERVED_FORMATS } from './observed';
import { onnx } from './onnx';
import { PACKAGE_FORMATS } from './packages';
import { TRAINING_FORMATS } from './training';

export type { Format } from './format';

/** All that the audit understands. Where several match a file by its name, they look into it in this order; the first that knows it has it. */
export const FORMATS: readonly Format[] = [
  onnx,
  hfConfig,
  ...CHECKPOINT_FORMATS,
  ...PACKAGE_FORMATS,
  ...DEPLOY_FORMATS,
  ...TRAINING_FORMATS,
  ...LAUNCH_FORMATS,
  ...OBSERVED_FORMATS,
];
