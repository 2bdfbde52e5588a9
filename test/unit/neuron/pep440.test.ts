import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admits, compareVersions } from '../../../src/neuron/pep440';

test('versions are ordered as PEP 440 orders them', () => {
  const ascending = [
    '1.0.dev1',
    '1.0a1',
    '1.0a2',
    '1.0b1',
    '1.0rc1',
    '1.0',
    '1.0.post1',
    '1.0.1',
    '1.1',
    '1.10',
    '2',
    '1!0.1',
  ];
  for (const [at, version] of ascending.entries())
    for (const [other, later] of ascending.entries())
      assert.equal(
        Math.sign(compareVersions(version, later) ?? Number.NaN),
        Math.sign(at - other),
        `${version} ${later}`,
      );
  assert.equal(compareVersions('1.0', '1.0.0'), 0);
  assert.equal(compareVersions('2.1.2+cu121', '2.1.2'), 0);
  assert.equal(compareVersions('main', '1.0'), null);
});

test('specifiers of pip, Poetry and Conda', () => {
  const yes: readonly (readonly [string, string])[] = [
    ['', '1.0'],
    ['==2.9.*', '2.9.1'],
    ['==2.9', '2.9.0'],
    ['==2.8.0', '2.8.0+cu121'],
    ['>=2.1,<3', '2.14.0'],
    ['!=2.1', '2.2'],
    ['!=2.1.*', '2.2'],
    ['~=4.57.1', '4.57.9'],
    ['~=4.57', '4.99'],
    ['^2.1', '2.9'],
    ['^0.4.1', '0.4.9'],
    ['~2.1', '2.1.9'],
    ['=3.10', '3.10.4'],
    ['2.1|2.2', '2.2'],
    ['*', '7'],
  ];
  const no: readonly (readonly [string, string])[] = [
    ['==2.9.*', '2.10.0'],
    ['<2.1', '2.1'],
    ['~=4.57.1', '4.58.0'],
    ['^2.1', '3.0'],
    ['^0.4.1', '0.5.0'],
    ['~2.1', '2.2'],
    ['=3.1', '3.10'],
    ['>=2.1,<3', '3.0'],
  ];
  for (const [specifier, version] of yes) assert.equal(admits(specifier, version), true, `${specifier} ${version}`);
  for (const [specifier, version] of no) assert.equal(admits(specifier, version), false, `${specifier} ${version}`);
  for (const specifier of ['==$VERSION', '@main', '=>2', '==', 'latest'])
    assert.equal(admits(specifier, '1.0'), null, specifier);
});

test('hostile specifiers take linear time', () => {
  const started = performance.now();
  for (const unit of ['1.', '==', ',', '|', '*', '1a', '+a', '-', 'rc', '9'])
    for (const head of ['', '==', '==1', '>=1.0+a', '^']) admits(head + unit.repeat(100_000), '1.0');
  assert.ok(performance.now() - started < 3000);
});
