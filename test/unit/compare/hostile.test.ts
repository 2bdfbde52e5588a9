import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareReports } from '../../../src/compare/reports';
import { isReport, readReport, savedReport } from '../../../src/compare/saved-report';
import { ShapeError } from '../../../src/compare/shape';
import { datedPoint, trendOf } from '../../../src/compare/trend';
import { COMPARE_FORMATS, writeComparison } from '../../../src/report/compare';
import { COMMENT_LIMIT } from '../../../src/report/markdown';
import { TREND_FORMATS, writeTrend } from '../../../src/report/trend';
import { sampleFinding, sampleReport } from '../../support/sample-report';

const HOSTILE = '<img src=x onerror=alert(1)>|@team #1 [x](javascript:alert(1)) `code` \u001b[31m\u202e\u0000\n=cmd()';

/** Every text of a report replaced, but for the words that a reader checks. */
function hostileReport() {
  const report = sampleReport();
  return savedReport(
    JSON.parse(
      JSON.stringify({
        ...report,
        tool: { name: HOSTILE, version: HOSTILE },
        settings: { ...report.settings, sdk: HOSTILE, pins: { [HOSTILE]: 3 }, deployment: { [HOSTILE]: HOSTILE } },
        findings: [0, 1].map((i) =>
          sampleFinding({
            fingerprint: `${HOSTILE}${i}`,
            rule: HOSTILE,
            action: HOSTILE,
            message: `${HOSTILE}${i}`,
            artifact: `${HOSTILE}${i}`,
            waived: { reason: HOSTILE, by: HOSTILE, expires: HOSTILE },
          }),
        ),
        artifacts: [
          {
            path: HOSTILE,
            kind: HOSTILE,
            status: 'analyzed',
            facts: { [HOSTILE]: HOSTILE, opCounts: { [HOSTILE]: 1, constructor: 2 }, parameters: HOSTILE },
            verdicts: {},
          },
        ],
        plan: {
          phases: [
            { id: HOSTILE, steps: [{ id: HOSTILE, title: HOSTILE, state: 'open', owner: HOSTILE, effort: null }] },
          ],
        },
        coverage: { cutShort: [HOSTILE] },
      }),
    ),
  );
}

/** Characters that act on a reader or hide; line breaks are our own. */
const HIDDEN = /[^\P{C}\r\n]/u;

/** Markup of a format that must not come out of a text. */
const FORBIDDEN = {
  text: null,
  json: null,
  csv: /(^|,)=cmd/m,
  markdown: /<img|(?<!\\)\[x|@team|(?<!\\)`code|#1/,
  html: /<img/,
};

function assertTame(text: string, format: keyof typeof FORBIDDEN): void {
  assert.doesNotMatch(text, HIDDEN);
  const forbidden = FORBIDDEN[format];
  if (forbidden !== null) assert.doesNotMatch(text, forbidden);
}

describe('hostile texts', () => {
  const hostile = hostileReport();
  const plain = savedReport(sampleReport());

  it('act in no format of a comparison', () => {
    for (const [before, after] of [
      [hostile, plain],
      [plain, hostile],
    ] as const) {
      const comparison = compareReports({ name: HOSTILE, report: before }, { name: HOSTILE, report: after }, [HOSTILE]);
      for (const format of COMPARE_FORMATS) assertTame(writeComparison(comparison, format), format);
    }
  });

  it('act in no format of a trend', () => {
    const trend = trendOf([datedPoint(HOSTILE, hostile, null), datedPoint('b', plain, null)], [HOSTILE]);
    for (const format of TREND_FORMATS) assertTame(writeTrend(trend, format), format);
  });

  it('do not make a comparison too long for a comment', () => {
    const many = Array.from({ length: 5000 }, (_, i) =>
      sampleFinding({
        fingerprint: `${i}`,
        action: `${'x'.repeat(300)}${i}`,
        message: HOSTILE.repeat(50),
        artifact: `f${i}`,
      }),
    );
    const after = savedReport({ ...sampleReport(), findings: many });
    const comparison = compareReports({ name: 'a', report: plain }, { name: 'b', report: after });
    assert.equal(comparison.findings.fresh.length, 5000);
    assert.ok(writeComparison(comparison, 'markdown').length <= COMMENT_LIMIT);
  });
});

describe('a text that is no report', () => {
  const report = sampleReport();
  const cases: [string, unknown, RegExp][] = [
    ['a number', 7, /a single value/],
    ['a list', [], /a list/],
    ['an empty object', {}, /some other JSON file/],
    ['an SARIF file', { runs: [] }, /SARIF/],
    ['a comparison', { kind: 'comparison' }, /a comparison/],
    ['an upgrade', { from: '1', to: '2', findings: [], settings: {} }, /what "upgrade" prints/],
    ['a later version', { ...report, schemaVersion: 2.5 }, /a later release/],
    ['no version', { ...report, schemaVersion: undefined }, /schemaVersion should be 1/],
    ['a version that is text', { ...report, schemaVersion: '1' }, /schemaVersion should be 1/],
    ['findings that are none', { ...report, findings: 'x' }, /findings should be a list/],
    ['a finding that is null', { ...report, findings: [null] }, /findings\[0\] should be an object/],
    [
      'a severity of its own',
      { ...report, findings: [{ ...sampleFinding(), severity: 'fatal' }] },
      /blocker, warning and info/,
    ],
    ['a target of its own', { ...report, findings: [{ ...sampleFinding(), targets: ['gpu'] }] }, /targets\[0\]/],
    ['a negative count', { ...report, findings: [{ ...sampleFinding(), occurrences: -1 }] }, /at least 0/],
    ['a day that is none', { ...report, settings: { ...report.settings, asOf: 'today' } }, /YYYY-MM-DD/],
    ['a verdict of its own', { ...report, verdicts: { inf2: 'fine' } }, /verdicts\.inf2/],
    ['a plan that is a list', { ...report, plan: [] }, /plan should be an object/],
    ['artifacts without a status', { ...report, artifacts: [{ path: 'a', kind: 'onnx' }] }, /artifacts\[0\]\.status/],
  ];
  for (const [name, data, sentence] of cases) {
    it(`such as ${name}, is told in a sentence`, () => {
      assert.throws(
        () => readReport(JSON.stringify(data)),
        (error) => error instanceof ShapeError && sentence.test(error.message),
      );
    });
  }

  it('is told apart from a report by what it holds', () => {
    assert.equal(isReport(JSON.stringify(report)), true);
    assert.equal(isReport('{"model_type": "llama"}'), false);
    assert.equal(isReport('['), false);
  });

  it('may lack what earlier releases did not write, begin with a byte order mark, and nest deeply where nobody looks', () => {
    const { plan: _plan, coverage: _coverage, ...old } = report;
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const json = `\ufeff${JSON.stringify(old).slice(0, -1)},"later":${deep}}`;
    const { steps, cutShort, findings } = readReport(json);
    assert.deepEqual([steps, cutShort], [[], []]);
    assert.equal(findings.length, report.findings.length);
  });
});
