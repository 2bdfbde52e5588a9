import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadKnowledge } from '../../../src/neuron/load';
import { withConflictTable } from '../../support/conflict-table';

const knowledge = loadKnowledge();
const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/knowledge.md'), 'utf8');

test('the page shows the conflicts as the data has them; `npm run knowledge -- --docs` writes them', () => {
  assert.equal(withConflictTable(page), page);
});

test('a page without the table is an error, and a row keeps to its cells', () => {
  assert.throws(() => withConflictTable('# Knowledge\n'), /no table of conflicts/);
  const statements = [
    { words: 'a | b', sources: ['x'] },
    { words: 'c', sources: ['x'] },
  ];
  const table = withConflictTable('| topic | documents say | chosen | why |\n| old |\n\nend', [
    { id: 'x', topic: 't', statements, chosen: 'a', why: 'w' },
  ]);
  assert.match(table, /\n\| t \| a \\\| b; c \| a \| w \|\n\nend$/);
});

test('a conflict is found by its id, with sources on both sides', () => {
  const { statements } = knowledge.conflict('int64-default');
  for (const { sources } of statements) for (const id of sources) assert.match(knowledge.evidence(id).url, /^https:/);
  assert.throws(() => knowledge.conflict('none'), /does not know none/);
});
