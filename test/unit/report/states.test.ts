/** What every format for people must say when an audit saw little, saw nothing, or rests on old knowledge. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../../src/model/report';
import { FORMATS, WRITERS } from '../../../src/report';
import { emptyReport, readyReport, sampleReport } from '../../support/sample-report';

const FOR_PEOPLE = ['text', 'markdown', 'html'] as const;

/** Wrapped lines joined, so that sentences can be looked for; without the script of the filters. */
function words(format: (typeof FORMATS)[number], report: Report): string {
  return WRITERS[format](report)
    .replace(/<script>[\s\S]*<\/script>/, '')
    .replace(/\s+/g, ' ');
}

for (const format of FOR_PEOPLE) {
  test(`${format}: nothing to audit says what was searched and that it proves nothing`, () => {
    const written = words(format, emptyReport());
    assert.match(written, /nothing to audit/i);
    assert.match(written, /the search looked for models, checkpoints, model configs/);
    assert.match(written, /proves nothing/);
    assert.match(written, /node\\?_modules is never searched: 1 folder left out\./);
    assert.doesNotMatch(written, /\bReady\b/);
  });

  test(`${format}: a file that was not read stands with its reason, and no verdict forgets it`, () => {
    const written = words(format, sampleReport());
    assert.match(written, /legacy\/ner\.onnx/);
    assert.match(written, /It is a Git LFS pointer; the model of 418 MB was not fetched\./);
    assert.equal(written.split('1 file not read in full').length - 1, 3);
    assert.match(written, /4 files looked at: 3 analysed, 1 unreadable; 2 ignored\./);
    assert.match(written, /third/);
  });

  test(`${format}: an audit that was cut short never looks clean`, () => {
    const report = readyReport();
    const cutShort = ['The search stopped after 10,000 files.'];
    const written = words(format, { ...report, coverage: { ...report.coverage, cutShort } });
    assert.match(written, /The audit was cut short/);
    assert.match(written, /The search stopped after 10,000 files\./);
    assert.equal(written.split('; the audit was cut short.').length - 1, 3);
  });

  test(`${format}: everything ready says so without blockers or warnings`, () => {
    const written = words(format, readyReport());
    assert.equal(written.split('No blocker and no warning.').length - 1, 3);
    assert.doesNotMatch(written, /Blockers|BLOCKERS|What stands in the way|Unknown is not a no/);
  });

  test(`${format}: old knowledge is said in its sentence`, () => {
    const report = sampleReport();
    const stale = 'The knowledge was last checked on 2026-01-02, more than 180 days before this audit.';
    assert.ok(words(format, { ...report, knowledge: { ...report.knowledge, stale } }).includes(stale));
    assert.ok(!words(format, report).includes('more than 180 days'));
  });

  test(`${format}: waived findings are set apart with reason, person and day`, () => {
    const written = words(format, sampleReport());
    for (const part of ['token ids stay below 30,522', 'ml-platform', '2027-03-31'])
      assert.ok(written.includes(part), part);
  });

  test(`${format}: unknown is explained`, () => {
    assert.match(words(format, sampleReport()), /Unknown is not a no: no document decides it/);
  });
}

test('every format has a writer', () => {
  assert.deepEqual(Object.keys(WRITERS), [...FORMATS]);
});
