import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestBuckets, MAX_BUCKETS } from '../../../src/batching/buckets';
import { lengthsOf, MAX_DISTINCT, tooMany, total, uniformLengths } from '../../../src/batching/lengths';
import { random } from '../../support/random';

/** The fewest computed elements with exactly `k` buckets, by trying every choice of bounds. */
function bruteForce(lengths: readonly number[], requests: readonly number[], k: number): number {
  const last = lengths.length - 1;
  let best = Number.POSITIVE_INFINITY;
  const tryFrom = (bounds: readonly number[], next: number): void => {
    if (bounds.length === k - 1) {
      const all = [...bounds, last];
      let computed = 0;
      for (const [at, many] of requests.entries())
        computed += many * (lengths[all.find((bound) => bound >= at) ?? last] ?? 0);
      best = Math.min(best, computed);
      return;
    }
    for (let bound = next; bound < last; bound++) tryFrom([...bounds, bound], bound + 1);
  };
  tryFrom([], 0);
  return best;
}

test('the sets are the best there are: every choice was tried', () => {
  const { below } = random(7);
  for (let round = 0; round < 300; round++) {
    const counts = new Map<number, number>();
    const many = 1 + below(9);
    for (let i = 0; i < many; i++) counts.set(1 + below(1 + below(400)), 1 + below(1 + below(1 + below(1000))));
    const lengths = lengthsOf(counts);
    assert.ok(lengths !== null);
    const sets = bestBuckets(lengths, 6);
    assert.equal(sets.length, Math.min(6, lengths.lengths.length));
    for (const [at, { bounds, computed }] of sets.entries()) {
      assert.equal(computed, bruteForce(lengths.lengths, lengths.requests, at + 1));
      assert.equal(bounds.length, at + 1);
      assert.equal(bounds.at(-1), lengths.lengths.length - 1);
      assert.deepEqual(
        [...bounds].sort((a, b) => a - b),
        bounds,
      );
      let sum = 0;
      for (const [index, requests] of lengths.requests.entries())
        sum += requests * (lengths.lengths[bounds.find((bound) => bound >= index) ?? -1] ?? Number.NaN);
      assert.equal(sum, computed, 'the bounds cost what is said of them');
    }
    assert.equal(
      bestBuckets(lengths, 64).at(-1)?.computed,
      total(lengths.elements),
      'one bucket a length pads nothing',
    );
  }
});

test('equally likely images from 400 to 800 get the four buckets of the documents', () => {
  // Neuron's application note on bucketing: [500, 600, 700, 800].
  const lengths = uniformLengths(400, 800);
  const [, , , four] = bestBuckets(lengths, 4);
  const bounds = four?.bounds.map((bound) => lengths.lengths[bound] ?? 0) ?? [];
  for (const [at, documented] of [500, 600, 700, 800].entries())
    assert.ok(Math.abs((bounds[at] ?? 0) - documented) <= 15, `${bounds}`);
  assert.equal(bounds.at(-1), 800);
});

test('one length, one request', () => {
  const lengths = lengthsOf(new Map([[7, 1]]));
  assert.ok(lengths !== null);
  assert.deepEqual(bestBuckets(lengths, 8), [{ bounds: [0], computed: 7 }]);
  assert.equal(lengthsOf(new Map()), null);
  assert.equal(lengthsOf(new Map([[5, 0]])), null, 'a length of no request is none');
});

test('a range has the elements of its lengths, however many there are', () => {
  const small = uniformLengths(3, 10);
  assert.deepEqual(small.lengths, [3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(small.elements, small.lengths);
  const large = uniformLengths(1, 2 ** 31 - 1);
  assert.ok(large.lengths.length <= MAX_DISTINCT);
  assert.equal(total(large.requests), 2 ** 31 - 1);
  assert.equal(large.lengths.at(-1), 2 ** 31 - 1);
  assert.match(tooMany(large) ?? '', /more than 2\^53/);
  const middle = uniformLengths(1, 1_000_000);
  assert.equal(tooMany(middle), null);
  assert.equal(total(middle.elements), (1_000_000 * 1_000_001) / 2);
});

test('more lengths than the search takes are rounded up, and the padding tells so', () => {
  const counts = new Map(Array.from({ length: 10_000 }, (_, at) => [at + 1, 1 + (at % 3)]));
  const lengths = lengthsOf(counts);
  assert.ok(lengths !== null && lengths.lengths.length <= MAX_DISTINCT);
  assert.equal(lengths.step, 3);
  assert.equal(lengths.distinct, 10_000);
  assert.equal(
    total(lengths.elements),
    [...counts].reduce((sum, [length, requests]) => sum + length * requests, 0),
  );
  const began = performance.now();
  const sets = bestBuckets(lengths, MAX_BUCKETS);
  assert.ok(performance.now() - began < 5000);
  for (const [at, { computed }] of sets.entries())
    if (at > 0) assert.ok(computed <= (sets[at - 1]?.computed ?? 0), 'a bucket more is never worse');
});

test('never more sets than asked for, and at most the documented many', () => {
  const lengths = uniformLengths(1, 200);
  assert.equal(bestBuckets(lengths, 3).length, 3);
  assert.equal(bestBuckets(lengths, 1000).length, MAX_BUCKETS);
});
