import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { FORMATS, type Format, WRITERS } from '../../../src/report';
import { emptyReport, readyReport, sampleReport } from '../../support/sample-report';

const FOLDER = path.join(import.meta.dirname, 'report/snapshots');
const EXTENSIONS: Readonly<Record<Format, string>> = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  html: 'html',
  sarif: 'sarif',
  csv: 'csv',
};
const REPORTS = { sample: sampleReport, empty: emptyReport, ready: readyReport };

for (const [name, build] of Object.entries(REPORTS)) {
  for (const format of FORMATS) {
    test(`${format} of the ${name} report is as reviewed (UPDATE_SNAPSHOTS=1 rewrites it)`, () => {
      const file = path.join(FOLDER, `${name}.${EXTENSIONS[format]}`);
      const actual = WRITERS[format](build());
      if (process.env.UPDATE_SNAPSHOTS === '1') writeFileSync(file, actual);
      assert.equal(actual, readFileSync(file, 'utf8'));
    });
  }
}

for (const format of FORMATS) {
  test(`${format} gives the same bytes for the same report, ends with a line break and leaves the report alone`, () => {
    const report = sampleReport();
    const before = JSON.stringify(report);
    const first = WRITERS[format](report);
    assert.equal(WRITERS[format](structuredClone(report)), first);
    assert.equal(JSON.stringify(report), before);
    assert.ok(first.endsWith('\n') && !first.endsWith('\n\n'));
  });
}

for (const format of ['text', 'markdown', 'html'] as const) {
  test(`${format} does not depend on the order of the findings`, () => {
    const report = sampleReport();
    const reversed = { ...report, findings: report.findings.toReversed() };
    assert.equal(WRITERS[format](reversed), WRITERS[format](report));
  });
}
