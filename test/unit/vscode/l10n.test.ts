import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { t } from '../../../src/vscode/l10n';
import { OVERVIEW_STRINGS } from '../../../src/webview/overview/strings';
import { STRINGS } from '../../../src/webview/strings';

const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'l10n/bundle.l10n.json');

/** Every call of `t` in the extension's sources: its first argument where that is a literal, else the text of the call. */
function messages(): { literals: string[]; others: string[] } {
  const folder = path.join(root, 'src/vscode');
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'));
  const literals: string[] = [];
  const others: string[] = [];
  for (const file of files.filter((name) => name !== 'l10n.ts')) {
    const source = readFileSync(path.join(folder, file), 'utf8');
    for (const [call, literal] of source.matchAll(/(?<![\w.])t\(\s*(?:'((?:[^'\\\n]|\\.)*)'|[^)]*\))/g)) {
      if (literal === undefined) others.push(`${file}: ${call}`);
      else literals.push(literal.replaceAll("\\'", "'"));
    }
  }
  return { literals, others };
}

it('l10n/bundle.l10n.json holds every text of the extension and of its webviews, and no other', () => {
  const expected = [
    ...new Set([...messages().literals, ...Object.values(STRINGS), ...Object.values(OVERVIEW_STRINGS)]),
  ].sort();
  if (process.env.UPDATE_L10N) {
    writeFileSync(bundle, `${JSON.stringify(Object.fromEntries(expected.map((text) => [text, text])), null, 2)}\n`);
  }
  const stored = JSON.parse(readFileSync(bundle, 'utf8'));
  assert.deepEqual(Object.keys(stored), expected, 'write it anew: UPDATE_L10N=1 npm run test:unit -- l10n');
  assert.deepEqual(Object.values(stored), expected);
});

it('texts are literals, so that they can be found; only the webviews pass their own tables', () => {
  const { others } = messages();
  assert.deepEqual(others, ['webview/fill.ts: t(english)']);
});

it('every %key% of package.json stands in package.nls.json, and no other', () => {
  const used = new Set(
    [...readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key),
  );
  const stored = Object.keys(JSON.parse(readFileSync(path.join(root, 'package.nls.json'), 'utf8')));
  assert.deepEqual(stored.toSorted(), [...used].sort());
});

it('without translations a message is English, with its arguments in place', () => {
  assert.equal(t('{0}: {1}, {2}', 'a', 2), 'a: 2, ');
});
