import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SettingsError } from '../../../src/model/problem';
import type { Knowledge } from '../../../src/neuron/knowledge';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { mergeSettings, type SettingsSources } from '../../../src/planner/settings';

const knowledge = {
  newest: { sdk: '2.33.1', date: '2026-11-11' },
  resolveRelease: (spelling: string) =>
    spelling.startsWith('2.3') ? { sdk: `${spelling}.1`, note: spelling === '2.30' ? 'Known in part.' : null } : null,
} as Partial<Knowledge> as Knowledge;

const merge = (
  file: string | null,
  options: Partial<SettingsSources['options']> = {},
  defaults: SettingsSources['defaults'] = {},
) =>
  mergeSettings({
    options: { asOf: '2026-11-22', ...options },
    file: file === null ? null : readPlannerFile(file, 'neuron-migration.yaml'),
    defaults,
    knowledge,
  });

test('without anything said', () => {
  assert.deepEqual(merge(null), {
    settings: {
      targets: ['inf2', 'trn1', 'trn2', 'trn3'],
      sdk: '2.33.1',
      workload: 'inference',
      pins: {},
      deployment: {},
      ignore: [],
      waivers: [],
      asOf: '2026-11-22',
    },
    notes: [],
  });
});

test('options win over the file, the file over the defaults', () => {
  const file =
    'sdk: "2.32"\ntargets: [trn1]\nworkload: training\npins: { a: 1, b: 2 }\nignore: [x]\ndeployment: { batchSize: 2 }\n';
  const defaults = {
    sdk: '2.30',
    targets: ['inf2'] as const,
    pins: { a: 7, c: 8 },
    deployment: { batchSize: 9, dtype: 'bfloat16' },
    ignore: ['y', 'x'],
  };
  const byFile = merge(file, {}, defaults).settings;
  assert.equal(byFile.sdk, '2.32.1');
  assert.deepEqual(byFile.targets, ['trn1']);
  assert.deepEqual(byFile.pins, { a: 1, b: 2, c: 8 });
  assert.deepEqual(byFile.deployment, { batchSize: 2, dtype: 'bfloat16' });
  assert.deepEqual(byFile.ignore, ['y', 'x']);
  const byOption = merge(
    file,
    { sdk: '2.31', targets: ['trn3', 'inf1'], workload: 'inference', pins: { a: 3 } },
    defaults,
  );
  assert.equal(byOption.settings.sdk, '2.31.1');
  assert.deepEqual(byOption.settings.targets, ['inf1', 'trn3']);
  assert.equal(byOption.settings.workload, 'inference');
  assert.deepEqual(byOption.settings.pins, { a: 3, b: 2, c: 8 });
  assert.deepEqual(merge(null, {}, defaults).notes, ['Known in part.']);
});

test('an unknown release is placed where it is written', () => {
  assert.throws(() => merge('\nsdk: "1.9"'), {
    name: 'SettingsError',
    message:
      'neuron-migration.yaml:2:6: "1.9" is no Neuron SDK release that this tool knows; the newest it knows is 2.33.1.',
  });
  assert.throws(() => merge('sdk: "2.31"', { sdk: 'latest' }), { message: /^"latest" is no Neuron SDK release/ });
});

test('bad pins, days and targets of options', () => {
  for (const options of [
    { pins: { a: 0 } },
    { pins: { a: 1.5 } },
    { pins: { a: Number.NaN } },
    { asOf: '2026-02-30' },
    { targets: [] },
  ]) {
    assert.throws(() => merge(null, options), SettingsError);
  }
});
