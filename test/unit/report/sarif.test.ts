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

test('no more results than GitHub shows, and it is told', () => {
  const findings = Array.from({ length: 5200 }, (_, i) => sampleFinding({ fingerprint: `f${i}` }));
  const { runs } = JSON.parse(sarif(sampleReport({ findings, causes: [] })));
  assert.equal(runs[0].results.length, 5000);
  assert.match(JSON.stringify(runs[0].invocations), /200 more findings/);
});
