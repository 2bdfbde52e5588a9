import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SettingsError } from '../../../src/model/problem';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { plannerTemplate } from '../../../src/planner/template';
import { writePins, writeTargets } from '../../../src/vscode/planner-edit';

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

describe('writing pins into a planner file', () => {
  it('changes sizes, and keeps comments and other pins', () => {
    assert.equal(
      writePins('# ours\nversion: 1\npins: { batch: 1 } # agreed\nsdk: "2.33"\n', { batch: 4, sequence: 128 }),
      '# ours\nversion: 1\npins: { batch: 4, sequence: 128 } # agreed\nsdk: "2.33"\n',
    );
    assert.equal(
      writePins('pins:\n  # why\n  batch: 1 # one\n  "x:0": 3\n\n# end\n', { 'x:0': 8 }),
      'pins:\n  # why\n  batch: 1 # one\n  "x:0": 8\n\n# end\n',
    );
  });

  it('takes a pin out', () => {
    const written = writePins('version: 1\npins:\n  batch: 1\n  sequence: 64 # short\n', { batch: null });
    assert.deepEqual(readPlannerFile(written, 'p').pins, { sequence: 64 });
    assert.match(written, /# short/);
    assert.equal(writePins('version: 1\n', { batch: null }), 'version: 1\n');
  });

  it('adds the key where it is absent, in an empty file and in the template', () => {
    assert.equal(writePins('', { batch: 1 }), 'pins:\n  batch: 1\n');
    assert.equal(writePins('version: 1', { batch: 1 }), 'version: 1\npins:\n  batch: 1\n');
    const template = writePins(plannerTemplate(), { batch: 1 });
    assert.ok(template.startsWith(plannerTemplate()));
    assert.deepEqual(readPlannerFile(template, 'p').pins, { batch: 1 });
    assert.deepEqual(readPlannerFile(writePins('pins:\n', { batch: 1 }), 'p').pins, { batch: 1 });
  });

  it('quotes names as they need it', () => {
    const names = ['a: b', '# c', 'x:0', '1', 'true', '__proto__', "it's", '\u202e', 'a\nb'];
    for (const text of ['', 'pins: {}\n', '{ version: 1 }\n']) {
      const written = writePins(text, Object.fromEntries(names.map((name) => [name, 2])));
      assert.deepEqual(Object.keys(readPlannerFile(written, 'p').pins).sort(), names.toSorted(), text);
    }
  });

  it('writes into nothing that is broken, and nothing that is no size', () => {
    assert.throws(() => writePins('version: 1\npins: many\n', { batch: 1 }), SettingsError);
    assert.throws(() => writePins('version: 1\npins: [\n', { batch: 1 }), SettingsError);
    assert.throws(() => writePins('version: 1\n', { batch: 0 }), SettingsError);
    assert.throws(() => writePins('version: 1\n', { batch: 1.5 }), SettingsError);
  });

  it('keeps Windows line ends', () => {
    assert.equal(
      writePins('version: 1\r\npins:\r\n  batch: 1\r\n', { batch: 2 }),
      'version: 1\r\npins:\r\n  batch: 2\r\n',
    );
  });
});
