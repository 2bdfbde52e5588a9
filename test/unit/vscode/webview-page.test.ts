import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageHtml } from '../../../src/vscode/webview/html';
import { nonce } from '../../../src/vscode/webview/nonce';

const page = {
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'abc123',
  script: 'https://files.example/dist/webview/checklist.js',
  style: 'https://files.example/dist/webview/checklist.css',
  title: 'Migration checklist',
  language: 'en',
};

describe('the page of the checklist', () => {
  const html = pageHtml(page);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'");

  it('forbids everything but our script, by its nonce, and our style', () => {
    assert.equal(policy, "default-src 'none'; script-src 'nonce-abc123'; style-src https://*.vscode-cdn.net");
  });

  it('has one script with the nonce and no code or style of its own', () => {
    assert.deepEqual(html.match(/<script[^>]*>[^<]*<\/script>/g), [
      '<script nonce="abc123" src="https://files.example/dist/webview/checklist.js"></script>',
    ]);
    assert.ok(!/<style|style=|\son\w+=/.test(html));
  });

  it('escapes a folder name in the title', () => {
    const hostile = pageHtml({ ...page, title: '</title><script>alert(1)</script>' });
    assert.equal(hostile.match(/<script/g)?.length, 1);
  });
});

it('a nonce is 128 bits, and new each time', () => {
  assert.match(nonce(), /^[0-9a-f]{32}$/);
  assert.notEqual(nonce(), nonce());
});
