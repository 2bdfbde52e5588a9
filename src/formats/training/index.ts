import type { Format } from '../format';

/** Set-ups of training and serving tools: DeepSpeed, trainers, Triton. In the order in which they are asked. */
export const TRAINING_FORMATS: readonly Format[] = [];
