import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { matchesOnnx } from '../../../src/formats/onnx/match';
import { readOnnx } from '../../../src/formats/onnx/read';
import { nodeHost } from '../../../src/node/node-host';
import { noPace } from '../../support/memory-host';

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpus');
const skip = existsSync(corpus) ? false : 'the corpus of real models is not there';

test('real models are read as an independent program reads them', { skip }, async () => {
  const models = path.join(corpus, 'onnx');
  const host = nodeHost(models);
  const artifacts = [];
  const files = readdirSync(models, { recursive: true }).map((file) => String(file).split(path.sep).join('/'));
  for (const file of files.filter(matchesOnnx)) {
    const reading = await readOnnx(host, file, noPace);
    artifacts.push({
      path: file,
      kind: reading.kind,
      status: reading.status,
      reason: reading.reason,
      facts: reading.facts,
    });
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'reader-'));
  try {
    const report = path.join(folder, 'report.json');
    writeFileSync(report, JSON.stringify({ artifacts }));
    const scorer = path.join(corpus, 'score_reader.mjs');
    const { stdout } = spawnSync(process.execPath, [scorer, models, '--report', report], { encoding: 'utf8' });
    const last = stdout.trimEnd().split('\n').at(-1) ?? '';
    assert.match(
      last,
      /^reader: files \d{4} · field agreement 100\.00 % · wrong files 0 · unreadable-but-readable 0 · readable-but-bad 0$/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
