import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { Trend } from '../../src/model/comparison';
import { NO_GIT, repository } from '../support/git-repository';
import { blockedModel, dynamicModel } from './models';
import { cli, folder, report } from './run';

const audited = (root: string, asOf: string) =>
  JSON.stringify({
    ...report([root, '--target', 'trn1']),
    settings: { ...report([root, '--target', 'trn1']).settings, asOf },
  });

function trend(args: readonly string[]): Trend {
  const run = cli(['trend', '--format', 'json', ...args]);
  assert.equal(run.code, 0, run.stderr);
  return JSON.parse(run.stdout) as Trend;
}

describe('trend', () => {
  it('takes a folder of reports by day, and leaves out what is none', (test) => {
    const models = folder(test, { 'a/m.onnx': blockedModel(), 'b/m.onnx': dynamicModel() });
    const reports = folder(test, { 'other.json': '{}', 'notes.txt': '' });
    writeFileSync(path.join(reports, 'z.json'), audited(path.join(models, 'a'), '2026-10-01'));
    writeFileSync(path.join(reports, 'a.json'), audited(path.join(models, 'b'), '2026-11-01'));
    const { points, notes, order } = trend([reports]);
    assert.equal(order, 'day');
    assert.deepEqual(
      points.map(({ name, findings, verdicts }) => [name, findings.blocker, verdicts.trn1]),
      [
        ['z.json', 1, 'blocked'],
        ['a.json', 0, 'attention'],
      ],
    );
    assert.match(notes.join(' '), /1 JSON file is no report/);
    assert.match(cli(['trend', reports]).stdout, /Blockers: 1 → 0 {2}█▁/);
    assert.equal(cli(['trend', path.join(reports, 'other.json')]).code, 2);
    assert.match(cli(['trend', path.join(reports, 'other.json')]).stderr, /some other JSON file/);
    assert.match(cli(['trend', models]).stderr, /no JSON report/);
    assert.match(cli(['trend']).stderr, /trend wants/);
  });

  it('takes the history of one report, and the order of commits for several', { skip: NO_GIT }, (test) => {
    const models = folder(test, { 'a/m.onnx': blockedModel(), 'b/m.onnx': dynamicModel() });
    const [blocked, better] = [
      audited(path.join(models, 'a'), '2026-11-02'),
      audited(path.join(models, 'b'), '2026-11-01'),
    ];
    const repo = repository(test);
    repo.write({ 'audits/report.json': blocked, 'audits/late.json': blocked });
    repo.commit('2026-11-03');
    repo.write({ 'audits/report.json': better });
    repo.commit('2026-11-04');
    const of = (args: readonly string[]) =>
      trend(args).points.map(({ findings, commit }) => [findings.blocker, commit?.day ?? null]);
    const file = path.join(repo.folder, 'audits/report.json');
    assert.deepEqual(of([file]), [
      [1, '2026-11-03'],
      [0, '2026-11-04'],
    ]);
    assert.equal(trend([path.join(repo.folder, 'audits')]).order, 'commit');
    assert.deepEqual(of([path.join(repo.folder, 'audits')]), [
      [1, '2026-11-03'],
      [0, '2026-11-04'],
    ]);
    repo.write({ 'audits/report.json': blocked });
    assert.deepEqual(of([file]).at(-1), [1, null], 'what is not committed comes last');
    mkdirSync(path.join(repo.folder, 'audits/empty'));
    assert.equal(cli(['trend', path.join(repo.folder, 'audits/empty')]).code, 2);
  });
});
