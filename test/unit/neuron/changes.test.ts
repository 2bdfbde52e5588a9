import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DATA } from '../../../src/neuron/data';
import { loadKnowledge } from '../../../src/neuron/load';
import { compareSdk } from '../../../src/neuron/version';

const knowledge = loadKnowledge();
const ids = (from: string, to: string) => knowledge.changes(from, to).map(({ id }) => id);

test('an upgrade shows what lies between the releases, and nothing before or after', () => {
  const found = ids('2.31.0', '2.32.0');
  assert.ok(found.includes('2.32.0/native-int64'));
  assert.ok(found.includes('2.31.1/tools'));
  assert.ok(!found.includes('2.31.0/training-dlc'));
  assert.ok(!found.includes('2.33.0/torchneuron'));
});

test('an announcement is shown until it is settled, whenever it was made', () => {
  assert.ok(ids('2.31.0', '2.32.0').includes('2.32.0/native-int64-default'));
  assert.ok(ids('2.33.0', '2.33.1').includes('2.32.0/native-int64-default'), 'no document says that it came true');
  assert.ok(ids('2.26.0', '2.26.1').includes('2.26.0/auto-cast'));
  assert.ok(!ids('2.26.0', '2.27.0').includes('2.26.0/auto-cast'), 'it came true with 2.27');
});

test('there is nothing between a release and itself, nor on the way back', () => {
  assert.deepEqual(ids('2.32.0', '2.32.0'), []);
  assert.deepEqual(ids('2.33.0', '2.31.0'), []);
});

test('changes come in the order of releases, and every release has some', () => {
  const found = knowledge.changes('2.25.0', '2.33.1');
  for (const [at, change] of found.entries())
    assert.ok(at === 0 || compareSdk(found[at - 1]?.sdk ?? '', change.sdk) <= 0, change.id);
  for (const { sdk } of knowledge.releases)
    assert.ok(
      DATA.changes.some((change) => change.sdk === sdk),
      sdk,
    );
});

test('every change is one sentence with a subject', () => {
  for (const { id, words, subject } of DATA.changes) {
    assert.match(words, /^[^ ].*[^.]\.$/, id);
    assert.doesNotMatch(words, /\. [A-Z]/, id);
    assert.ok(subject.length > 0 && !subject.endsWith('.'), id);
  }
});

test('the ends of targets and routes in the other files are among the changes', () => {
  for (const { target, since } of DATA.targets.ended)
    assert.ok(
      DATA.changes.some(
        (change) => change.sdk === since && change.kind === 'ended' && change.targets?.includes(target),
      ),
      target,
    );
  for (const route of DATA.routes) {
    if (route.since === null || route.state !== 'ended') continue;
    const named = DATA.changes.some(
      (change) =>
        (change.sdk === route.since || change.due === route.since) &&
        route.targets.some((target) => change.targets === null || change.targets.includes(target)),
    );
    assert.ok(named, route.id);
  }
});
