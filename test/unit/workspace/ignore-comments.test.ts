import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../../src/audit';
import { ignoreComments } from '../../../src/formats/ignore-comments';
import { memoryHost, noPace } from '../../support/memory-host';

const MARK = '# neuron-migration: ignore';

test('a comment covers its line, or the next where it stands alone; several may stand above one line', () => {
  const text = `a ${MARK} x/y (why)\n${MARK} x/y (one)\n${MARK} z/w (two)\n\nb\n`;
  assert.deepEqual(
    ignoreComments(text).map(({ rule, lines }) => [rule, lines]),
    [
      ['x/y', [1]],
      ['x/y', [2, 5]],
      ['z/w', [3, 5]],
    ],
  );
});

test('a comment that ignores nothing says so in the coverage; one that works waives the finding', async () => {
  const manifest = (comment: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: c\n      image: x\n      resources:\n        limits:\n          ${comment}\n          nvidia.com/gpu: 1\n`;
  const run = async (comment: string) =>
    audit({
      host: memoryHost({ 'pod.yaml': manifest(comment) }),
      paths: [''],
      options: { targets: ['trn2'], asOf: '2026-11-22' },
      pace: noPace,
    });
  const waived = (report: Awaited<ReturnType<typeof run>>) =>
    report.findings.find(({ rule }) => rule === 'deploy/gpu-resource')?.waived;
  const good = await run(`${MARK} deploy/gpu-resource (stays on GPUs)`);
  assert.deepEqual(waived(good), { reason: 'stays on GPUs', by: 'a comment in the file', expires: null });
  assert.deepEqual(good.coverage.notes, []);
  for (const [comment, words] of [
    [`${MARK} deploy/gpu-resource`, 'gives no reason in brackets'],
    [`${MARK} *`, 'names no rule'],
    [`${MARK} deploy/nothing (why)`, 'names a rule that does not exist'],
  ] as const) {
    const report = await run(comment);
    assert.equal(waived(report), null);
    assert.deepEqual(report.coverage.notes, [`The comment at pod.yaml:10 ignores nothing: it ${words}.`]);
  }
});

test('a comment at one of two places leaves the other', async () => {
  const pod = (comment: string) =>
    `    - name: c${comment.length}\n      image: x\n      resources:\n        limits:\n          nvidia.com/gpu: 1${comment}\n`;
  const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n${pod('')}${pod(` ${MARK} deploy/gpu-resource (stays)`)}`;
  const report = await audit({
    host: memoryHost({ 'pod.yaml': text }),
    paths: [''],
    options: { targets: ['trn2'], asOf: '2026-11-22' },
    pace: noPace,
  });
  const found = report.findings.filter(({ rule }) => rule === 'deploy/gpu-resource');
  const lines = found.flatMap(({ waived, locations }) =>
    waived === null ? locations.map((place) => ('range' in place ? place.range.start.line : 0)) : [],
  );
  assert.deepEqual(lines, [10]);
});
