import type { Format } from '../format';

/** Checkpoints, the configs that stand beside them, and model files of other tools. In the order in which they are asked. */
export const CHECKPOINT_FORMATS: readonly Format[] = [];
