import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fitOf } from '../../../src/fit/fit';
import { subjectsOf } from '../../../src/fit/subject';
import { hfConfig } from '../../../src/formats/hf-config';
import type { Summary } from '../../../src/formats/reading';
import { sourceFile } from '../../../src/formats/source-file';
import type { FitFigure, ModelFit } from '../../../src/model/fit';
import { nodeHost } from '../../../src/node/node-host';
import { discover } from '../../../src/workspace/discover';
import { planOf } from '../../support/fit';
import { noPace } from '../../support/memory-host';
import { knowledge } from '../../support/rule-fixture';

const CORPUS = path.resolve(import.meta.dirname, '../../../shared/corpus');

test('fits of the configs of the corpus hold together', async (t) => {
  if (!existsSync(path.join(CORPUS, 'configs'))) return t.skip('the shared corpus is not here');
  const host = nodeHost(CORPUS);
  const { candidates } = await discover(host, ['configs'], { ignore: [], exclude: [], pace: noPace });
  const readings: Summary[] = [];
  for (const candidate of candidates) {
    if (!candidate.path.endsWith('.json')) continue;
    const reading = await hfConfig.read(sourceFile(host, candidate.path, false), noPace);
    if (reading?.kind === 'hf-config') readings.push(reading);
  }
  const subjects = subjectsOf(readings, new Map(), knowledge);
  assert.ok(subjects.length > 40, `${subjects.length} models of ${readings.length} configs`);
  const started = performance.now();
  const plans = [
    planOf(),
    planOf({ tensorParallel: 8, batchSize: 16, sequenceLength: 4096 }),
    planOf({ dataParallel: 4 }, { workload: 'training', zero1: true }),
  ];
  const fits = plans.flatMap((plan) => subjects.map((subject) => fitOf(subject, knowledge, plan)));
  const each = (performance.now() - started) / fits.length;
  for (const fit of fits) holdsTogether(fit);
  assert.ok(each < 50, `a fit takes ${each.toFixed(1)} ms`);
  t.diagnostic(`${subjects.length} models, ${each.toFixed(2)} ms a fit`);
});

function holdsTogether({ subject, figures, targets }: ModelFit): void {
  const about = subject.paths[0] ?? '';
  for (const one of figures) isFigure(one, about);
  for (const { label, verdict, answer, figures: parts, degrees, instances, smallest, blanks } of targets) {
    const where = `${about} on ${label}`;
    assert.match(answer, /^(Fits|Does not fit|Cannot be told) .*\.$|^Cannot be told: .*\.$/, where);
    for (const one of parts) isFigure(one, where);
    const memory = parts.find(({ id }) => id === 'memory-per-core')?.value ?? null;
    for (const degree of degrees) {
      if (degree.verdict === 'fits')
        assert.ok((degree.need ?? Infinity) <= (memory ?? 0), `${where} at ${degree.degree}`);
      if (degree.verdict === 'fits') assert.notEqual(degree.bound, 'at-least', `${where}: a lower bound never fits`);
      if (!degree.valid) assert.ok(degree.reason, `${where}: the rule that fails is named`);
    }
    for (const instance of instances) {
      assert.match(instance.reason, /\.$/, where);
      isFigure(instance.largestBatch, where);
      isFigure(instance.largestSequence, where);
      if (instance.verdict === 'fits') assert.ok(instance.copies >= 1, where);
    }
    assert.equal(smallest, instances.find((one) => one.verdict === 'fits')?.instance ?? null, where);
    if (verdict === 'fits') assert.notEqual(smallest, null, where);
    for (const blank of blanks) assert.match(blank, /\.$/, where);
  }
}

function isFigure(one: FitFigure, about: string): void {
  if (one.value === null) {
    assert.match(one.reason, /^[A-Z0-9].*\.$/, `${about}: ${one.id}`);
    return;
  }
  assert.ok(Number.isFinite(one.value) && one.value >= 0, `${about}: ${one.id} is ${one.value}`);
  assert.ok(one.formula.length > 0 && one.inputs.length > 0, `${about}: ${one.id} shows formula and inputs`);
  for (const { value, from } of one.inputs)
    assert.ok(from !== '' && (typeof value === 'string' || Number.isFinite(value)), `${about}: inputs of ${one.id}`);
}
