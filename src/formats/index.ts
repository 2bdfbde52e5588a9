import type { Format } from './format';
import { hfConfig } from './hf-config';
import { onnx } from './onnx';

export type { Format } from './format';

/** All that the audit understands. Where several match a file by its name, they look into it in this order; the first that knows it has it. */
export const FORMATS: readonly Format[] = [onnx, hfConfig];
