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
  const at = (words: string | RegExp) => written.search(words);
  assert.ok(
    at(/^\| Inf2 \|/m) <
      at(/^\*To fit a comment, each list is cut to \d+ entr(y|ies) and counts the others; the HTML and JSON reports/m),
  );
  assert.ok(at(/^\*To fit a comment/m) < at('### Blockers'));
});

test('the decision table has a row a target and four cells a row', () => {
  const rows = markdown(sampleReport())
    .split('\n\n')
    .find((block) => block.startsWith('| Target'))
    ?.split('\n');
  assert.ok(rows);
  assert.equal(rows.length, 5);
  for (const row of rows) assert.equal(row.split('|').length, 6, row);
});

test('notes, waivers, fit, buckets, cost, plan and coverage are folded, and every fold is closed', () => {
  const written = markdown(sampleReport());
  assert.equal(written.split('<details>').length - 1, 7);
  assert.equal(written.split('</details>').length - 1, 7);
});

test('sources are links to their documents', () => {
  assert.match(
    markdown(sampleReport()),
    /\[torch\.compile reference\]\(<https:\/\/awsdocs-neuron[^>]+>\), SDK 2\.33\.1/,
  );
});

test('what fits whole says nothing of being cut', () => {
  assert.doesNotMatch(markdown(sampleReport()), /To fit a comment/);
});

test('the decision is followed by what comes first, with who has it and how long it takes', () => {
  const written = markdown(sampleReport());
  assert.match(
    written,
    /### First \(3 of 3 steps that can begin\)\n\n- Give TopK floating-point scores: mira, in progress, 1–4 d/,
  );
  assert.match(written, /The plan asks for 6 to 19 person-days in 6 open steps \(1 of 7 settled\)/);
});

test('fit, buckets and cost stand in their folds with their answers', () => {
  const written = markdown(sampleReport());
  assert.match(written, /<summary>Fit<\/summary>\n\n\| Model \| Target \| Fits \| Why \|/);
  assert.match(written, /- `sequence`: 2 buckets \(40, 80\), padding 18 % instead of 45 % with one\./);
  assert.match(written, /<summary>Cost: 44\.5 % saved each month<\/summary>/);
});
