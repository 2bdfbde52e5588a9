import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countCauses, findingsTree, problemNodes } from '../../../src/vscode/views/findings';
import { menuContext, type RootReport, shownIn, type TreeNode } from '../../../src/vscode/views/node';
import { sampleFinding, sampleReport } from '../../support/sample-report';

const source = (name = 'search', findings = sampleReport().findings): RootReport => ({
  root: { key: `file:///${name}`, name },
  report: sampleReport({ findings }),
});

/** Rows as an outline: "label (description)", two blanks a level. */
function outline(rows: readonly TreeNode[], depth = 0): string[] {
  return rows.flatMap(({ label, description, children }) => [
    `${'  '.repeat(depth)}${label}${description ? ` (${description})` : ''}`,
    ...outline(children, depth + 1),
  ]);
}

function all(rows: readonly TreeNode[]): TreeNode[] {
  return rows.flatMap((row) => [row, ...all(row.children)]);
}

describe('the findings tree', () => {
  it('groups by severity, then cause, then place; what no document decides and what is waived stand apart', () => {
    assert.deepEqual(outline(findingsTree([source()], 'severity')), [
      'Blockers (2)',
      '  Give TopK floating-point scores (NCC_EVRF013 · fixes 12 of 14–15)',
      '    /pool/TopK (encoder.onnx, TopK)',
      '    /select/TopK (reranker.onnx, TopK, scores)',
      '    /select/TopK_1 (reranker.onnx, TopK, /loop/Loop.body)',
      '    and 9 more places',
      '  Choose a target with a documented route for qwen3 (fixes 1 of 15)',
      '    config.json:21 (llm)',
      'Warnings (1)',
      '  Pin or bucket the dimension sequence (NCC_EMOD025 · fixes 2 of 3–15)',
      '    input_ids (encoder.onnx)',
      '    pairs (reranker.onnx)',
      'Unknown (1 · no document decides)',
      '  Test the checkpoint on Trn3 before relying on it (may fix 1 of 3)',
      '    config.json:14 (llm)',
      'Notes (2)',
      '  Rebuild the model in PyTorch (2 places)',
      '    encoder.onnx (models)',
      '    reranker.onnx (models)',
      '  Take the original PyTorch model (2 places)',
      '    /pool/ReduceMax (encoder.onnx, ReduceMax)',
      '    and 1 more place',
      'Waived (1 · until 2027-03-31)',
      '  Check that 64-bit integers stay below 2^31 (4 places)',
      '    /embed/Gather (encoder.onnx, Gather)',
      '    and 3 more places',
    ]);
  });

  it('keeps for the hover of a cause what its fix comes to, which a narrow row cuts off', () => {
    const [blockers] = findingsTree([source()], 'severity');
    assert.deepEqual(
      blockers?.children.map(({ about }) => about?.effect),
      ['12 places · fixes 12 of 14–15', '1 place · fixes 1 of 15'],
    );
  });

  it('says what runs confirmed or refuted', () => {
    const mark = { path: 'a.log', words: 'It ended in NCC_EVRF013.' };
    const finding = sampleFinding({ observed: { state: 'confirmed', ...mark } });
    const passed = sampleFinding({ fingerprint: 'b', observed: { state: 'refuted', ...mark } });
    const [cause] = findingsTree([source('search', [finding, passed])], 'cause');
    assert.match(cause?.description ?? '', / · confirmed by a run$/);
    const [file] = findingsTree([source('search', [passed])], 'file');
    assert.match(file?.children[0]?.description ?? '', / · refuted by a run$/);
  });

  it('groups by cause without a level for severity, which the icon shows', () => {
    const rows = findingsTree([source()], 'cause');
    assert.deepEqual(
      rows.map(({ icon }) => icon?.id),
      ['error', 'error', 'warning', 'question', 'info', 'info', 'shield'],
    );
  });

  it('groups by file, the worst first, with every finding of a file under it', () => {
    const rows = findingsTree([source()], 'file');
    assert.deepEqual(
      rows.map(({ label, description, icon }) => [label, description, icon?.id]),
      [
        ['config.json', 'llm · 2 findings', 'error'],
        ['encoder.onnx', 'models · 5 findings', 'error'],
        ['reranker.onnx', 'models · 3 findings', 'error'],
      ],
    );
    assert.equal(rows[1]?.children[0]?.label, 'Give TopK floating-point scores');
  });

  for (const grouping of ['severity', 'cause', 'file'] as const) {
    it(`has unique and stable ids, by ${grouping}, also over two folders`, () => {
      const reports = [source('a'), source('b')];
      const ids = all(findingsTree(reports, grouping)).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(
        all(findingsTree(reports, grouping)).map(({ id }) => id),
        ids,
      );
    });
  }

  it('names the folder of a cause where there are several', () => {
    const rows = findingsTree([source('a'), source('b')], 'cause');
    assert.ok(rows[0]?.description?.endsWith(' · a'));
    assert.ok(rows.some(({ description }) => description?.endsWith(' · b')));
  });

  it('carries what a click opens and what a rule page needs', () => {
    const cause = findingsTree([source()], 'cause')[1];
    assert.equal(cause?.about?.findings[0]?.rule, 'hf/no-documented-route');
    assert.deepEqual(cause?.children[0]?.place, {
      root: 'file:///search',
      location: { path: 'llm/config.json', range: { start: { line: 21, column: 3 }, end: { line: 21, column: 24 } } },
    });
  });

  it('shows hostile names on one line and cut', () => {
    const node = `a\n\u202eb${'x'.repeat(1_000_000)}`;
    const finding = sampleFinding({ locations: [{ path: 'm.onnx', graph: 'main', node }], occurrences: 1 });
    const labels = all(findingsTree([source('a', [finding])], 'severity')).map(({ label }) => label);
    assert.ok(labels.every((label) => label.length < 400 && !/[\n\u202e]/.test(label)));
  });

  it('is empty without findings', () => {
    assert.deepEqual(findingsTree([source('a', [])], 'severity'), []);
    assert.deepEqual(findingsTree([], 'file'), []);
  });
});

it('a mistake in the planner file is a row that leads to its place; one in no file is none', () => {
  const range = { start: { line: 6, column: 19 }, end: { line: 6, column: 23 } };
  const rows = problemNodes('root', [
    { path: 'neuron-migration.yaml', range, message: 'tensorParallel wants a number.' },
    { path: '', range: null, message: 'No target.' },
  ]);
  assert.deepEqual(outline(rows), ['neuron-migration.yaml:6 (tensorParallel wants a number.)']);
  assert.deepEqual(rows[0]?.place, { root: 'root', location: { path: 'neuron-migration.yaml', range } });
});

it('a click opens places in text, models in the overview', () => {
  const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
  assert.deepEqual(
    [{ path: 'a.yaml', range }, { path: 'config.json' }, { path: 'a.ONNX' }, { path: 'a.onnx', graph: 'main' }].map(
      shownIn,
    ),
    ['text', 'text', 'overview', 'overview'],
  );
  assert.equal(shownIn({ path: 'a.bin', graph: 'main' }), 'explorer');
});

it('menus know rows with a place, and causes and findings that pins would settle', () => {
  const findings = [sampleFinding({ pins: ['batch'] }), sampleFinding({ rule: 'onnx/other' })];
  for (const grouping of ['severity', 'cause', 'file'] as const) {
    const contexts = all(findingsTree([source('a', findings)], grouping)).map(menuContext);
    assert.equal(contexts.filter((context) => / pinnable$/.test(context)).length, 1, grouping);
    assert.ok(contexts.includes('place located'), grouping);
  }
});

it('causes are counted by class', () => {
  assert.deepEqual(countCauses([source()]), { blocker: 2, warning: 1, unknown: 1, info: 2, waived: 1 });
});
