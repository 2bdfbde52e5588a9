import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHistory, editOf } from '../../../src/webview/history';
import { sampleStep } from '../../support/sample-report';

const edit = (id: string) => ({ id, title: id, before: { owner: null }, after: { owner: 'mira' } });

describe('the history of a plan', () => {
  it('takes back the latest first, and does again what was taken back last', () => {
    const history = createHistory();
    for (const id of ['a', 'b', 'c']) history.add(edit(id));
    assert.deepEqual([history.undo()?.id, history.undo()?.id], ['c', 'b']);
    assert.deepEqual([history.redo()?.id, history.redo()?.id, history.redo()], ['b', 'c', null]);
    assert.deepEqual(
      [history.undo()?.id, history.undo()?.id, history.undo()?.id, history.undo()],
      ['c', 'b', 'a', null],
    );
  });

  it('forgets what was taken back once something else is changed', () => {
    const history = createHistory();
    history.add(edit('a'));
    history.undo();
    history.add(edit('b'));
    assert.equal(history.redo(), null);
    assert.equal(history.undo()?.id, 'b');
    assert.equal(history.undo(), null);
  });

  it('keeps the last hundred', () => {
    const history = createHistory();
    for (let n = 0; n < 130; n++) history.add(edit(String(n)));
    let last = '';
    let count = 0;
    for (let taken = history.undo(); taken !== null; taken = history.undo()) {
      last = taken.id;
      count += 1;
    }
    assert.deepEqual([count, last], [100, '30']);
  });
});

describe('an edit of a step', () => {
  const step = sampleStep({ owner: 'jonas', ticked: null, spentDays: 2 });

  it('names the fields that become others, as they were and as they are', () => {
    assert.deepEqual(editOf(step, { owner: 'mira', note: null, state: 'doing' }), {
      id: step.id,
      title: step.title,
      before: { owner: 'jonas', state: 'open' },
      after: { owner: 'mira', state: 'doing' },
    });
    assert.deepEqual(editOf(step, { owner: null, spentDays: null })?.after, { owner: null, spentDays: null });
  });

  it('is none where every field holds that value already', () => {
    assert.equal(editOf(step, { owner: 'jonas' }), null);
    assert.equal(editOf(step, { note: '', evidence: null, effort: null }), null);
    assert.equal(editOf(step, {}), null);
  });

  it('takes the range of the team for one, the estimate of the tool for none', () => {
    const own = { ...step, effort: { minDays: 1, maxDays: 2, drivers: [], by: 'team' as const } };
    assert.deepEqual(editOf(own, { effort: null })?.before, { effort: { minDays: 1, maxDays: 2 } });
    assert.equal(editOf(own, { effort: { minDays: 1, maxDays: 2 } }), null);
    assert.deepEqual(
      editOf({ ...own, effort: { ...own.effort, by: 'tool' } }, { effort: { minDays: 1, maxDays: 2 } })?.before,
      {
        effort: null,
      },
    );
  });
});
