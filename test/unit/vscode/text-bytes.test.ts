import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changedBytes } from '../../../src/vscode/text-bytes';

const NAME = 'neuron-migration.yaml';
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('changing a text file', () => {
  it('gives the text, and null where there is no file', () => {
    assert.deepEqual(
      changedBytes(utf8('é\r\n'), NAME, (text) => `${text}b`),
      utf8('é\r\nb'),
    );
    assert.deepEqual(
      changedBytes(null, NAME, (text) => String(text)),
      utf8('null'),
    );
  });

  it('keeps a byte order mark, which is no part of the text', () => {
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61);
    assert.deepEqual(
      changedBytes(bytes, NAME, (text) => {
        assert.equal(text, 'a');
        return 'b';
      }),
      Uint8Array.of(0xef, 0xbb, 0xbf, 0x62),
    );
  });

  it('refuses Latin-1 and UTF-16 before anything is changed', () => {
    const latin1 = Uint8Array.of(0x23, 0x20, 0xfc, 0x0a);
    const utf16 = Uint8Array.of(0xff, 0xfe, 0x61, 0x00);
    for (const bytes of [latin1, utf16]) {
      assert.throws(
        () => changedBytes(bytes, NAME, () => assert.fail('changed')),
        new Error('neuron-migration.yaml is no UTF-8 text; save it as UTF-8.'),
      );
    }
  });
});
