import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SettingsError } from '../../../src/model/problem';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { plannerTemplate } from '../../../src/planner/template';
import { writePins } from '../../../src/vscode/planner/pins';

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

  it('leaves every other byte of an odd layout as it is', () => {
    const text = [
      '%YAML 1.2',
      '---',
      '# ours:  do not   reformat',
      'version:   1\t# tab',
      '',
      '',
      'targets:',
      '- trn2',
      '-   inf2',
      'pins:    # sizes',
      '',
      "     'batch' :   1   # one",
      '',
      '     # longest',
      '     sequence: 64',
      '     x:',
      '         3',
      '     # end of pins',
      '',
      'ignore: [ "a/**",',
      "   'b/**' ]",
      '',
      '',
    ].join('\n');
    assert.equal(
      writePins(text, { batch: 16, sequence: null, heads: 12 }),
      text
        .replace("'batch' :   1 ", "'batch' :   16 ")
        .replace('     sequence: 64\n', '')
        .replace('         3\n', '         3\n     heads: 12\n'),
    );
  });

  it('leaves every other byte of pins in braces as it is', () => {
    const text = 'pins: {a: 1,   # first\n\n   "b, c" : 2,d: 3 , # last\n }   \n\n\nversion:  1';
    assert.equal(writePins(text, { 'b, c': 20 }), text.replace(': 2,d', ': 20,d'));
    assert.equal(writePins(text, { e: 5 }), text.replace('d: 3 ,', 'd: 3, e: 5 ,'));
    assert.equal(writePins(text, { 'b, c': null }), text.replace('"b, c" : 2,', ''));
    assert.equal(
      writePins(text, { a: null, d: null }),
      text.replace('a: 1,   # first\n\n   ', '').replace(',d: 3', ''),
    );
    assert.equal(writePins('{ version:  1, pins: {a: 1}}', { a: 2 }), '{ version:  1, pins: {a: 2}}');
    assert.equal(writePins('pins: {a: 1, # one\n  b: 2}\n', { b: null }), 'pins: {a: 1, # one\n  }\n');
    assert.equal(writePins('pins: { # none\n}\n', { b: 2 }), 'pins: { b: 2 # none\n}\n');
  });

  it('fills a key that holds nothing, and leaves one behind', () => {
    assert.equal(
      writePins('pins:  # none yet\n  # batch: 1\nversion:  1\n', { batch: 2 }),
      'pins:  # none yet\n  batch: 2\n  # batch: 1\nversion:  1\n',
    );
    assert.equal(writePins('pins:', { batch: 2, x: 3 }), 'pins:\n  batch: 2\n  x: 3');
    assert.equal(writePins('pins:\n  a: 1\nversion:  1\n', { a: null }), 'pins:\nversion:  1\n');
  });

  it('takes layouts that no small edit fits', () => {
    for (const text of [
      'pins: ~\n',
      '{ version: 1 }\n',
      'version: 1\n...\n',
      '  version: 1\n',
      'pins:\n  ? a\n  : 7\n',
      'version: 1\npins: &p\n  a: &one 7\n  b: *one\n',
    ]) {
      const before = readPlannerFile(text, 'p').pins;
      assert.deepEqual(readPlannerFile(writePins(text, { c: 3 }), 'p').pins, { ...before, c: 3 }, text);
    }
  });

  it('keeps line ends that are mixed', () => {
    assert.equal(
      writePins('version: 1\npins:\r\n  batch: 1\r\n# end\n', { batch: 2, x: 3 }),
      'version: 1\npins:\r\n  batch: 2\r\n  x: 3\r\n# end\n',
    );
    assert.equal(writePins('version: 1\r\n', { x: 3 }), 'version: 1\r\npins:\r\n  x: 3\r\n');
  });
});
