import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { html } from '../../../src/report/html';
import { sampleFinding, sampleReport } from '../../support/sample-report';

const page = html(sampleReport());

test('the policy admits this style sheet and this script, and nothing else', () => {
  const hash = (text = '') => `sha256-${createHash('sha256').update(text).digest('base64')}`;
  const style = hash(/<style>([\s\S]*?)<\/style>/.exec(page)?.[1]);
  const script = hash(/<script>([\s\S]*?)<\/script>/.exec(page)?.[1]);
  assert.ok(
    page.includes(
      `content="default-src 'none'; style-src '${style}'; script-src '${script}'; base-uri 'none'; form-action 'none'"`,
    ),
    `${style} ${script}`,
  );
});

test('no external resource, no inline style or handler, one script at the end', () => {
  assert.equal(page.split('<script').length, 2);
  assert.match(page, /<\/script>\n<\/body>/);
  const rest = page.replace(/<script>[\s\S]*<\/script>/, '');
  assert.doesNotMatch(rest, /<link|<img|<iframe|<object|@import|url\((?!#)|src=|style=|\son\w+=/i);
});

test('without its script the page hides nothing', () => {
  assert.deepEqual(page.match(/<[^>]* hidden[ >]/g), [
    '<div id="filter" class="filter" role="search" aria-label="Filter the root causes" hidden>',
  ]);
});

test('every anchor exists, and once', () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
  const anchors = [...page.matchAll(/href="#([^"]+)"/g)].map((match) => match[1]);
  assert.ok(anchors.length > 10);
  for (const anchor of anchors) assert.ok(ids.includes(anchor), anchor);
});

test('headings descend one level at a time from a single first one', () => {
  const levels = [...page.matchAll(/<h([1-6])\b/g)].map((match) => Number(match[1]));
  assert.equal(levels.filter((level) => level === 1).length, 1);
  for (const [index, level] of levels.entries()) assert.ok(level - (levels[index - 1] ?? 0) <= 1, `heading ${index}`);
});

test('every element that is opened is closed', () => {
  const open: string[] = [];
  for (const [, slash, tag] of page
    .replace(/<script>[\s\S]*<\/script>/, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(?<!\/)>/g)) {
    if (tag === undefined || ['meta', 'br'].includes(tag)) continue;
    if (slash === '') open.push(tag);
    else assert.equal(open.pop(), tag);
  }
  assert.deepEqual(open, []);
});

test('each verdict has a word beside its shape', () => {
  for (const word of ['No-go', 'Conditional', 'Undecided', 'Blocked', 'Attention', 'Unknown', 'Ready']) {
    assert.ok(page.includes(word), word);
  }
});

test('steps of the plan show state, owner and note, and lead to their cause', () => {
  assert.match(
    page,
    /<a href="#cause-1">Give TopK floating-point scores<\/a><\/b> <span class="state">In progress<\/span> <span class="quiet">owner mira, 1–4 d: 2 files, 12 places<\/span>/,
  );
  assert.ok(page.includes('Note: export script changed, new export on Monday'));
});

test('5,000 findings take less than 2 MB and less than a second', () => {
  const distinct = Array.from({ length: 5000 }, (_, i) =>
    sampleFinding({
      fingerprint: `${i}`,
      rule: `onnx/rule-${i}`,
      artifact: `models/model-${i % 900}.onnx`,
      message: `Node /encoder/layer.${i}/attention/MatMul takes a type that the compiler refuses on these targets.`,
    }),
  );
  const one = distinct.map((finding) => ({ ...finding, rule: 'onnx/one-cause' }));
  const rules = distinct.map(({ rule }) => ({
    id: rule,
    title: `What ${rule} is about`,
    what: 'Reports nodes whose type the compiler refuses. '.repeat(6),
    why: 'The lowering knows no such type. '.repeat(6),
    fix: 'Cast it. '.repeat(20),
    page: 'rule.md',
  }));
  for (const findings of [distinct, one]) {
    const report = { ...sampleReport({ findings }), rules };
    let written = '';
    // The best of three: another process may hold the core.
    const times = [1, 2, 3].map(() => {
      const started = performance.now();
      written = html(report);
      return performance.now() - started;
    });
    assert.equal(written.includes('What onnx/rule-1000 is about'), findings === distinct);
    assert.ok(Buffer.byteLength(written) < 2_000_000, `${Buffer.byteLength(written)} bytes`);
    assert.ok(Math.min(...times) < 1000, `${times} ms`);
  }
});

test('each verdict names its target, for a window too narrow for a table', () => {
  assert.match(page, /max-width:560px\)\{[^@]*\.matrix td::before\{content:attr\(data-target\)/);
  const cells = page.match(/<td role="cell" data-target="(Inf2|Trn2|Trn3)"><span class="v">/g) ?? [];
  assert.equal(cells.length, 4 * 3);
});
