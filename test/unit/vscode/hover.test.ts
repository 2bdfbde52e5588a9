import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { commandUri, ruleCommand } from '../../../src/vscode/command-uris';
import { escapeText, findingMarkdown } from '../../../src/vscode/hovers/text';
import { sampleFinding } from '../../support/sample-report';

/** As a reader sees it: backslashes of escapes taken out. */
const shown = (markdown: string) => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');

describe('a hover', () => {
  const text = shown(findingMarkdown(sampleFinding(), '2.33.1'));

  it('says what, why, what to do, and the error that the compile would end in', () => {
    const [what, why, error, remedy] = text.split('\n\n');
    assert.match(what ?? '', /^\*\*TopK orders INT64 values; .*\*\* neuron\(\[onnx\/topk-integer-input\]/);
    assert.equal(why, sampleFinding().why);
    assert.equal(error, 'The compile would end in NCC_EVRF013.');
    assert.equal(remedy, `What to do: ${sampleFinding().remedy}`);
  });

  it('names each source with its release, says what is carried over, and how sure it is', () => {
    const sources = text.split('\n\n').slice(4);
    assert.equal(sources.length, 2);
    assert.match(
      sources[0] ?? '',
      /^\[NCC_EVRF013, compiler error codes\]\(<https:.*>\) · SDK 2\.32\.0 · carried over · documented$/,
    );
    assert.match(sources[1] ?? '', /^\[torch\.compile reference\]\(<https:.*>\) · SDK 2\.33\.1 · documented$/);
  });

  it('says that no document decides where there is no source, and who waived it', () => {
    const waived = { reason: 'small ids', by: 'ml-platform', expires: '2027-03-31' };
    const finding = sampleFinding({ evidence: [], confidence: 'undocumented', waived });
    assert.match(
      shown(findingMarkdown(finding, '2.33.1')),
      /\n\nundocumented\n\nWaived by ml-platform until 2027-03-31: small ids$/,
    );
  });

  it('links to https only', () => {
    const evidence = [{ title: 'Page', url: 'command:workbench.action.quit', sdk: null }];
    assert.ok(!findingMarkdown(sampleFinding({ evidence }), '2.33.1').includes('command:workbench'));
  });

  it('lets no model string become markup, HTML, a command or an automatic link', () => {
    const hostile = '](command:quit) <img src=x> **b** `c` https://evil.example www.evil.example\n\n# head';
    const markdown = findingMarkdown(sampleFinding({ message: hostile, why: hostile, remedy: hostile }), '2.33.1');
    const live = markdown.replace(/\\[!-/:-@[-`{-~]/g, '');
    assert.ok(!live.includes('<img') && !live.includes('`') && !live.includes('://evil') && !live.includes('www.'));
    assert.ok(!markdown.includes('\n# '));
    assert.deepEqual(
      [...live.matchAll(/\(command:(\w+\.\w+)/g)].map(([, command]) => command),
      ['neuronMigration.openRule'],
    );
  });
});

it('escaped text is the text with a backslash before each punctuation mark', () => {
  assert.equal(escapeText('a_b[c]'), 'a\\_b\\[c\\]');
  assert.equal(escapeText('plain words'), 'plain words');
});

it('a command link carries its arguments as JSON and survives a Markdown link', () => {
  assert.equal(ruleCommand('onnx/a'), 'command:neuronMigration.openRule?%5B%22onnx%2Fa%22%5D');
  assert.ok(!/[()'"\s]/.test(commandUri('x.y', ["a(b)'c d"]).slice('command:'.length)));
});
