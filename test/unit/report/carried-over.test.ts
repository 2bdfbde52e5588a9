import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { carriedOver, releaseWords } from '../../../src/report/carried-over';

describe('a source carried over', () => {
  const evidence = (sdk: string | null) => ({ title: 't', url: 'https://example.org', sdk });
  for (const [sdk, judged, expected] of [
    ['2.32.0', '2.33.1', '2.32'],
    ['2.9.0', '2.33.1', '2.9'],
    ['1.19.0', '2.0.0', '1.19'],
    ['2.33.0', '2.33.1', null],
    ['2.33.1', '2.32.0', null],
    [null, '2.33.1', null],
  ] as const) {
    it(`${sdk} judged for ${judged}: ${expected}`, () => assert.equal(carriedOver(evidence(sdk), judged), expected));
  }

  it('is said beside the release it speaks of', () => {
    assert.equal(releaseWords(evidence('2.32.0'), '2.33.1'), 'SDK 2.32.0, carried over');
    assert.equal(releaseWords(evidence('2.33.0'), '2.33.1'), 'SDK 2.33.0');
    assert.equal(releaseWords(evidence('2.33.0'), '2.28.1'), 'SDK 2.33.0');
    assert.equal(releaseWords(evidence(null), '2.33.1'), null);
  });
});
