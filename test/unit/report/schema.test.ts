/** The published schema of the JSON report holds for every report, and lets no field through that it does not know. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import { audit } from '../../../src/audit';
import type { Report } from '../../../src/model/report';
import { nodeHost } from '../../../src/node/node-host';
import { createPace } from '../../../src/node/pace';
import { json } from '../../../src/report/json';
import { emptyReport, readyReport, sampleReport } from '../../support/sample-report';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CASES = path.resolve(ROOT, '../shared/cases');
const schema = JSON.parse(readFileSync(path.join(ROOT, 'media/neuron-migration-report.schema.json'), 'utf8'));
const validate = new Ajv({ strict: false }).compile(schema);

function conforms(report: Report, of: string): void {
  assert.ok(validate(JSON.parse(json(report))), `${of}: ${JSON.stringify(validate.errors)}`);
}

function auditOf(folder: string): Promise<Report> {
  const options = { asOf: '2026-11-22', targets: ['inf2', 'trn1', 'trn2', 'trn3'] as const };
  return audit({ host: nodeHost(folder), paths: [''], options, pace: createPace() });
}

test('the sample reports conform', () => {
  for (const report of [sampleReport(), emptyReport(), readyReport()]) conforms(report, 'a report built by hand');
});

test('the report of the sample workspace conforms', async () => {
  conforms(await auditOf(path.join(ROOT, 'test/sample')), 'test/sample');
});

test('the reports of the research cases conform', async (t) => {
  if (!existsSync(CASES)) return t.skip('the cases are not here');
  const folders = readdirSync(CASES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) conforms(await auditOf(path.join(CASES, name)), name);
});

test('a field that no type has, a missing field and a wrong word are refused', () => {
  const report = JSON.parse(json(sampleReport()));
  const [finding] = report.findings;
  for (const broken of [
    { ...report, novelty: 1 },
    { ...report, coverage: undefined },
    { ...report, findings: [{ ...finding, severity: 'fatal' }] },
    { ...report, findings: [{ ...finding, colour: 'red' }] },
    { ...report, verdicts: { gpu: 'ready' } },
  ])
    assert.ok(!validate(JSON.parse(JSON.stringify(broken))));
});
