import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type JsonNode, parseJson } from '../../../src/text/json';
import { JsonFault } from '../../../src/text/json-scalar';

/** "start-end message" of the fault. */
function faultOf(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    assert.ok(error instanceof JsonFault, String(error));
    return `${error.start}-${error.end} ${error.message}`;
  }
  return 'no fault';
}

/** A generator of pseudo-random integers below `n`, the same in every run. */
function dice(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

function randomValue(roll: (n: number) => number, depth: number): unknown {
  const kind = roll(depth > 4 ? 6 : 8);
  if (kind === 0) return null;
  if (kind === 1) return roll(2) === 0;
  if (kind < 4) return (roll(2_000_000) - 1_000_000) / ([1, 1, 1000, 1e20][roll(4)] ?? 1);
  if (kind < 6)
    return ['', 'a', 'é😀\u2028', '"\\\n\u0001', '__proto__', '// no comment, }', 'x'.repeat(roll(40))][roll(7)];
  const length = roll(5);
  if (kind === 6) return Array.from({ length }, () => randomValue(roll, depth + 1));
  return Object.fromEntries(
    Array.from({ length }, (_, i) => [['__proto__', 'k', ''][roll(3)] + String(i), randomValue(roll, depth + 1)]),
  );
}

function everyNode(root: JsonNode): JsonNode[] {
  const nodes = [root];
  for (const node of nodes) nodes.push(...(node.children?.values() ?? []));
  return nodes;
}

test('agrees with JSON.parse, and the text at each range is the source of its value', () => {
  const roll = dice(7);
  for (let round = 0; round < 500; round += 1) {
    const value = randomValue(roll, 0);
    const text = ['', ' \r\n'][roll(2)] + JSON.stringify(value, null, ['', '  ', '\t'][roll(3)]) + ['', '\n'][roll(2)];
    const { root, oddities } = parseJson(text);
    assert.deepEqual(root.value, JSON.parse(text));
    assert.deepEqual(oddities, []);
    for (const node of everyNode(root)) assert.deepEqual(JSON.parse(text.slice(node.start, node.end)), node.value);
  }
});

test('accepts what people and Python write, and tells the former', () => {
  const { root, oddities } = parseJson(`# top
{ // one
  "a": [1, 2,], /* two */
  "b": NaN, "c": Infinity, "d": -Infinity,
  "a": 3,
} // end`);
  assert.deepEqual(root.value, { a: 3, b: Number.NaN, c: Number.POSITIVE_INFINITY, d: Number.NEGATIVE_INFINITY });
  assert.deepEqual(oddities, [
    'it holds comments',
    'it holds commas before a closing bracket',
    'the key "a" stands in it twice, of which the last counts',
  ]);
});

test('a key named __proto__ is a key', () => {
  const { root } = parseJson('{"__proto__": {"polluted": 1}}');
  assert.deepEqual(Object.keys(Object(root.value)), ['__proto__']);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});

const FAULTS: readonly [string, string][] = [
  ['', '0-0 the file ends before the JSON is complete'],
  ['  ', '2-2 the file ends before the JSON is complete'],
  ['{"a": 1', '7-7 the file ends before the JSON is complete'],
  ['{"a":', '5-5 the file ends before the JSON is complete'],
  ['{"a"', '4-4 the file ends before the JSON is complete'],
  ['{', '1-1 the file ends before the JSON is complete'],
  ['[1,', '3-3 the file ends before the JSON is complete'],
  ['{"a', '1-3 the file ends in the middle of a text'],
  ['{"a\\', '3-4 a text holds an escape that JSON does not know'],
  ['{"a\n": 1}', '1-3 a text is not closed on its line'],
  ['["\t"]', '2-3 a text holds a control character'],
  ['["\\x"]', '2-4 a text holds an escape that JSON does not know'],
  ['["\\u12g4"]', '2-4 a text holds an escape that JSON does not know'],
  ['{"a" 1}', '5-6 a colon is missing'],
  ['{"a": 1 "b": 2}', '8-9 a comma or } is missing'],
  ['[1 2]', '3-4 a comma or ] is missing'],
  ['{a: 1}', '1-2 a key in double quotes or } is missing'],
  ['[,]', '1-2 "," is no JSON value'],
  ['[1,,2]', '3-4 "," is no JSON value'],
  ["['a']", '1-2 a text must stand in double quotes'],
  ['[undefined]', '1-10 "undefined" is no JSON value'],
  ['[01]', '1-3 "01" is no JSON value'],
  ['[1.]', '1-3 "1." is no JSON value'],
  ['[toString]', '1-9 "toString" is no JSON value'],
  ['{} {}', '3-5 more text follows after the end of the JSON'],
  ['[1]]', '3-4 more text follows after the end of the JSON'],
  ['[1}', '2-3 a comma or ] is missing'],
  ['/* x', '0-4 a comment is not closed'],
  ['<html>', '0-1 "<" is no JSON value'],
];

for (const [text, expected] of FAULTS) {
  test(`places the fault of ${JSON.stringify(text)}`, () => assert.equal(faultOf(text), expected));
}

test('a truncated file always has a fault', () => {
  const text = JSON.stringify({ a: [1, true, null, 'x\\y"'], b: { c: -1.5e10 } });
  for (let length = 0; length < text.length; length += 1) assert.notEqual(faultOf(text.slice(0, length)), 'no fault');
});

test('hostile texts end soon: nesting, long texts, long gaps, many keys', () => {
  const started = performance.now();
  assert.match(faultOf('['.repeat(10_000)), /^200-201 it is nested deeper than 200 levels/);
  assert.match(faultOf('{"a":'.repeat(10_000)), /nested deeper/);
  assert.equal(faultOf(`[${' '.repeat(1_000_000)}]`), 'no fault');
  assert.equal(faultOf(`"${'\\\\'.repeat(1_000_000)}"`), 'no fault');
  assert.equal(faultOf(`[${'1,'.repeat(500_000)}1]`), 'no fault');
  assert.equal(faultOf(`[${'9'.repeat(1_000_000)}]`), 'no fault');
  assert.match(faultOf(`[${'-'.repeat(1_000_000)}]`), /is no JSON value/);
  assert.equal(faultOf(`{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":0`).join()}}`), 'no fault');
  assert.ok(performance.now() - started < 10_000);
});
