import type { Format } from '../format';
import { deepspeed } from './deepspeed';
import { trainer } from './trainer';
import { triton } from './triton';

/** Set-ups of training and serving tools: DeepSpeed, trainers, Triton. In the order in which they are asked. */
export const TRAINING_FORMATS: readonly Format[] = [triton, deepspeed, trainer];
