import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATA } from '../../../src/neuron/data';
import { loadKnowledge } from '../../../src/neuron/load';
import { drafts } from '../../support/rule-fixture';
import { FIXTURES } from '../rules/fixtures';

const knowledge = loadKnowledge();

test('a rule whose finding names an error is among those that foretell it', () => {
  for (const [rule, { bad }] of Object.entries(FIXTURES)) {
    // What a log shows has happened; nothing foretells it there.
    if (rule.startsWith('observed/')) continue;
    for (const { neuronError } of drafts(rule, bad)) {
      if (neuronError === undefined || neuronError === null) continue;
      const { rules } = knowledge.errorCode(neuronError)?.test ?? {};
      assert.ok(rules?.includes(rule), `${rule} names ${neuronError}, whose entry has ${rules?.join(', ')}`);
    }
  }
});

test('an error that an operator, a type or a flag leads to is foretold by a rule', () => {
  const named = [
    ...[...DATA['operators-ai-onnx'], ...DATA['operators-com-microsoft'], ...DATA['operators-ml']].flatMap((claim) =>
      claim.checks.map((check) => ({ id: claim.id, code: check.neuronError })),
    ),
    ...DATA.dtypes.map(({ id, neuronError }) => ({ id, code: neuronError })),
  ];
  for (const { id, code } of named)
    if (code !== null) assert.ok((knowledge.errorCode(code)?.test.rules.length ?? 0) > 0, `${id}: ${code}`);
});

test('every documented error page has an entry, and says which rule foretells it or why none does', () => {
  const pages = DATA.sources.sources
    .filter(({ id }) => /^ncc-/.test(id))
    .map(({ id }) => id.toUpperCase().replace('-', '_'));
  assert.equal(pages.length, 60);
  for (const code of pages) assert.ok(knowledge.errorCode(code)?.test.note.endsWith('.'), code);
});
