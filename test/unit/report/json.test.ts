import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json } from '../../../src/report/json';
import { sampleFinding, sampleReport } from '../../support/sample-report';

test('JSON is exactly the report', () => {
  const report = sampleReport({ findings: [sampleFinding({ message: 'a\u202eb\x1b[0m\u2028\ud800 "quoted"\n' })] });
  const written = json(report);
  assert.deepEqual(JSON.parse(written), report);
  for (const hidden of ['\u202e', '\x1b', '\u2028']) assert.ok(!written.includes(hidden));
  assert.match(written, /^\{\n {2}"schemaVersion": 1,\n {2}"tool": \{\n {4}"name"/);
});

test('a pin is written in the same place whatever the order it was given in', () => {
  const { settings } = sampleReport();
  const pinned = (pins: Record<string, number>) => json(sampleReport({ settings: { ...settings, pins } }));
  assert.equal(pinned({ b: 2, a: 1 }), pinned({ a: 1, b: 2 }));
});

test('a pin named like a property of every object is kept', () => {
  const { settings } = sampleReport();
  const pins: Record<string, number> = JSON.parse('{"__proto__": 3, "constructor": 4}');
  const written = json(sampleReport({ settings: { ...settings, pins } }));
  assert.match(written, /"__proto__": 3,\n\s+"constructor": 4/);
});
