/** The files are audited as a workspace would be: our own rules object to none of them, and our readers know what they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import type { ArtifactKind } from '../../../src/model/artifact';
import type { Report } from '../../../src/model/report';
import type { Deployment } from '../../../src/model/settings';
import type { Target } from '../../../src/model/target';
import type { Starters } from '../../../src/starters/types';
import { memoryHost, noPace } from '../../support/memory-host';
import { BERT, encoder, FOLDER, image, LLAMA, starters } from './models';

async function audited(made: Starters, sdk: string, deployment: Deployment): Promise<Report> {
  const host = memoryHost({
    'neuron-migration.yaml': JSON.stringify({ version: 1, deployment }),
    ...Object.fromEntries(made.files.map(({ path, text }) => [`${FOLDER}/${path}`, text])),
  });
  return audit({
    host,
    paths: [''],
    options: { asOf: '2026-11-22', sdk, targets: [made.target] },
    matrix: 'never',
    pace: noPace,
  });
}

const KINDS: Readonly<Record<string, ArtifactKind>> = {
  'trace_model.py': 'python',
  'compile_model.py': 'python',
  'compare.py': 'python',
  'serve.sh': 'shell',
  'export.sh': 'shell',
  'generate.sh': 'shell',
  'kubernetes.yaml': 'kubernetes',
  Dockerfile: 'dockerfile',
};

const MODELS = [
  { path: 'models/encoder.onnx', file: encoder(), pins: { batch: 1, sequence: 128 } },
  { path: 'models/image.onnx', file: image() },
  { path: 'models/llama/config.json', file: JSON.stringify(LLAMA) },
  { path: 'models/bert/config.json', file: JSON.stringify(BERT) },
];
const TARGETS: readonly Target[] = ['inf2', 'trn1', 'trn2', 'trn3'];
const RELEASES = ['2.26.1', '2.28.1', '2.29.1', '2.31.1', '2.32.0', '2.33.1'];
const DEPLOYMENTS: readonly Deployment[] = [
  {},
  { tensorParallel: 8, batchSize: 8, sequenceLength: 8192, dtype: 'bfloat16', compilerFlags: ['--auto-cast=none'] },
];

for (const model of MODELS)
  test(`the starter files of ${model.path} are clean, on every target and release`, async () => {
    let files = 0;
    for (const target of TARGETS)
      for (const sdk of RELEASES)
        for (const deployment of DEPLOYMENTS) {
          const made = await starters({ ...model, target, sdk, deployment });
          files += made.files.length;
          const report = await audited(made, sdk, deployment);
          const place = `${model.path} ${target} ${sdk} ${JSON.stringify(deployment)}`;
          // That support of the route itself ends is no fault of the files, which say so too.
          const ends = made.files.some(({ text }) =>
            /^# Route: .*, in maintenance$|^# - .* ends on .* with SDK/m.test(text),
          );
          const faults = report.findings.filter(
            ({ severity, rule }) => severity !== 'info' && !(ends && rule === 'package/ended'),
          );
          assert.deepEqual(
            faults.map(({ rule, artifact, message }) => `${artifact} ${rule}: ${message}`),
            [],
            place,
          );
          assert.deepEqual(
            report.artifacts.map(({ path, kind, status }) => [path, kind, status]).sort(),
            made.files.map(({ path }) => [`${FOLDER}/${path}`, KINDS[path], 'analyzed']).sort(),
            place,
          );
        }
    assert.ok(files > 0);
  });
