import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import type { BatchingReport } from '../../src/model/batching';
import { dynamicModel } from './models';
import { cli, folder, report } from './run';

const AT = ['--as-of', '2026-11-22', '--target', 'trn2'];

/** The open dimension of {@link dynamicModel}. */
const NAME = 'batch';

describe('buckets', () => {
  it('plans for a list, a range and a file, and prints what to write', (test) => {
    const root = folder(test, {
      'm/model.onnx': dynamicModel(),
      'elsewhere/lengths.csv': 'length,count\n12,3\n40,1\n',
    });
    const model = path.join(root, 'm');
    for (const [how, sentence] of [
      ['12,40,80', /3 requests, 3 different lengths from 12 to 80, mean 44\.0; list of 3 lengths\./],
      ['1-512', /512 requests, 512 different lengths from 1 to 512/],
      [
        path.join(root, 'elsewhere/lengths.csv'),
        /4 requests, 2 different lengths from 12 to 40, mean 19\.0; lengths\.csv\./,
      ],
    ] as const) {
      const run = cli(['buckets', model, '--lengths', `${NAME}=${how}`, ...AT]);
      assert.equal(run.code, 0, run.stderr);
      assert.match(run.stdout.replaceAll(/\s+/g, ' '), sentence);
      assert.match(run.stdout, /BUCKETS OF BATCH/);
      assert.match(run.stdout, /^ {2}\* +\d+ +[\d.]+ % +\d+ {2}\d+/m);
      assert.match(run.stdout, /pins:\n {6}batch: \d+/);
      assert.ok(!run.stdout.includes(root));
    }
  });

  it('writes every format, the same bytes each time', (test) => {
    const root = folder(test, { 'model.onnx': dynamicModel() });
    const args = ['buckets', root, '--lengths', `${NAME}=1-64`, '--max-buckets', '2', '--batch', '8,1,8', ...AT];
    const starts = { text: /^BATCHES TO BEGIN WITH\n/, json: /^\{/, csv: /^dimension,buckets,suggested,/ };
    for (const [format, start] of Object.entries(starts)) {
      const run = cli([...args, '--format', format]);
      assert.match(run.stdout, start);
      assert.ok(run.stdout.endsWith('\n'));
      assert.equal(cli([...args, '--format', format]).stdout, run.stdout);
    }
    const { batching } = JSON.parse(cli([...args, '--format', 'json']).stdout) as { batching: BatchingReport };
    assert.equal(batching.plans[0]?.sets.length, 2);
    const rows = cli([...args, '--format', 'csv'])
      .stdout.trimEnd()
      .split('\r\n');
    assert.deepEqual(rows.slice(1), [
      'batch,1,no,64,64,0.4921875,1,model.onnx',
      'batch,2,yes,32 64,32 32,0.3229166666666667,2,model.onnx',
    ]);
  });

  it('is part of an audit as well', (test) => {
    const root = folder(test, { 'model.onnx': dynamicModel() });
    const { batching } = report([root, '--lengths', `${NAME}=1-9`, '--batch', '4', '--max-buckets', '3']);
    assert.deepEqual(
      batching.plans.map(({ lengths, sets }) => [lengths.dimension, sets.length]),
      [[NAME, 3]],
    );
  });

  it('says so where no lengths are given, or no model has the dimension', (test) => {
    const root = folder(test, { 'model.onnx': dynamicModel() });
    const none = cli(['buckets', root, ...AT]);
    assert.equal(none.code, 0);
    assert.match(none.stdout, /No lengths are given; name them with --lengths/);
    const other = cli(['buckets', root, '--lengths', 'width=1-9', ...AT]);
    assert.match(other.stdout, /No model that was read has an open dimension width\./);
    assert.doesNotMatch(other.stdout, /To audit a bucket/);
  });

  it('takes lengths of the planner file, which options outrank', (test) => {
    const root = folder(test, {
      'model.onnx': dynamicModel(),
      'neuron-migration.yaml': `lengths:\n  ${NAME}: l.csv\n`,
      'l.csv': '5\n7\n',
    });
    assert.match(
      cli(['buckets', root, ...AT]).stdout,
      /2 requests, 2 different lengths from 5 to 7, mean 6\.0; l\.csv\./,
    );
    assert.match(
      cli(['buckets', root, '--lengths', `${NAME}=3`, '--lengths', `${NAME}=9`, ...AT]).stdout,
      /1 request, 1 different length from 9 to 9/,
    );
  });

  it('refuses what it cannot use, with the place', (test) => {
    const root = folder(test, { 'model.onnx': dynamicModel(), 'l.csv': 'length\n1\n-2\n', 'empty.csv': '' });
    const file = (name: string) => `${NAME}=${path.join(root, name)}`;
    for (const [args, message] of [
      [['--lengths', '1-9'], /--lengths wants NAME=FILE, NAME=12,40,80 or NAME=1-512, not "1-9"/],
      [['--lengths', '=1-9'], /--lengths wants/],
      [['--lengths', `${NAME}=`], /--lengths batch is empty/],
      [['--lengths', `${NAME}=9-1`], /must be a range that grows/],
      [['--lengths', `${NAME}=1,-2`], /whole numbers of at least 1, not "-2"/],
      [['--lengths', file('none.csv')], /no such file/],
      [['--lengths', `${NAME}=${root}`], /is no file/],
      [
        ['--lengths', file('l.csv')],
        /^neuron-migration: l\.csv:3:1: A length must be a whole number of at least 1, not "-2"\.$/m,
      ],
      [['--lengths', file('empty.csv')], /empty\.csv: The file holds no length/],
      [['--batch', '0'], /--batch wants a whole number of at least 1, not "0"/],
      [['--batch', '1,,2'], /--batch wants/],
      [['--max-buckets', '65'], /at most 64, not 65/],
      [['--max-buckets', 'many'], /--max-buckets wants a whole number/],
      [['--format', 'html'], /--format wants text, json or csv/],
      [['--fail-on', 'never'], /buckets takes no option --fail-on/],
    ] as const) {
      const run = cli(['buckets', root, ...args]);
      assert.equal(run.code, 2, args.join(' '));
      assert.match(run.stderr, message);
      assert.equal(run.stdout, '');
    }
    assert.match(cli(['buckets']).stderr, /buckets wants a file or folder/);
    assert.match(
      cli(['upgrade', root, '--from', '2.31', '--lengths', 'a=1']).stderr,
      /upgrade takes no option --lengths/,
    );
  });

  it('keeps hostile names on their line and spreadsheets from running them', (test) => {
    const root = folder(test, { 'model.onnx': dynamicModel() });
    const run = cli(['buckets', root, '--lengths', '\u001b[31mx=1-4', ...AT]);
    assert.equal(run.code, 0);
    assert.ok(!run.stdout.includes('\u001b'));
    const csv = cli(['buckets', root, '--lengths', '@cmd=1-4', '--format', 'csv', ...AT]);
    assert.match(csv.stdout, /\r\n"'@cmd",1,/);
  });
});
