import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf, settingsProblems, toEntryRange } from '../../../src/vscode/problems/convert';
import { sampleFinding, sampleReport } from '../../support/sample-report';

const range = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});

/** The entries of a report that holds this finding only. */
const entries = (...findings: Parameters<typeof sampleFinding>[0][]) =>
  problemsOf(sampleReport({ findings: findings.map((finding) => sampleFinding(finding)) }));

describe('entries of the Problems panel', () => {
  it('put a finding of a text file on its exact range, counted from 0', () => {
    const [entry, ...rest] = entries({
      artifact: 'llm/config.json',
      targets: ['inf2', 'trn2', 'trn3'],
      message: 'No route.',
      locations: [{ path: 'llm/config.json', range: range(21, 3, 24) }],
      occurrences: 1,
    });
    assert.deepEqual(rest, []);
    assert.deepEqual(entry, {
      path: 'llm/config.json',
      range: { start: { line: 20, character: 2 }, end: { line: 20, character: 23 } },
      severity: 'error',
      message: 'No route.',
      rule: 'onnx/topk-integer-input',
      related: [],
    });
  });

  it('give each place in text its own entry, with the others as related places', () => {
    const found = entries({
      locations: [
        { path: 'a.yaml', range: range(1, 1, 4) },
        { path: 'b.yaml', range: range(2, 1, 4) },
      ],
    });
    assert.deepEqual(
      found.map(({ path, related }) => [path, related.map((place) => [place.path, place.range.start.line])]),
      [
        ['a.yaml', [['b.yaml', 1]]],
        ['b.yaml', [['a.yaml', 0]]],
      ],
    );
  });

  it('give a model one entry at its start, which names the first node and counts the others', () => {
    const [entry, ...rest] = entries({ message: 'TopK orders INT64 values.', targets: ['inf2', 'trn2', 'trn3'] });
    assert.deepEqual(rest, []);
    assert.equal(entry?.message, '/select/TopK and 10 more: TopK orders INT64 values.');
    assert.deepEqual(entry?.range, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    assert.deepEqual(entry?.related, []);
  });

  it('do not repeat a node that the sentence names', () => {
    const [entry] = entries({
      message: 'The input input_ids is dynamic.',
      targets: ['inf2', 'trn2', 'trn3'],
      locations: [{ path: 'a.onnx', graph: 'main', tensor: 'input_ids' }],
      occurrences: 1,
    });
    assert.equal(entry?.message, 'The input input_ids is dynamic.');
  });

  it('name the targets where a finding holds for some of them only', () => {
    const [entry] = entries({ message: 'Refused.', locations: [], occurrences: 1, targets: ['inf2', 'trn3'] });
    assert.equal(entry?.message, 'Refused. (Inf2, Trn3)');
    assert.equal(entry?.path, 'models/reranker.onnx');
  });

  it('show a blocker as error, a warning as warning, a note as information', () => {
    const found = entries(
      { severity: 'blocker', locations: [] },
      { severity: 'warning', locations: [] },
      { severity: 'info', locations: [] },
    );
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['error', 'warning', 'information'],
    );
  });

  it('leave out what is waived', () => {
    assert.deepEqual(entries({ waived: { reason: 'small ids', by: 'ml', expires: '2027-03-31' } }), []);
  });

  it('show control and bidirectional characters of a model as escapes', () => {
    const [entry] = entries({ message: 'Node \u202eevil\u001b[31m\n is refused.', locations: [] });
    assert.ok(entry?.message.startsWith('Node \\u202eevil\\x1b[31m\\n is refused.'));
  });
});

it('a mistake in the planner file has an entry at its place; one in no file has none', () => {
  const problems = [
    { path: 'neuron-migration.yaml', range: range(6, 19, 23), message: 'tensorParallel wants a number.' },
    { path: 'neuron-migration.yaml', range: null, message: 'No UTF-8.' },
    { path: '', range: null, message: 'No target.' },
  ];
  assert.deepEqual(
    settingsProblems(problems, 'error').map(({ path, range: at, message }) => [path, at.start, message]),
    [
      ['neuron-migration.yaml', { line: 5, character: 18 }, 'tensorParallel wants a number.'],
      ['neuron-migration.yaml', { line: 0, character: 0 }, 'No UTF-8.'],
    ],
  );
});

it('ranges are counted from 1 in reports, from 0 in VS Code, the end exclusive in both', () => {
  assert.deepEqual(toEntryRange(range(1, 1, 2)), {
    start: { line: 0, character: 0 },
    end: { line: 0, character: 1 },
  });
});
