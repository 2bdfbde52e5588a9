import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadKnowledge } from '../../../src/neuron/load';
import { compareSdk, holds } from '../../../src/neuron/version';

const knowledge = loadKnowledge();

test('releases compare by number, not by text', () => {
  assert.ok(compareSdk('2.9.0', '2.26.1') < 0);
  assert.ok(compareSdk('2.33.1', '2.33.0') > 0);
  assert.equal(compareSdk('2.33.0', '2.33.0'), 0);
});

test('a claim holds from its first release until before its last', () => {
  const claim = { since: '2.28.0', until: '2.31.0' };
  assert.deepEqual(
    ['2.27.1', '2.28.0', '2.30.0', '2.31.0', '2.31.1'].map((sdk) => holds(claim, sdk)),
    [false, true, true, false, false],
  );
  assert.ok(holds({ since: null, until: null }, '2.26.0'));
});

test('the newest release is 2.33.1', () => {
  assert.deepEqual(knowledge.newest, { sdk: '2.33.1', date: '2026-11-11' });
});

const SPELLINGS: [string, string | null, RegExp | null][] = [
  ['2.33', '2.33.1', null],
  ['2.33.0', '2.33.0', null],
  [' v2.32.0 ', '2.32.0', null],
  ['2.28', '2.28.1', /documents of SDK 2\.32\.0: for the older SDK 2\.28\.1/],
  ['2.31.9', '2.31.1', /does not know SDK 2\.31\.9: it is judged as SDK 2\.31\.1/],
  ['2.20', '2.26.0', /begins with SDK 2\.26\.0: SDK 2\.20 is older/],
  ['2.40', '2.33.1', /ends with SDK 2\.33\.1: SDK 2\.40 is not known/],
  ['3.0.0', '2.33.1', /ends with SDK 2\.33\.1/],
  ['latest', null, null],
  ['2', null, null],
  ['2.33.1.0', null, null],
  ['2.33-rc1', null, null],
  ['', null, null],
];

for (const [spelling, sdk, note] of SPELLINGS)
  test(`"${spelling}" is ${sdk ?? 'no release'}`, () => {
    const resolved = knowledge.resolveRelease(spelling);
    assert.equal(resolved?.sdk ?? null, sdk);
    if (note) assert.match(resolved?.note ?? '', note);
    else assert.equal(resolved?.note ?? null, null);
  });

test('half of the releases since 2026 came within the days after which the base is stale', () => {
  const lines = knowledge.releases.filter(({ sdk }) => sdk.endsWith('.0')).map(({ date }) => Date.parse(date));
  const gaps = lines.slice(1).map((day, at) => (day - (lines[at] ?? day)) / 86_400_000);
  const recent = gaps.slice(1).sort((a, b) => a - b);
  assert.ok((recent[Math.floor((recent.length - 1) / 2)] ?? 0) <= 45, `${recent}`);
});

test('the knowledge base is stale 46 days after it was verified, not before', () => {
  assert.equal(knowledge.stamp('2026-11-22').stale, null);
  assert.equal(knowledge.stamp('2026-01-01').stale, null);
  assert.equal(knowledge.stamp('2027-01-06').stale, null);
  assert.match(knowledge.stamp('2027-01-07').stale ?? '', /last checked on 2026-11-22, against Neuron SDK 2\.33\.1/);
  assert.deepEqual(
    { ...knowledge.stamp('2026-11-22') },
    { neuronSdk: '2.33.1', released: '2026-11-11', verified: '2026-11-22', stale: null },
  );
});
