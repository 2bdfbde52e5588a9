import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SettingsError } from '../../../src/model/problem';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { writeSettings } from '../../../src/vscode/planner/settings';

describe('what was tried goes into the planner file', () => {
  it('as a new file', () => {
    const text = writeSettings('', { sdk: '2.31', deployment: { route: 'vllm-neuron', tensorParallel: 8 } });
    const read = readPlannerFile(text, 'neuron-migration.yaml');
    assert.equal(read.sdk, '2.31');
    assert.deepEqual(read.deployment, { route: 'vllm-neuron', tensorParallel: 8 });
    assert.match(text, /^version: 1\n/);
  });

  it('and leaves comments, line ends and all other keys', () => {
    const before =
      'version: 1 # ours\r\n# why\r\npins: { batch: 1 }\r\ndeployment:\r\n  instance: trn2.3xlarge # small\r\n  batchSize: 2\r\n';
    const text = writeSettings(before, {
      pins: { sequence: 128 },
      workload: 'training',
      deployment: { batchSize: 8, compilerFlags: ['--auto-cast=none'] },
    });
    const read = readPlannerFile(text, 'neuron-migration.yaml');
    assert.deepEqual(read.pins, { batch: 1, sequence: 128 });
    assert.equal(read.workload, 'training');
    assert.deepEqual(read.deployment, {
      instance: 'trn2.3xlarge',
      batchSize: 8,
      compilerFlags: ['--auto-cast=none'],
    });
    for (const kept of ['# ours', '# why', '# small']) assert.ok(text.includes(kept), text);
    assert.ok(!/[^\r]\n/.test(text), 'every line ends as before');
  });

  it('changes nothing where nothing was tried', () => {
    assert.equal(writeSettings('version: 1   # as it is\n', {}), 'version: 1   # as it is\n');
  });

  it('refuses a text that is no planner file, and what would make it none', () => {
    assert.throws(() => writeSettings('- a\n- b\n', { sdk: '2.33' }), SettingsError);
    assert.throws(() => writeSettings('version: 1\n', { deployment: { tensorParallel: -1 } }), SettingsError);
  });
});
