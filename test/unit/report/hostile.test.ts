/** Strings of a hostile model, in every field that a repository can fill, in every format. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../../src/model/report';
import { FORMATS, WRITERS } from '../../../src/report';
import { SCRIPT } from '../../../src/report/html/filter';
import { COMMENT_LIMIT } from '../../../src/report/markdown';
import { sampleReport } from '../../support/sample-report';

const STRINGS: Readonly<Record<string, string>> = {
  markup: `</style></title><script>alert(1)</script><img src=x onerror="alert(1)" '>`,
  pipes: 'a | b || c\n| d |\n```\n# head',
  formula: '=cmd|"/c calc"!A1',
  ansi: '\x1b]0;title\x07\x1b[2J\x1b[31mred',
  override: '\u202etxt.exe\u2066\u200f',
  mention: '@everyone #1 [click](javascript:alert(1)) https://evil.example',
  megabyte: `head${'n'.repeat(1_048_576)}`,
};

/** Fields of fit, batching and cost whose texts come from files, people or rules. */
const FREE = new Set(
  'answer assumption blanks claim compileTime currency dimension dtype formula from instance label message name note notes path paths reason shown text threeWays title url visionType where why words'.split(
    ' ',
  ),
);

/** The value with the string in every free field. */
function spoiled<T>(value: T, evil: string, free = false): T {
  if (typeof value === 'string') return (free ? evil : value) as T;
  if (Array.isArray(value)) return value.map((item) => spoiled(item, evil, free)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoiled(one, evil, FREE.has(key))])) as T;
}

/** The sample with the string as every name, sentence and address that does not come from our own code. */
function infested(evil: string): Report {
  const report = sampleReport();
  return {
    ...report,
    settings: { ...report.settings, pins: { [evil]: 1 }, deployment: { instance: evil } },
    artifacts: report.artifacts.map((artifact) => ({ ...artifact, path: evil, reason: artifact.reason && evil })),
    findings: report.findings.map((finding) => ({
      ...finding,
      artifact: evil,
      action: evil,
      message: evil,
      why: evil,
      remedy: evil,
      evidence: [
        { title: evil, url: evil, sdk: evil },
        { title: 'script', url: 'javascript:alert(1)', sdk: null },
        { title: 'quote', url: 'https://example.org/"><script>alert(1)</script>', sdk: null },
      ],
      locations: [{ path: evil, graph: evil, node: evil, op: evil, tensor: evil }, { path: evil }],
      waived: finding.waived && { reason: evil, by: evil, expires: '2027-03-31' },
    })),
    plan: {
      ...report.plan,
      phases: report.plan.phases.map((phase) => ({
        ...phase,
        steps: phase.steps.map((step) => ({
          ...step,
          title: evil,
          detail: evil,
          how: [evil],
          doneWhen: evil,
          check: { state: 'unknown', says: evil },
          effort: { ...step.effort, drivers: [evil] },
          files: [evil],
          owner: evil,
          note: evil,
          evidence: evil,
        })),
      })),
    },
    // So many fields that a megabyte in each would be more than a string can hold.
    ...spoiled({ fit: report.fit, batching: report.batching, cost: report.cost }, evil.slice(0, 20_000)),
    coverage: { ...report.coverage, notes: [evil], cutShort: [evil] },
  };
}

for (const [name, evil] of Object.entries(STRINGS)) {
  for (const format of FORMATS) {
    test(`${format} survives ${name}`, () => {
      const whole = WRITERS[format](infested(evil));
      // The lines of CSV end in CRLF.
      const written = format === 'csv' ? whole.replaceAll('\r\n', '\n') : whole;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      assert.doesNotMatch(written, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
      if (format !== 'json' && format !== 'sarif') assert.ok(written.length < 400_000, `${written.length} characters`);
      if (format === 'markdown') assert.ok(written.length <= COMMENT_LIMIT, `${written.length} characters`);
    });
  }

  test(`html holds no element of ${name}`, () => {
    const written = WRITERS.html(infested(evil));
    assert.doesNotMatch(
      written.replace(`<script>${SCRIPT}</script>`, ''),
      /<script|<img|onerror="|javascript:alert\(1\)"/i,
    );
    assert.deepEqual(elements(written), elements(WRITERS.html(infested('harmless'))));
    for (const [, href] of written.matchAll(/href="([^"]*)"/g)) assert.match(href ?? '', /^(#[\w-]+|https:\/\/)/);
  });

  test(`markdown holds no structure of ${name}`, () => {
    const written = WRITERS.markdown(infested(evil));
    assert.doesNotMatch(written, /<script|<img|(?<!\\)\]\((?!<https:)|@(?!<!-- -->)\w|https:\/\/evil/i);
    // What was cut to fit a comment has fewer lines.
    if (!written.includes('To fit a comment'))
      assert.deepEqual(structure(written), structure(WRITERS.markdown(infested('harmless'))));
  });
}

for (const [name, evil] of Object.entries(STRINGS)) {
  test(`csv holds no formula and no cell more of ${name}`, () => {
    const rows = parsed(WRITERS.csv(infested(evil)));
    for (const row of rows) {
      assert.equal(row.length, rows[0]?.length);
      for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
    }
  });
}

test('a megabyte in JSON is kept whole', () => {
  const evil = STRINGS.megabyte ?? '';
  assert.equal(JSON.parse(WRITERS.json(infested(evil))).findings[0].message, evil);
});

/** Which elements there are, without their text; links aside, which only an https address gets. */
function elements(page: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [, tag] of page.matchAll(/<([a-z][a-z0-9]*)\b/g)) {
    if (tag !== undefined && tag !== 'a') counts[tag] = (counts[tag] ?? 0) + 1;
  }
  return counts;
}

/** How each line starts, and how many unescaped pipes it has. */
function structure(page: string): string[] {
  return page
    .split('\n')
    .map((line) => `${/^(#+ |\s*- |\|)?/.exec(line)?.[0]}${line.replace(/\\\|/g, '').split('|').length}`);
}

/** Rows of CSV as RFC 4180 has it. */
function parsed(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && !quoted && !plain) break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
