import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATA } from '../../../src/neuron/data';
import type { OperatorClaim } from '../../../src/neuron/knowledge';
import { loadKnowledge } from '../../../src/neuron/load';
import type { OperatorIssue } from '../../../src/rules/operators/issues';
import { ruleOf } from '../../../src/rules/operators/routing';
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

test('a condition on an operator that ends in an error is foretold by the rule that reports it', () => {
  const operators = [...DATA['operators-ai-onnx'], ...DATA['operators-com-microsoft'], ...DATA['operators-ml']];
  for (const claim of operators)
    for (const check of claim.checks) {
      const rule = ruleOf({ ...issue(claim), check, status: check.otherwise } as OperatorIssue);
      if (check.neuronError === null || rule === null) continue;
      const { rules } = knowledge.errorCode(check.neuronError)?.test ?? {};
      assert.ok(rules?.includes(rule), `${claim.id}: ${rule} reports ${check.neuronError}, whose entry has ${rules}`);
    }
});

/** What decides the rule of a node that fails a check. */
function issue(claim: OperatorClaim) {
  return { op: claim.id, name: claim.op, claim, domain: null, folds: false, open: false };
}

test('an error that a type leads to is foretold by a rule', () => {
  for (const { id, neuronError } of DATA.dtypes)
    if (neuronError !== null)
      assert.ok((knowledge.errorCode(neuronError)?.test.rules.length ?? 0) > 0, `${id}: ${neuronError}`);
});

test('every documented error page has an entry, and says which rule foretells it or why none does', () => {
  const pages = DATA.sources.sources
    .filter(({ id }) => /^ncc-/.test(id))
    .map(({ id }) => id.toUpperCase().replace('-', '_'));
  assert.equal(pages.length, 60);
  for (const code of pages) assert.ok(knowledge.errorCode(code)?.test.note.endsWith('.'), code);
});
