import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ObservedMark } from '../../../src/model/observed';
import type { Report } from '../../../src/model/report';
import { decide, refutedCauses, standing, summary } from '../../../src/report/decision';
import { html } from '../../../src/report/html';
import { markdown } from '../../../src/report/markdown';
import { text } from '../../../src/report/text';
import { sampleReport } from '../../support/sample-report';

/** The sample with its blocker on TopK as a run has it. */
function observed(state: ObservedMark['state'], words: string): Report {
  const report = sampleReport();
  return {
    ...report,
    findings: report.findings.map((finding) =>
      finding.rule === 'onnx/topk-integer-input'
        ? { ...finding, observed: { state, path: 'runs/a.log', words } }
        : finding,
    ),
  };
}

const WRITERS = { text, markdown, html };

for (const [format, write] of Object.entries(WRITERS)) {
  test(`${format} says in the cause what a run confirmed or did not show, with its file`, () => {
    const confirmed = write(observed('confirmed', 'runs/a.log shows NCC 1.'));
    assert.match(confirmed.replace(/\s+/g, ' '), /Confirmed: runs\/a\.log shows NCC 1\./);
    assert.match(
      write(observed('not-observed', 'runs/a.log shows nothing of it.')).replace(/\s+/g, ' '),
      /Not observed: runs\/a\.log shows nothing of it\./,
    );
    assert.doesNotMatch(write(sampleReport()), /Confirmed:|Refuted|Not observed:/);
  });

  test(`${format} names what a run refuted apart from what counts`, () => {
    const written = write(observed('refuted', 'runs/a.log shows a compile that passed.')).replace(/\s+/g, ' ');
    assert.match(written, /refuted by a run/i);
    assert.match(written, /Refuted: runs\/a\.log shows a compile that passed\./);
  });
}

test('what a run refuted counts for no decision', () => {
  const report = observed('refuted', 'runs/a.log shows a compile that passed.');
  assert.deepEqual(
    refutedCauses(report).map(({ rule }) => rule),
    ['onnx/topk-integer-input'],
  );
  assert.ok(standing(report).every(({ rule }) => rule !== 'onnx/topk-integer-input'));
  assert.match(summary(report), /1 more cause was refuted by a run\./);
  const before = decide(sampleReport()).find(({ target }) => target === 'inf2')?.reason;
  const after = decide(report).find(({ target }) => target === 'inf2')?.reason;
  assert.match(before ?? '', /^2 blockers/);
  assert.match(after ?? '', /^1 blocker,/);
});
