import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  escapeHiddenInJson,
  escapeHtml,
  escapeMarkdown,
  httpsUrl,
  markdownCode,
  NAME_LIMIT,
  visible,
  visibleName,
} from '../../../src/report/escape';

test('control, format and bidirectional characters become visible, other scripts stay', () => {
  assert.equal(visible('a\x1b[31mb\x00\x7f\x9b'), 'a\\x1b[31mb\\x00\\x7f\\x9b');
  assert.equal(visible('a\n\r\tb'), 'a\\n\\r\\tb');
  assert.equal(visible('\u202egnp.exe\u2066\u200b\ufeff\u2028'), '\\u202egnp.exe\\u2066\\u200b\\ufeff\\u2028');
  assert.equal(visible('\u{e0041}\ud800'), '\\u{e0041}\\ud800');
  assert.equal(visible('größe 模型 עברית 🧠'), 'größe 模型 עברית 🧠');
});

test('a name of a megabyte is shortened in the middle and says how long it was', () => {
  const shown = visibleName(`start${'x'.repeat(1_048_566)}final`);
  assert.ok(shown.length < NAME_LIMIT + 40);
  assert.match(shown, /^startx+… \(1,048,576 characters\) …x+final$/);
});

test('shortening does not cut a character in half', () => {
  assert.doesNotMatch(visible('🧠'.repeat(500), 101), /\\ud/);
});

test('markup does not survive in HTML text or attributes', () => {
  assert.equal(escapeHtml(`<a b="c" d='e'>&amp;`), '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;');
});

test('Markdown of a sentence holds no markup, cell, mention, reference or autolink', () => {
  assert.equal(
    escapeMarkdown('a|b `c` *d* _e_ [f](g) ~h~ $i$'),
    'a\\|b \\`c\\` \\*d\\* \\_e\\_ \\[f\\](g) \\~h\\~ \\$i\\$',
  );
  assert.equal(escapeMarkdown('<img src=x> &amp;'), '&lt;img src=x&gt; &amp;amp;');
  assert.equal(escapeMarkdown('@team #12'), '@<!-- -->team #<!-- -->12');
  assert.equal(
    escapeMarkdown('https://evil.example www.evil.example'),
    'https&#58;//evil.example www<!-- -->.evil.example',
  );
  assert.equal(escapeMarkdown('x\n# head\n'), 'x\\\\n#<!-- --> head\\\\n');
});

test('Markdown of a sentence starts no list, heading or rule', () => {
  assert.equal(escapeMarkdown('- item'), '\\- item');
  assert.equal(escapeMarkdown('=== '), '\\===');
  assert.equal(escapeMarkdown('12. item'), '12\\. item');
  assert.equal(escapeMarkdown('    code'), 'code');
  assert.equal(escapeMarkdown('2.33.1 is newest'), '2.33.1 is newest');
});

test('names become code in Markdown, in entities where backticks would not hold', () => {
  assert.equal(markdownCode('models/a-1.onnx'), '`models/a-1.onnx`');
  assert.equal(markdownCode('a`b|c<d@e'), '<code>a&#96;b&#124;c&#60;d&#64;e</code>');
  assert.equal(markdownCode(''), '<code></code>');
});

test('only https addresses without credentials are links', () => {
  assert.equal(httpsUrl('https://example.org/a?b=c#d'), 'https://example.org/a?b=c#d');
  assert.equal(httpsUrl('https://example.org/"><script>'), 'https://example.org/%22%3E%3Cscript%3E');
  for (const url of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', '//example.org', '', 'x']) {
    assert.equal(httpsUrl(url), null, url);
  }
  assert.equal(httpsUrl('https://user:secret@example.org'), null);
  assert.equal(httpsUrl(`https://example.org/${'a'.repeat(5000)}`), null);
});

test('JSON stays the same data when hidden characters are escaped', () => {
  const data = { a: 'x\u202ey\u{e0041}z\x9b', b: ['\u2028'] };
  const escaped = escapeHiddenInJson(JSON.stringify(data, null, 2));
  assert.match(escaped, /x\\u202ey\\udb40\\udc41z\\u009b/);
  assert.deepEqual(JSON.parse(escaped), data);
});
