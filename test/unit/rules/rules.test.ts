import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ALL_RULES } from '../../../src/rules';
import { pageFile, ruleIndexMarkdown, rulePageMarkdown } from '../../../src/rules/page';
import { drafts, knowledge, textOf } from '../../support/rule-fixture';
import { textAt } from '../../support/text-slice';
import { FIXTURES } from './fixtures';

describe('rules', () => {
  it('have fixtures, each of them, and no fixture is without a rule', () => {
    assert.deepEqual(Object.keys(FIXTURES).sort(), ALL_RULES.map(({ id }) => id).sort());
  });

  it('have ids of the form group/kebab-name, each once', () => {
    const ids = ALL_RULES.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids)
      assert.match(
        id,
        /^(onnx|config|target|checkpoint|package|image|deploy|launch|code|training|serving|workspace|observed)\/[a-z0-9]+(-[a-z0-9]+)*$/,
      );
  });

  for (const [id, { bad, good, severity, says }] of Object.entries(FIXTURES)) {
    it(`${id} reports what it is about`, () => {
      const [first] = drafts(id, bad);
      assert.ok(first, 'nothing was reported');
      assert.ok(first.message.includes(says), first.message);
      assert.equal(first.severity, severity, first.message);
    });

    it(`${id} leaves alone what is not`, () => {
      assert.deepEqual(
        drafts(id, good).filter((draft) => draft.severity !== 'info' || severity === 'info'),
        [],
      );
    });
  }

  it('say the same of a subject once only', () => {
    for (const [id, { bad }] of Object.entries(FIXTURES)) {
      const said = drafts(id, bad).map(({ key, message }) => `${key}: ${message}`);
      assert.equal(new Set(said).size, said.length, `${id}: ${said.join(' | ')}`);
    }
  });

  it('point at text that the file has and that shares a word with the message', () => {
    let checked = 0;
    const strange: string[] = [];
    for (const [id, { bad }] of Object.entries(FIXTURES)) {
      for (const { locations, message } of drafts(id, bad)) {
        for (const location of locations) {
          const reading = [bad.reading, ...(bad.others ?? [])].find(({ path }) => path === location.path);
          const text = reading && textOf.get(reading);
          if (!('range' in location) || text === undefined) continue;
          const covered = textAt(text, location.range);
          assert.ok(location.range.end.line <= text.split('\n').length, `${id}: ${message}`);
          assert.notEqual(covered.trim(), '', `${id}: ${message}`);
          const words = covered.toLowerCase().match(/[a-z]{2,}|\d+/g) ?? [];
          if (!words.some((word) => message.toLowerCase().includes(word)))
            strange.push(`${id}: ${covered}: ${message}`);
          checked += 1;
        }
      }
    }
    assert.deepEqual(strange, []);
    assert.ok(checked > 50, `${checked} places`);
  });

  it('cite sources that exist, at least one unless undocumented', () => {
    for (const [id, { bad }] of Object.entries(FIXTURES)) {
      for (const draft of drafts(id, bad)) {
        for (const source of draft.sources) assert.match(knowledge.evidence(source).url, /^https:/);
        if (draft.confidence !== 'undocumented') assert.ok(draft.sources.length > 0, `${id}: no source`);
      }
    }
  });

  it('never block on what is not documented', () => {
    for (const [id, { bad }] of Object.entries(FIXTURES))
      for (const draft of drafts(id, bad))
        if (draft.severity === 'blocker') assert.equal(draft.confidence, 'documented', id);
  });

  it('write one sentence as the message, and a why and a remedy that end in a full stop', () => {
    for (const [id, { bad }] of Object.entries(FIXTURES)) {
      for (const draft of drafts(id, bad)) {
        for (const text of [draft.message, draft.why, draft.remedy]) {
          assert.match(text, /[.!?]$/, `${id}: ${text}`);
          assert.doesNotMatch(text, /undefined|null|\[object|\.\.$| {2}/, `${id}: ${text}`);
        }
        assert.ok(draft.action.length > 0 && !draft.action.endsWith('.'), `${id}: ${draft.action}`);
        assert.ok(draft.locations.length > 0, `${id}: no location`);
      }
    }
  });

  it('have a page in docs/rules that is up to date (npm run docs), and no page is left over', () => {
    const folder = path.join(import.meta.dirname, '../../docs/rules');
    const read = (file: string) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    for (const rule of ALL_RULES) assert.equal(read(pageFile(rule.id)), rulePageMarkdown(rule, knowledge), rule.id);
    assert.equal(read('README.md'), ruleIndexMarkdown(ALL_RULES));
    assert.equal(readdirSync(folder).length, ALL_RULES.length + 1);
  });
});
