import type { Format } from '../format';
import { matchesOnnx } from './match';
import { readOnnx } from './read';

export const onnx: Format = { kind: 'onnx', matches: (path) => matchesOnnx(path), read: readOnnx };
