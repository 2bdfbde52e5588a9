import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry, type Files, problemsOf, put } from '../../support/knowledge-damage';

const DAMAGE: [string, (files: Files) => void, RegExp][] = [
  [
    'a rule that does not exist',
    (f) => entry(f.errors, 'NCC_EVRF013').test.rules.push('onnx/no-such-rule'),
    /^errors: NCC_EVRF013: says that the rule onnx\/no-such-rule foretells it/,
  ],
  ['an error without a test', (f) => put(entry(f.errors, 'NCC_EVRF013'), 'test', null), /NCC_EVRF013: test must be an/],
  [
    'an error whose test has no reason',
    (f) => put(entry(f.errors, 'NCC_EVRF015').test, 'note', ''),
    /NCC_EVRF015: test\.note must be a text/,
  ],
  [
    'a flag with two answers',
    (f) => put(entry(f.flags, '--auto-cast'), 'until', null),
    /^flags: --auto-cast\/2\.27\.0: answers the same question as "--auto-cast"/,
  ],
  [
    'a flag with two answers to another spelling',
    (f) => put(entry(f.flags, '--logical-nc-config/v2'), 'targets', ['trn2']),
    /^flags: --logical-nc-config\/v3: answers the same question/,
  ],
  [
    'a default that is no value',
    (f) => put(entry(f.flags, '--optlevel'), 'default', '4'),
    /^flags: --optlevel: 4 is none of its values/,
  ],
  [
    'a switch with values',
    (f) => put(entry(f.flags, '--optlevel'), 'takes', 'switch'),
    /^flags: --optlevel: takes switch and has 3 values/,
  ],
  [
    'an error of a flag that does not exist',
    (f) => entry(f.flags, '--optlevel').neuronErrors.push('NCC_EVRF999'),
    /^flags: --optlevel: names NCC_EVRF999/,
  ],
  [
    'a change under another release',
    (f) => put(entry(f.changes, '2.29.0/evrf056'), 'sdk', '2.30.0'),
    /^changes: 2\.29\.0\/evrf056: the id must begin with 2\.30\.0\//,
  ],
  [
    'a change in a release to come',
    (f) => {
      put(entry(f.changes, '2.33.1/patch'), 'id', '2.34.0/patch');
      put(entry(f.changes, '2.34.0/patch'), 'sdk', '2.34.0');
    },
    /^changes: 2\.34\.0\/patch: names SDK 2\.34\.0, which is no release/,
  ],
  [
    'a change that is due',
    (f) => put(entry(f.changes, '2.29.0/evrf056'), 'due', '2.30.0'),
    /2\.29\.0\/evrf056: only an announcement is due/,
  ],
  [
    'an announcement for a release that nobody knows',
    (f) => put(entry(f.changes, '2.33.0/nxdi'), 'due', '2.35.0'),
    /2\.33\.0\/nxdi: names SDK 2\.35\.0/,
  ],
  [
    'an announcement for the past',
    (f) => put(entry(f.changes, '2.32.0/native-int64-default'), 'due', '2.31.0'),
    /2\.32\.0\/native-int64-default: 2\.31\.0 is not after 2\.32\.0/,
  ],
  [
    'an announcement that came true in a release to come',
    (f) => put(entry(f.changes, '2.33.0/nxdi'), 'settled', '2.34.0'),
    /2\.33\.0\/nxdi: SDK 2\.34\.0 is not out/,
  ],
  [
    'a change of a newer release without a page',
    (f) => put(entry(f.changes, '2.33.0/torchneuron'), 'sources', ['torchneuron-overview']),
    /2\.33\.0\/torchneuron: speaks of a release after 2\.32\.0 without a published page/,
  ],
  [
    'a change that a third party documents',
    (f) => put(entry(f.changes, '2.29.0/evrf056'), 'sources', ['onnx2torch']),
    /2\.29\.0\/evrf056: is "documented" without a Neuron document/,
  ],
  [
    'a conflict of one statement',
    (f) => entry(f.conflicts, 'sort').statements.pop(),
    /^conflicts: sort: statements must have at least 2 items/,
  ],
  [
    'a statement of a conflict without a source that exists',
    (f) => entry(f.conflicts, 'sort').statements[0]?.sources.push('nowhere'),
    /^conflicts: sort: cites "nowhere"/,
  ],
  [
    'a package of a release that nobody knows',
    (f) => put(entry(f.packages, 'neuronx-cc').releases[0] ?? {}, 'sdk', '2.25.0'),
    /^packages: neuronx-cc: names SDK 2\.25\.0/,
  ],
  [
    'releases of a package out of order',
    (f) => {
      entry(f.packages, 'neuronx-cc').releases.reverse();
    },
    /^packages: neuronx-cc: 2\.32\.0 is out of order/,
  ],
  [
    'a package of a newer release without a page',
    (f) => put(entry(f.packages, 'neuronx-cc').releases.at(-1) ?? {}, 'source', 'package-manifest'),
    /^packages: neuronx-cc: speaks of SDK 2\.33\.0 without a published page/,
  ],
  [
    'a name of a type without claims',
    (f) => put(entry(f['dtype-names'], 'safetensors/F4'), 'dtype', 'F4'),
    /^dtype-names: safetensors\/F4: dtype must be one of/,
  ],
];

for (const [what, damage, message] of DAMAGE)
  test(`releases: ${what} is found`, () => {
    const problems = problemsOf(damage);
    assert.ok(
      problems.some((problem) => message.test(problem)),
      problems.join('\n') || 'no problem',
    );
  });
