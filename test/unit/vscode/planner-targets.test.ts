import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SettingsError } from '../../../src/model/problem';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { plannerTemplate } from '../../../src/planner/template';
import { writeTargets } from '../../../src/vscode/planner/targets';

describe('writing targets into a planner file', () => {
  it('changes the value and nothing around it', () => {
    const text = '# ours\nversion: 1\ntargets: [trn2]   # agreed in May\npins: { batch: 1 }\n';
    assert.equal(
      writeTargets(text, ['inf2', 'trn2']),
      '# ours\nversion: 1\ntargets: [inf2, trn2]   # agreed in May\npins: { batch: 1 }\n',
    );
  });

  it('adds the key where it is absent', () => {
    assert.equal(writeTargets('version: 1', ['trn3']), 'version: 1\ntargets: [trn3]\n');
    assert.equal(writeTargets('version: 1\n# end\n', ['trn3']), 'version: 1\n# end\ntargets: [trn3]\n');
  });

  it('takes a list in lines, keeping what follows', () => {
    const written = writeTargets('version: 1\ntargets:\n  - trn1 # old\n  - trn2\n\n# sizes\npins: { batch: 1 }\n', [
      'trn3',
    ]);
    assert.deepEqual(readPlannerFile(written, 'p').targets, ['trn3']);
    assert.deepEqual(readPlannerFile(written, 'p').pins, { batch: 1 });
    assert.match(written, /\n\n# sizes\npins: \{ batch: 1 \}\n$/);
  });

  it('takes a file in flow style, and the template', () => {
    const flow = writeTargets('{ version: 1, targets: [trn1] } # all\n', ['trn2']);
    assert.deepEqual(readPlannerFile(flow, 'p').targets, ['trn2']);
    assert.match(flow, /# all/);
    const template = writeTargets(plannerTemplate(), ['inf2', 'trn3']);
    assert.deepEqual(readPlannerFile(template, 'p').targets, ['inf2', 'trn3']);
    const comments = (text: string) => text.split('\n').filter((line) => line.startsWith('#')).length;
    assert.equal(comments(template), comments(plannerTemplate()));
  });

  it('writes into nothing that is broken', () => {
    assert.throws(() => writeTargets('version: 1\ntargets: [trn2\n', ['trn3']), SettingsError);
    assert.throws(() => writeTargets('version: 1\npins: many\n', ['trn3']), SettingsError);
  });

  it('keeps Windows line ends', () => {
    assert.equal(
      writeTargets('version: 1\r\ntargets: [trn1]\r\nsdk: "2.33"\r\n', ['trn2']),
      'version: 1\r\ntargets: [trn2]\r\nsdk: "2.33"\r\n',
    );
  });
});
