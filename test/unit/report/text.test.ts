import assert from 'node:assert/strict';
import { test } from 'node:test';
import { text } from '../../../src/report';
import { wrap } from '../../../src/report/text/page';
import { sampleFinding, sampleReport } from '../../support/sample-report';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
const ANSI = /\x1b\[\d+m/g;

test('verdicts come before blockers, blockers before warnings, warnings before notes', () => {
  const written = text(sampleReport());
  const places = ['Inf2  Blocked', 'BLOCKERS', 'WARNINGS', 'NOTES', 'WAIVED', 'PLAN', 'COVERAGE', 'KNOWLEDGE'].map(
    (words) => written.indexOf(words),
  );
  assert.ok(places.every((place) => place >= 0));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
});

test('a root cause is named on the first screen and written once with file, node, fix, error and source', () => {
  const [first = '', written = ''] = text(sampleReport()).split('\nBLOCKERS');
  assert.match(first, /STANDS IN THE WAY\n\n1\. {2}TopK orders INT64 values.* \(Inf2 and Trn2\)\n/);
  assert.equal(written.split('TopK orders INT64 values').length, 2);
  for (const words of ['models/encoder.onnx: /pool/TopK', 'and 9 more', 'NCC_EVRF013', 'SDK 2.32.0', 'https://']) {
    assert.ok(written.includes(words), words);
  }
});

test('lines keep to the width, but for names and addresses that cannot be broken', () => {
  for (const width of [60, 100]) {
    for (const line of text(sampleReport(), { width }).split('\n')) {
      assert.ok(line.length <= width || !line.trimStart().includes(' ') || /^ {4}\w+ +\S+$/.test(line), line);
    }
  }
  assert.deepEqual(wrap('aa bb cc', 5), ['aa bb', 'cc']);
  assert.deepEqual(wrap('a longer-than-five b', 5), ['a', 'longer-than-five', 'b']);
});

test('colour adds codes around our own words and changes nothing else', () => {
  const report = sampleReport({ findings: [sampleFinding({ message: 'x \x1b[31mred\x1b[0m y' })] });
  const coloured = text(report, { color: true });
  assert.notEqual(coloured, text(report));
  assert.equal(coloured.replace(ANSI, ''), text(report));
  assert.match(coloured, /x \\x1b\[31mred\\x1b\[0m y/);
});

test('beyond fifty causes of a severity the others take a line each, and the last are counted', () => {
  const findings = Array.from({ length: 300 }, (_, i) =>
    sampleFinding({ rule: `onnx/rule-${i}`, fingerprint: `${i}` }),
  );
  const written = text(sampleReport({ findings }));
  assert.ok(written.includes('BLOCKERS: 300 CAUSES'));
  assert.ok(written.includes('and 190 more causes; the JSON report holds them all'));
});
