import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { sarif } from '../../../src/report/sarif';
import { emptyReport, readyReport, sampleFinding, sampleReport } from '../../support/sample-report';

const SCHEMA = path.resolve(import.meta.dirname, '../../../shared/sarif/sarif-schema-2.1.0.json');
const range = (line: number) => ({ start: { line, column: 3 }, end: { line, column: 6 } });
const edited = sampleFinding({
  artifact: 'k8s/a b#1.yaml',
  locations: [{ path: 'k8s/a b#1.yaml', range: range(4) }],
  edit: { title: 'Replace it', changes: [{ path: 'k8s/a b#1.yaml', range: range(4), before: 'gpu', after: 'neuron' }] },
  waived: { reason: 'known', by: 'a comment in the file', expires: null },
  baseline: true,
});

test('SARIF validates against the schema of OASIS', (t) => {
  if (!existsSync(SCHEMA)) return t.skip('the schema is not here');
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  for (const report of [sampleReport(), emptyReport(), readyReport(), sampleReport({ findings: [edited] })])
    assert.ok(validate(JSON.parse(sarif(report))), JSON.stringify(validate.errors));
});

test('a finding is a result with level, rule, place, fingerprint, fix, suppression and state', () => {
  const { runs } = JSON.parse(sarif(sampleReport({ findings: [edited] })));
  const [result] = runs[0].results;
  assert.equal(result.level, 'error');
  assert.equal(runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  assert.equal(artifactLocation.uri, 'k8s/a%20b%231.yaml');
  assert.deepEqual(region, { startLine: 4, startColumn: 3, endLine: 4, endColumn: 6 });
  assert.equal(result.partialFingerprints['neuronMigration/v1'], edited.fingerprint);
  assert.equal(result.fixes[0].artifactChanges[0].replacements[0].insertedContent.text, 'neuron');
  assert.equal(result.suppressions[0].kind, 'inSource');
  assert.equal(result.baselineState, 'unchanged');
});

test('what GitHub reads of a result and a rule keeps its documented limits', () => {
  const long = 'w'.repeat(3000);
  const locations = Array.from({ length: 40 }, (_, i) => ({ path: 'k8s/a.yaml', range: range(i + 1) }));
  const rules = sampleReport().rules.map((rule) => ({ ...rule, title: long, what: long }));
  const { runs } = JSON.parse(sarif(sampleReport({ findings: [sampleFinding({ locations })], rules })));
  const [result] = runs[0].results;
  assert.equal(result.locations.length, 10);
  assert.equal(result.partialFingerprints.primaryLocationLineHash, sampleFinding().fingerprint);
  const [rule] = runs[0].tool.driver.rules;
  assert.ok(rule.name.length <= 255);
  assert.equal(rule.shortDescription.text.length, 1024);
  assert.equal(rule.fullDescription.text.length, 1024);
  assert.ok(rule.properties.tags.length <= 10);
  for (const { physicalLocation } of JSON.parse(sarif(sampleReport())).runs[0].results.flatMap(
    (one: { locations: unknown[] }) => one.locations,
  ))
    assert.deepEqual(Object.keys(physicalLocation.region), ['startLine', 'startColumn', 'endLine', 'endColumn']);
});

test('no more results than GitHub shows, and it is told', () => {
  const findings = Array.from({ length: 5200 }, (_, i) => sampleFinding({ fingerprint: `f${i}` }));
  const { runs } = JSON.parse(sarif(sampleReport({ findings, causes: [] })));
  assert.equal(runs[0].results.length, 5000);
  assert.match(JSON.stringify(runs[0].invocations), /200 of 5,200 findings, those of the least severity, are left out/);
});

test('no more than 10 MB, even before compression, and it is told', () => {
  const message = 'é'.repeat(1000);
  const findings = Array.from({ length: 5000 }, (_, i) =>
    sampleFinding({ fingerprint: `f${i}`, message, why: message, remedy: message }),
  );
  const written = sarif(sampleReport({ findings, causes: [] }));
  assert.ok(Buffer.byteLength(written) <= 10_000_000, `${Buffer.byteLength(written)} bytes`);
  const { runs } = JSON.parse(written);
  assert.ok(runs[0].results.length > 500);
  assert.match(JSON.stringify(runs[0].invocations), /of 5,000 findings, those of the least severity, are left out/);
});
