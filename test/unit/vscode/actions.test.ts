import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ignoreComments } from '../../../src/formats/ignore-comments';
import type { Edit, Finding, TextRange } from '../../../src/model/finding';
import { readPlannerFile } from '../../../src/planner/planner-file';
import { writeWaiver } from '../../../src/planner/write-waiver';
import { fittingEdit, withoutOverlap } from '../../../src/vscode/actions/certain';
import { ignoreComment } from '../../../src/vscode/actions/comment';

const at = (line: number, start: number, end: number): TextRange => ({
  start: { line, column: start },
  end: { line, column: end },
});
const edit = (range: TextRange, after: string): Edit => ({
  title: 't',
  changes: [{ path: 'a.yaml', range, before: 'gpu', after }],
});
const finding = (proposed: Edit | undefined, waived: Finding['waived'] = null): Finding =>
  ({ waived, ...(proposed && { edit: proposed }) }) as Finding;

test('an edit fits as long as the text is as it was, in its own file, and nobody waived the finding', () => {
  const one = edit(at(1, 1, 4), 'neuron');
  assert.equal(
    fittingEdit(finding(one), 'a.yaml', () => 'gpu'),
    one,
  );
  assert.equal(
    fittingEdit(finding(one), 'a.yaml', () => 'cpu'),
    null,
  );
  assert.equal(
    fittingEdit(finding(one), 'a.yaml', () => null),
    null,
  );
  assert.equal(
    fittingEdit(finding(one), 'b.yaml', () => 'gpu'),
    null,
  );
  assert.equal(
    fittingEdit(finding(undefined), 'a.yaml', () => 'gpu'),
    null,
  );
  assert.equal(
    fittingEdit(finding(one, { reason: '', by: '', expires: null }), 'a.yaml', () => 'gpu'),
    null,
  );
});

test('edits of the same text are made once; of two that differ the first counts', () => {
  const changes = withoutOverlap([
    edit(at(1, 1, 4), 'a'),
    edit(at(1, 1, 4), 'a'),
    edit(at(1, 3, 6), 'b'),
    edit(at(2, 1, 4), 'c'),
  ]);
  assert.deepEqual(
    changes.map(({ after }) => after),
    ['a', 'c'],
  );
});

test('a comment above a line is read back as covering it', () => {
  const text = 'a:\n  gpu: 1\n';
  const comment = ignoreComment('k8s/pod.yaml', text.split('\n'), 1, 'deploy/x', 'no (real) GPU\nhere');
  assert.deepEqual(comment, { line: 1, text: '  # neuron-migration: ignore deploy/x (no  real  GPU here)\n' });
  const lines = text.split('\n');
  lines.splice(1, 0, comment?.text.trimEnd() ?? '');
  assert.deepEqual(ignoreComments(lines.join('\n')), [
    { rule: 'deploy/x', reason: 'no  real  GPU here', fault: null, lines: [2, 3] },
  ]);
});

test('no comment in JSON, nor within a continued line', () => {
  assert.equal(ignoreComment('config.json', ['{'], 0, 'a/b', 'c'), null);
  assert.equal(ignoreComment('serve.sh', ['vllm serve \\', '  --device cuda'], 1, 'a/b', 'c'), null);
  assert.notEqual(ignoreComment('Dockerfile.gpu', ['FROM x'], 0, 'a/b', 'c'), null);
});

test('a waiver is added to any layout, and all else stays', () => {
  const waiver = { rule: 'onnx/x', path: 'm/**', reason: 'it: fits', by: 'me', expires: '2027-01-31' };
  const layouts = [
    '',
    'version: 1\n',
    'version: 1 # one',
    'waivers:\n  - { rule: a/b, reason: c, by: d, expires: 2027-01-01 }\n# end\n',
    'waivers:\n- rule: a/b\n  reason: c\n  by: d\n  expires: 2027-01-01\nsdk: "2.33"\n',
    'waivers: []\n',
    'waivers:\n',
    '{ version: 1 }\n',
    'version: 1\r\nsdk: "2.33"\r\n',
  ];
  for (const text of layouts) {
    const written = writeWaiver(text, waiver);
    assert.deepEqual(readPlannerFile(written, 'f').waivers.at(-1), waiver, text);
    for (const word of text.match(/# \w+|a\/b|2\.33/g) ?? []) assert.ok(written.includes(word), text);
    assert.equal(/(?<!\r)\n/.test(written) && text.includes('\r\n'), false, text);
  }
  assert.throws(() => writeWaiver('nothing: [', waiver));
});
