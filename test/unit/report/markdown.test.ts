import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMENT_LIMIT, markdown } from '../../../src/report/markdown';
import { sampleFinding, sampleReport } from '../../support/sample-report';

test('the report of 5,000 causes fits a comment and says what it leaves out', () => {
  const findings = Array.from({ length: 5000 }, (_, i) =>
    sampleFinding({ rule: `onnx/rule-${i}`, fingerprint: `${i}`, message: `@team ${'|<>'.repeat(400)}` }),
  );
  const written = markdown(sampleReport({ findings }));
  assert.ok(written.length <= COMMENT_LIMIT, `${written.length} characters`);
  assert.match(written, /### Blockers \(5000\)/);
  assert.match(written, /- and 4,9\d\d more, in the JSON report/);
});

test('the decision table has a row a target and four cells a row', () => {
  const rows = markdown(sampleReport())
    .split('\n')
    .filter((line) => line.startsWith('|'));
  assert.equal(rows.length, 5);
  for (const row of rows) assert.equal(row.split('|').length, 6, row);
});

test('notes, waivers, plan and coverage are folded, and every fold is closed', () => {
  const written = markdown(sampleReport());
  assert.equal(written.split('<details>').length - 1, 4);
  assert.equal(written.split('</details>').length - 1, 4);
});

test('sources are links to their documents', () => {
  assert.match(
    markdown(sampleReport()),
    /\[torch\.compile reference\]\(<https:\/\/awsdocs-neuron[^>]+>\), SDK 2\.33\.1/,
  );
});
