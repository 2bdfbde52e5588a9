import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { OVERVIEW_STRINGS } from '../../../src/webview/overview/strings';
import { bytes, metric } from '../../../src/webview/shared/texts';
import { STRINGS } from '../../../src/webview/strings';
import { day, list, plural, setStrings, short, t } from '../../../src/webview/text';

describe('the words of the checklist', () => {
  afterEach(() => setStrings({}, 'en'));

  it('puts arguments in their places, figures with separators', () => {
    assert.equal(t('status.auditing', 1234, 20000), 'Auditing: 1,234 of 20,000 files');
    assert.equal(t('status.openPlace', '{0} {1}'), 'Open {0} {1}');
  });

  it('chooses the plural form', () => {
    assert.equal(plural('kind.blocker', 1), '1 blocker');
    assert.equal(plural('kind.blocker', 0), '0 blockers');
    assert.equal(plural('step.inFiles', 2, plural('step.places', 1)), '1 place in 2 files');
  });

  it('takes translations, English where one is missing, and the locale for figures', () => {
    setStrings({ title: 'Umzug' }, 'de');
    assert.equal(t('title'), 'Umzug');
    assert.equal(t('action.cancel'), 'Cancel');
    assert.equal(t('phases.done', 1234, 2), '1.234 of 2 done');
    assert.equal(list(['a', 'b', 'c']), 'a, b und c');
  });

  it('falls back to English for a locale that nobody knows', () => {
    setStrings({}, 'qps-ploc');
    assert.equal(plural('kind.task', 2), '2 tasks');
    assert.equal(day('2026-11-11'), '11 Nov 2026');
  });

  it('writes dates as days of the calendar, and leaves alone what is none', () => {
    assert.equal(day('2026-01-31'), '31 Jan 2026');
    assert.equal(day('2026-02-31x'), '2026-02-31x');
    assert.equal(day('9999-99-99'), '9999-99-99');
  });

  it('shortens large figures', () => {
    assert.equal(short(22_713_216), '22.7\u00a0M');
    assert.equal(short(12), '12');
  });
});

describe("each page's texts", () => {
  const pages = [
    { folder: '.', strings: STRINGS },
    { folder: 'overview', strings: OVERVIEW_STRINGS },
  ];
  for (const { folder, strings } of pages) {
    it(`hold no key that nothing uses: ${folder}`, () => {
      const path = join(import.meta.dirname, '../../src/webview', folder);
      const code = readdirSync(path)
        .filter((file) => file.endsWith('.ts') && file !== 'strings.ts')
        .map((file) => readFileSync(join(path, file), 'utf8'))
        .join('\n');
      const unused = Object.keys(strings).filter((key) => {
        const stem = key.replace(/\.(one|other)$/, '');
        const family = `${stem.slice(0, stem.lastIndexOf('.'))}.\${`;
        return !code.includes(`'${stem}'`) && !code.includes(`\`${family}`);
      });
      assert.deepEqual(unused, []);
    });
  }
});

describe('the figures of both pages', () => {
  it('are in powers of 1000, in the unit that keeps them short', () => {
    assert.deepEqual([0, 999, 1000, 4192, 435_569_684].map(bytes), [
      '0\u00a0B',
      '999\u00a0B',
      '1\u00a0KB',
      '4.2\u00a0KB',
      '435.6\u00a0MB',
    ]);
    assert.deepEqual([0, 768, 11_174_000_000, 1e21].map(metric), ['0', '768', '11.2\u00a0G', '1,000\u00a0E']);
  });

  it('give a list no comma before its last word', () => {
    assert.equal(list(['a', 'b', 'c']), 'a, b and c');
  });
});
