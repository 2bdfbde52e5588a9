import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../src/model/finding';
import { WRITERS } from '../../../src/report';
import { fixSentences, messageSentences, messagesByKind } from '../../../src/report/cause-words';
import { firstPlaces, groupFindings, groupKey } from '../../../src/report/group';
import { sampleFinding, sampleReport } from '../../support/sample-report';

function only(findings: readonly Finding[]) {
  const [group, ...others] = groupFindings(findings);
  assert.ok(group !== undefined && others.length === 0, 'expected one group');
  return group;
}

test('findings of one rule, action and severity are one cause, in any file', () => {
  const group = only([
    sampleFinding({ artifact: 'b.onnx', targets: ['trn3', 'inf2'], occurrences: 3, locations: [] }),
    sampleFinding({ artifact: 'a.onnx', targets: ['trn2'], occurrences: 2, locations: [] }),
  ]);
  assert.deepEqual(group.artifacts, ['a.onnx', 'b.onnx']);
  assert.deepEqual(group.targets, ['inf2', 'trn2', 'trn3']);
  assert.equal(group.occurrences, 5);
  assert.equal(group.evidence.length, 2);
  assert.equal(group.title, sampleFinding().message);
});

test('findings of one file that differ in wording by target share their places', () => {
  const node = (name: string) => ({ path: 'a.onnx', graph: 'main', node: name });
  const at = (fingerprint: string, occurrences: number, ...nodes: string[]) =>
    sampleFinding({ fingerprint, artifact: 'a.onnx', occurrences, locations: nodes.map(node) });
  const shared = only([at('1', 2, 'x', 'y'), at('2', 2, 'x', 'y')]);
  assert.equal(shared.occurrences, 2);
  assert.deepEqual(firstPlaces(shared, 9), { places: [node('x'), node('y')], more: 0 });
  assert.equal(only([at('1', 30, 'x', 'y'), at('2', 10, 'x', 'y')]).occurrences, 30);
  assert.equal(only([at('1', 30, 'x', 'y'), at('2', 1, 'z')]).occurrences, 31);
});

test('a file as a whole is one place, a range or graph in it another', () => {
  const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 9 } };
  const locations = [
    { path: 'a' },
    { path: 'a', range },
    { path: 'a', range: { ...range, start: { line: 1, column: 2 } } },
    { path: 'a', graph: 'main', tensor: 't' },
    { path: 'a', graph: 'body', tensor: 't' },
  ];
  const findings = ['1', '2'].map((fingerprint) =>
    sampleFinding({ fingerprint, artifact: 'a', locations, occurrences: 5 }),
  );
  assert.deepEqual(firstPlaces(only(findings), 9), { places: locations, more: 0 });
});

test('a cause says each sentence of its reasons and remedies once', () => {
  const ends = 'Support on Trn2 ends with SDK 2.34.';
  const group = only([
    sampleFinding({ fingerprint: '1', why: `Types such as e.g. INT64. ${ends}`, remedy: 'Cast. Then test.' }),
    sampleFinding({ fingerprint: '2', why: `Another route covers it. ${ends}`, remedy: 'Then test.' }),
  ]);
  assert.deepEqual(group.whys, [`Types such as e.g. INT64. ${ends}`, 'Another route covers it.']);
  assert.deepEqual(group.remedies, ['Cast. Then test.']);
});

test('what only some targets are told stands behind their names, what all are told stands there once', () => {
  const parts = (inf: string, trn: string) =>
    only([
      sampleFinding({ fingerprint: '1', targets: ['trn2'], message: 'Takes 2.13.', remedy: trn }),
      sampleFinding({ fingerprint: '2', targets: ['inf2', 'trn1'], message: 'Takes 2.9.', remedy: inf }),
    ]);
  const told = parts('Use the plugin. Then test.', 'Install the wheel. Then test.');
  assert.deepEqual(told.remedies, ['Inf2 and Trn1: Use the plugin.', 'Trn2: Install the wheel.', 'Then test.']);
  assert.deepEqual(messageSentences(told), ['Trn2: Takes 2.13.', 'Inf2 and Trn1: Takes 2.9.']);
  assert.deepEqual(fixSentences({ ...told, messages: ['TopK.'] }), [
    'Give TopK floating-point scores.',
    ...told.remedies,
  ]);
  assert.deepEqual(parts('Move. Use 2.9.', 'Move. Use 2.13.').remedies, [
    'Move.',
    'Inf2 and Trn1: Use 2.9.',
    'Trn2: Use 2.13.',
  ]);
  assert.deepEqual(parts('', 'Install the wheel.').remedies, ['Trn2: Install the wheel.']);
  assert.deepEqual(parts('Test.', 'Test.').remedies, ['Test.']);
});

test('a sentence that was a clause before is not said again', () => {
  const why = 'In maintenance; support ends with SDK 2.34. vLLM replaces it. Support ends with SDK 2.34.';
  assert.deepEqual(only([sampleFinding({ why })]).whys, [
    'In maintenance; support ends with SDK 2.34. vLLM replaces it.',
  ]);
});

test('messages that differ only in figures stand behind one of each kind', () => {
  const messages = ['Takes 3 of 4 elements.', 'Takes 5 of 44 elements.', 'Takes 7 of 9 elements.', 'Takes none.'];
  assert.deepEqual(messagesByKind(messages), [messages[0], messages[3], messages[1], messages[2]]);
  const findings = [...messages, 'Takes 8 of 9 elements.'].map((message, index) =>
    sampleFinding({ fingerprint: `${index}`, message }),
  );
  const report = sampleReport({ findings });
  for (const format of ['text', 'markdown', 'html'] as const) {
    assert.match(WRITERS[format](report), /2 more like these/, format);
  }
});

test('another rule, action or severity is another cause', () => {
  const findings = [
    sampleFinding(),
    sampleFinding({ rule: 'onnx/other' }),
    sampleFinding({ action: 'Do something else' }),
    sampleFinding({ severity: 'warning' }),
  ];
  assert.equal(groupFindings(findings).length, 4);
  assert.equal(new Set(findings.map(groupKey)).size, 4);
});

test('a cause with several messages is named by its action and keeps each message once', () => {
  const group = only([
    sampleFinding({ fingerprint: '1', message: 'one' }),
    sampleFinding({ fingerprint: '2', message: 'two' }),
    sampleFinding({ fingerprint: '3', message: 'one' }),
  ]);
  assert.equal(group.title, sampleFinding().action);
  assert.deepEqual(group.messages, ['one', 'two']);
});

test('a cause is as sure as its weakest finding', () => {
  assert.equal(only([sampleFinding(), sampleFinding({ confidence: 'inferred' })]).confidence, 'inferred');
  assert.equal(only([sampleFinding()]).confidence, 'documented');
});

test('blockers first, then the widest reach, then the most places, then the rule', () => {
  const named = (rule: string, overrides: Partial<Finding>) => sampleFinding({ rule, locations: [], ...overrides });
  const findings = [
    named('z/info', { severity: 'info', targets: ['inf2', 'trn1', 'trn2'] }),
    named('b/rule', { targets: ['trn2'], occurrences: 7 }),
    named('a/rule', { targets: ['trn2'], occurrences: 7 }),
    named('c/many', { targets: ['trn2'], occurrences: 9 }),
    named('d/wide', { targets: ['trn1', 'trn2'], occurrences: 1 }),
    named('e/warning', { severity: 'warning', targets: ['inf2', 'trn1', 'trn2'] }),
  ];
  const expected = ['d/wide', 'c/many', 'a/rule', 'b/rule', 'e/warning', 'z/info'];
  assert.deepEqual(
    groupFindings(findings).map(({ rule }) => rule),
    expected,
  );
  assert.deepEqual(
    groupFindings(findings.toReversed()).map(({ rule }) => rule),
    expected,
  );
});

test('the first places name every file before a second place of any', () => {
  const at = (path: string, ...nodes: string[]) =>
    sampleFinding({
      artifact: path,
      locations: nodes.map((node) => ({ path, graph: 'main', node })),
      occurrences: nodes.length,
    });
  const group = only([at('a.onnx', 'a1', 'a2', 'a3'), at('b.onnx', 'b1'), at('c.onnx')]);
  const { places, more } = firstPlaces(group, 4);
  assert.deepEqual(
    places.map((place) => ('node' in place ? place.node : place.path)),
    ['a1', 'b1', 'c.onnx', 'a2'],
  );
  assert.equal(more, 1);
  assert.equal(firstPlaces(group, 99).more, 0);
});
