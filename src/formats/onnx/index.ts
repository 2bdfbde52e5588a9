import type { Format } from '../format';
import { matchesOnnx } from './match';
import { readOnnx } from './read';

export const onnx: Format = {
  text: false,
  ranges: true,
  matches: (path) => matchesOnnx(path),
  read: ({ host, path }, pace) => readOnnx(host, path, pace),
};
