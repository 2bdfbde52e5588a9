import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataFault, valueAt } from '../../../src/text/data';
import { jsonData } from '../../../src/text/json-data';
import { parseYaml } from '../../../src/text/yaml';
import { yamlData } from '../../../src/text/yaml-data';
import { MAX_YAML_LENGTH, MAX_YAML_LINES } from '../../../src/text/yaml-limits';

const at = (range: { start: { line: number; column: number }; end: { column: number } } | null) =>
  range && `${range.start.line}:${range.start.column}-${range.end.column}`;

test('JSON values and keys have places', () => {
  const data = jsonData('{ "a": [1, {"b": "x"}] }');
  assert.deepEqual(data.value, { a: [1, { b: 'x' }] });
  assert.equal(at(data.rangeOf(['a', 1, 'b'])), '1:18-21');
  assert.equal(at(data.keyRangeOf(['a', 1, 'b'])), '1:13-16');
  assert.equal(data.keyRangeOf(['a', 0]), null);
  assert.equal(data.rangeOf(['c']), null);
});

test('YAML streams give their documents, with aliases and merge keys resolved', () => {
  const [first, second] = yamlData('a: &x {n: 1}\nb: *x\nc:\n  <<: *x\n  m: 2\n---\n---\n- k: v\n');
  assert.deepEqual(first?.value, { a: { n: 1 }, b: { n: 1 }, c: { n: 1, m: 2 } });
  assert.equal(at(first?.rangeOf(['b', 'n']) ?? null), '1:11-12');
  assert.equal(at(first?.rangeOf(['c', 'n']) ?? null), '1:11-12');
  assert.equal(at(first?.keyRangeOf(['c', 'm']) ?? null), '5:3-4');
  assert.deepEqual(second?.value, [{ k: 'v' }]);
  assert.equal(at(second?.rangeOf([0, 'k']) ?? null), '8:6-7');
});

test('of repeated keys the last counts, in value and place', () => {
  const [data] = yamlData('a: 1\na: 2\n');
  assert.deepEqual(data?.value, { a: 2 });
  assert.equal(at(data?.rangeOf(['a']) ?? null), '2:4-5');
});

test('what is no YAML, nested too deeply or a bomb of aliases is a fault', () => {
  const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
  for (let i = 0; i < 8; i += 1)
    bomb.push(
      `b${i}: &b${i} [${Array(10)
        .fill(i === 0 ? '*a' : `*b${i - 1}`)
        .join(',')}]`,
    );
  for (const text of ['a: [', '['.repeat(20_000), bomb.join('\n'), 'a: *nowhere'])
    assert.throws(() => yamlData(text), DataFault, text.slice(0, 20));
});

test('a document that holds itself is a fault or plain data, never a circle', () => {
  try {
    for (const { value } of yamlData('a: &a\n  b: *a\n')) assert.ok(JSON.stringify(value).length < 100);
  } catch (error) {
    assert.ok(error instanceof DataFault, String(error));
  }
});

test('valueAt follows own keys only', () => {
  assert.equal(valueAt({ a: [{ b: 1 }] }, ['a', 0, 'b']), 1);
  assert.equal(valueAt({}, ['constructor']), undefined);
});

const LONG = 150_000;
const hostile: [name: string, text: string, says: RegExp][] = [
  ['lines of a plain scalar that are none', `kind: Pod\nspec: ${'a\n'.repeat(39_000)}`, /more than 100 mistakes/],
  ['brackets that close nothing', `a: 1\n${']'.repeat(LONG)}`, /more than 100 mistakes/],
  ['many lines', 'a\n'.repeat(MAX_YAML_LINES), /more than 40,000 lines/],
  ['many characters', `a: ${'b'.repeat(MAX_YAML_LENGTH)}`, /more than 1 MB/],
];
for (const [name, text, says] of hostile) {
  test(`YAML with ${name} is refused within a second`, () => {
    const start = performance.now();
    assert.throws(
      () => yamlData(text),
      (error) => error instanceof DataFault && says.test(error.message),
    );
    assert.equal(parseYaml(text, 'a.yaml').problems.length, 1);
    assert.ok(performance.now() - start < 1000);
  });
}

test('a plain scalar of many lines is one value', () => {
  const [data] = yamlData(`a: b\n${'  c\n'.repeat(20_000)}`);
  assert.equal(data?.value && Object.values(data.value).join().length, 40_001);
});
