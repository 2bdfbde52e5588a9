import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cli, folder } from './run';

const AS_OF = ['--as-of', '2026-11-22'];
const COSTS = `cost:
  currency: USD
  current: { date: 2026-11-01, source: invoice, prices: [{ name: GPU, amount: 1200000, per: month }] }
  neuron:
    date: 2026-11-02
    source: quote
    prices: [{ name: instances, amount: 480000, per: month }, { name: operation, amount: 120000, per: month }]
`;

test('without costs, a block to paste', (t) => {
  const root = folder(t, { 'a.txt': '' });
  const run = cli(['cost', root]);
  assert.equal(run.code, 0);
  assert.match(run.stdout, /^# neuron-migration\.yaml does not exist yet/);
  assert.match(run.stdout, /^# cost:$/m);
  assert.ok(run.stdout.split('\n').every((line) => line === '' || line.startsWith('#')));
  assert.equal(cli(['cost', root, '--format', 'json']).code, 2);
  assert.match(cli(['cost', root, '--format', 'csv']).stderr, /holds no costs; cost without --format prints a block/);
  const other = folder(t, { 'neuron-migration.yaml': 'version: 1\n' });
  assert.match(cli(['cost'], other).stdout, /^# neuron-migration\.yaml holds no costs/);
});

test('text, JSON and CSV of the costs that were entered; another planner file; a file', (t) => {
  const root = folder(t, { 'neuron-migration.yaml': COSTS, 'ci/other.yaml': COSTS.replace('480000', '1080000') });
  const text = cli(['cost', root, ...AS_OF]);
  assert.equal(text.code, 0);
  assert.match(text.stdout, /saving 600,000\.00 USD \(50 %\)/);
  assert.equal(JSON.parse(cli(['cost', root, '--format', 'json', ...AS_OF]).stdout).savingPercent.value, 50);
  assert.match(cli(['cost', '.', '--format', 'csv', ...AS_OF], root).stdout, /saving in percent,50,percent,50 %/);
  assert.match(
    cli(['cost', root, '--config', path.join(root, 'ci/other.yaml'), ...AS_OF]).stdout,
    /both cost the same/,
  );
  const out = path.join(root, 'cost.json');
  assert.equal(cli(['cost', root, '--format', 'json', '--output', out, ...AS_OF]).stdout, '');
  assert.equal(JSON.parse(readFileSync(out, 'utf8')).saving.value, 600_000);
});

test('numbers that contradict each other make the exit code 1, mistakes in the file 2', (t) => {
  const root = folder(t, {
    'neuron-migration.yaml': COSTS.replace('source: quote', 'source: quote\n    utilization: 60'),
    'bad.yaml': 'cost: { tokensPerMonth: -5 }\n',
  });
  const run = cli(['cost', root, ...AS_OF]);
  assert.equal(run.code, 1);
  assert.match(run.stdout, /Wrong, cost\.neuron\.utilization: [\s\S]* write 0\.6/);
  const bad = cli(['cost', root, '--config', path.join(root, 'bad.yaml')]);
  assert.equal(bad.code, 2);
  assert.match(bad.stderr, /^neuron-migration: bad\.yaml:1:25: cost\.tokensPerMonth must be a number/);
  assert.equal(cli(['cost', root, root]).code, 2);
  assert.equal(cli(['cost', root, '--target', 'trn2']).code, 2);
});

test('an audit holds the costs in its report', (t) => {
  const root = folder(t, { 'neuron-migration.yaml': COSTS });
  const { cost } = JSON.parse(cli(['audit', root, '--format', 'json', ...AS_OF]).stdout);
  assert.equal(cost.saving.value, 600_000);
});
