import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDay } from '../../../src/text/date';
import { positionsOf } from '../../../src/text/positions';
import { quoted } from '../../../src/text/quote';
import { decodeText } from '../../../src/text/read-text';
import { didYouMean } from '../../../src/text/suggest';

test('positions count lines as editors do', () => {
  const { range } = positionsOf('ab\ncd\r\ne\rf😀g');
  const place = (offset: number) => Object.values(range(offset, offset).start).join(':');
  assert.deepEqual([0, 2, 3, 5, 7, 8, 9, 10, 12, 99].map(place), [
    '1:1',
    '1:3',
    '2:1',
    '2:3',
    '3:1',
    '3:2',
    '4:1',
    '4:2',
    '4:4',
    '4:5',
  ]);
  assert.deepEqual(positionsOf('').range(0, 0), { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } });
});

test('decodes UTF-8 and UTF-16 and says what was odd', () => {
  const utf8 = new TextEncoder().encode('é{}');
  assert.deepEqual(decodeText(utf8), { text: 'é{}', encoding: 'utf-8', byteOrderMark: false, malformed: false });
  assert.deepEqual(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...utf8])).text, 'é{}');
  const le = decodeText(new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]));
  assert.deepEqual([le.text, le.encoding, le.byteOrderMark], ['{}', 'utf-16', true]);
  assert.equal(decodeText(new Uint8Array([0xfe, 0xff, 0, 0x7b, 0, 0x7d])).text, '{}');
  assert.deepEqual(decodeText(new Uint8Array([0x61, 0xff])), {
    text: 'a\uFFFD',
    encoding: 'utf-8',
    byteOrderMark: false,
    malformed: true,
  });
});

test('suggests close names only', () => {
  assert.equal(didYouMean('trn22', ['trn1', 'trn2']), '; did you mean "trn2"?');
  assert.equal(didYouMean('TARGET', ['targets']), '; did you mean "targets"?');
  assert.equal(didYouMean('zzz', ['targets', 'sdk']), '');
  assert.equal(didYouMean('a'.repeat(100_000), ['a'.repeat(99_999)]), '');
});

test('quotes what a file holds so that it cannot do harm in a terminal', () => {
  assert.equal(quoted('a b'), '"a b"');
  assert.equal(quoted('\u001b[31m\n\u202e'), '"\\u001b[31m\\u000a\\u202e"');
  assert.equal(quoted('x'.repeat(100_000)), `"${'x'.repeat(60)}…"`);
});

test('days of the calendar', () => {
  for (const day of ['2026-11-22', '2028-02-29']) assert.equal(isDay(day), true, day);
  for (const day of ['2026-02-29', '2026-13-01', '2026-1-1', '22.11.2026', '', '2026-11-22T00:00']) {
    assert.equal(isDay(day), false, day);
  }
});
