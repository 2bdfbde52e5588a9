import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MatrixRow, MatrixRun } from '../../../src/model/matrix';
import { cellsOf, columnLabel, columnsOf, holds } from '../../../src/webview/matrix-columns';

function row(...runs: readonly MatrixRun[]): MatrixRow {
  return { target: 'trn2', route: null, state: null, now: 'ready', runs, flips: [] };
}
const run = (from: string, to: string, verdict: MatrixRun['verdict']): MatrixRun => ({ from, to, verdict });

const first = row(run('2.26.0', '2.28.1', 'ready'), run('2.29.0', '2.33.1', 'blocked'));
const second = row(run('2.26.0', '2.26.1', null), run('2.27.0', '2.31.0', 'ready'), run('2.31.1', '2.33.1', 'unknown'));

test('the columns are the runs of all rows cut at every change of one', () => {
  const columns = columnsOf([first, second]);
  assert.deepEqual(columns.map(columnLabel), ['2.26 – 2.26.1', '2.27 – 2.28.1', '2.29 – 2.31', '2.31.1 – 2.33.1']);
  assert.deepEqual(
    [first, second].map((each) => cellsOf(each, columns).map(({ span }) => span)),
    [
      [2, 2],
      [1, 2, 1],
    ],
  );
});

test('a release lies in one column', () => {
  const columns = columnsOf([first, second]);
  for (const sdk of ['2.26.1', '2.28.0', '2.33.1']) assert.equal(columns.filter((one) => holds(one, sdk)).length, 1);
});

test('a single release is not written as a span', () => {
  assert.equal(columnLabel({ from: '2.33.0', to: '2.33.0' }), '2.33');
});
