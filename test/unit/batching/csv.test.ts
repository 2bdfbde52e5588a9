import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLengthsCsv } from '../../../src/batching/csv';
import { noPace } from '../../support/memory-host';

async function read(text: string, dimension = 'sequence') {
  const { counts, problems } = await readLengthsCsv(text, 'l.csv', dimension, noPace);
  return {
    counts: Object.fromEntries(counts),
    problems: problems.map(({ range, message }) => `${range?.start.line ?? '-'} ${message}`),
  };
}

const good = async (text: string, dimension?: string) => {
  const { counts, problems } = await read(text, dimension);
  assert.deepEqual(problems, []);
  return counts;
};

test('a length a line; a length and a count; with and without a header', async () => {
  assert.deepEqual(await good('12\n40\n12\n'), { 12: 2, 40: 1 });
  assert.deepEqual(await good('12,3\n40,1\n12,2'), { 12: 5, 40: 1 });
  assert.deepEqual(await good('length\n12\n40\n'), { 12: 1, 40: 1 });
  assert.deepEqual(await good('prompt_len\n12\n'), { 12: 1 }, 'one column is the lengths, whatever its name');
  assert.deepEqual(await good('length,count\n12,3\n40,0\n'), { 12: 3, 40: 0 });
  assert.deepEqual(await good('id,tokens,count\na,12,3\nb,40,1\n'), { 12: 3, 40: 1 });
  assert.deepEqual(await good('count;sequence\n3;12\n'), { 12: 3 }, 'the name of the dimension names its column');
});

test('byte order mark, CRLF, CR alone, quotes, tabs, semicolons, blank lines, floats of whole numbers', async () => {
  assert.deepEqual(await good('\uFEFFlength,count\r\n12,3\r\n\r\n40,1\r\n'), { 12: 3, 40: 1 });
  assert.deepEqual(await good('12\r40\r'), { 12: 1, 40: 1 });
  assert.deepEqual(await good('"length","count"\n"12","3"\n'), { 12: 3 });
  assert.deepEqual(await good('text,length\n"a, ""b""",12\n'), { 12: 1 });
  assert.deepEqual(await good('length\tcount\n12\t3\n'), { 12: 3 });
  assert.deepEqual(await good(' 12 ; 3 \n'), { 12: 3 });
  assert.deepEqual(await good('length\n12.0\n'), { 12: 1 });
});

test('every mistake has its line', async () => {
  assert.deepEqual((await read('length\n12\nabc\n-4\n0\n12.5\n1e3\n99999999999\n')).problems, [
    '3 A length must be a whole number of at least 1, not "abc".',
    '4 A length must be a whole number of at least 1, not "-4".',
    '5 A length must be a whole number of at least 1, not "0".',
    '6 A length must be a whole number of at least 1, not "12.5".',
    '7 A length must be a whole number of at least 1, not "1e3".',
    '8 A length must be at most 2147483647, not "99999999999".',
  ]);
  assert.deepEqual((await read('12,3\n40\n5,x\n')).problems, [
    '2 This line has 1 cell and the first line has 2.',
    '3 A count must be a whole number, not "x".',
  ]);
  assert.deepEqual((await read('length\n"12\n')).problems, ['2 A quote is not closed in this line.']);
  assert.deepEqual((await read('"le\n12\n')).problems, ['1 A quote is not closed in this line.']);
  assert.match((await read('1,2,3\n')).problems[0] ?? '', /^1 A file without a header/);
  assert.match((await read('a,b\n1,2\n')).problems[0] ?? '', /^1 No column is named "length" or "sequence"/);
  assert.match((await read(`${'9'.repeat(20_000)}\n`)).problems[0] ?? '', /^1 This line is longer/);
});

test('nothing at all is a mistake of the file', async () => {
  for (const text of ['', '\n\n', '\uFEFF', 'length\n', '12,0\n'])
    assert.deepEqual((await read(text)).problems, ['- The file holds no length; write one a line.']);
});

test('of very many mistakes the first are told', async () => {
  const { problems } = await read('x\n'.repeat(1000).replace('x', 'length'));
  assert.equal(problems.length, 21);
  assert.equal(problems.at(-1), '- There are 979 more mistakes in this file.');
});

test('hostile cells stay on their line', async () => {
  const [problem = ''] = (await read('12\n\u001b[31m=cmd\n')).problems;
  assert.equal(problem, '2 A length must be a whole number of at least 1, not "\\u001b[31m=cmd".');
});

test('ten million lines take seconds', async () => {
  const text = '128\n'.repeat(10_000_000);
  const began = performance.now();
  let breaths = 0;
  const breathe = async () => {
    breaths += 1;
  };
  const { counts } = await readLengthsCsv(text, 'l', 's', { breathe });
  assert.deepEqual([...counts], [[128, 10_000_000]]);
  assert.ok(breaths > 100, 'the caller can cancel');
  assert.ok(performance.now() - began < 20_000);
});
