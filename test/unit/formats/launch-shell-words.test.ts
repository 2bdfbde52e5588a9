// biome-ignore-all lint/suspicious/noTemplateCurlyInString: parameters of a shell look like placeholders.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ShellOptions, shellCommands, wordsOf } from '../../../src/formats/shell/commands';
import { positionsOf } from '../../../src/text/positions';
import { textAt } from '../../support/text-slice';

const read = (text: string, options?: ShellOptions) => shellCommands(text, positionsOf(text), 0, options);

/** The commands as lists of words. */
function commands(text: string, options?: ShellOptions): string[][] {
  return read(text, options).commands.map(({ words }) => words.map((word) => word.text));
}

/** The commands as the places of their words, cut out of the text. */
function places(text: string): string[][] {
  return read(text).commands.map(({ words }) => words.map(({ range }) => textAt(text, range)));
}

/** The variables as NAME=value; a value that is not known as "?". */
function variables(text: string): string[] {
  return read(text).variables.map(({ name, value }) => `${name}=${value ?? '?'}`);
}

test('statements are told apart, whatever stands between them', () => {
  assert.deepEqual(commands('a 1; b 2 && c 3 || d 4 | e 5 & f 6\ng 7'), [
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['d', '4'],
    ['e', '5'],
    ['f', '6'],
    ['g', '7'],
  ]);
});

test('quotes, escapes, comments and continued lines', () => {
  assert.deepEqual(commands('a "b c" \'d $e\' f\\ g x"y"z # no\n#a\nb \\\n  --c=d#e \\\r\n  f'), [
    ['a', 'b c', 'd $e', 'f g', 'xyz'],
    ['b', '--c=d#e', 'f'],
  ]);
});

test('redirections and texts for standard input are left out', () => {
  assert.deepEqual(commands("a 2>&1 >out b <<EOF c\nrm x\nEOF\nd <<-'END' &> log\n\te\n\tEND\nf <<< g h"), [
    ['a', 'b', 'c'],
    ['d'],
    ['f', 'h'],
  ]);
});

test('a mark without its end is no text for standard input', () => {
  assert.deepEqual(commands('(( a << b ))\nc'), [['a'], ['c']]);
});

test('known variables are put in where they are used', () => {
  const text = 'TP=8 ARGS="--x 1 --y"\nrun --tp $TP "$ARGS" $ARGS ${TP} ${N:-4} "${M-a b}" $Z';
  assert.deepEqual(commands(text), [['run', '--tp', '8', '--x 1 --y', '--x', '1', '--y', '8', '4', 'a b', '$Z']]);
  assert.deepEqual(places(text)[0]?.slice(2), [
    '8',
    '--x 1 --y',
    '--x',
    '1',
    '--y',
    '8',
    '${N:-4}',
    '"${M-a b}"',
    '$Z',
  ]);
});

test('a default that sets a variable holds from then on', () => {
  assert.deepEqual(commands(': ${A:=5}\nb $A'), [['b', '5']]);
});

test('a variable that a branch may have changed is not known', () => {
  assert.deepEqual(commands('A=1\nif [ x ]; then A=2; fi\nb $A\nC=1\n[ y ] && C=1\nd $C'), [
    ['b', '$A'],
    ['d', '1'],
  ]);
});

test('the variable of a loop is not known, and its body is read', () => {
  assert.deepEqual(commands('B=1\nfor B in 1 2; do run $B; done; while true; do x; done'), [
    ['run', '$B'],
    ['true'],
    ['x'],
  ]);
});

test('arrays are spread', () => {
  const text = 'A=(--m x # no\n --tp "8")\nA+=(-q)\nvllm serve "${A[@]}" ${A[*]}';
  assert.deepEqual(commands(text), [['vllm', 'serve', '--m', 'x', '--tp', '8', '-q', '--m', 'x', '--tp', '8', '-q']]);
  assert.deepEqual(places(text)[0]?.slice(2, 6), ['--m', 'x', '--tp', '"8"']);
});

test('variables are told with their values', () => {
  const text = 'A=1 B="x y" cmd\nexport C=$A D=\'z\'\nenv E=2 cmd\nF=$(date)\nG=\nmpirun -np 8 -x H=1 -x I prog';
  assert.deepEqual(variables(text), ['A=1', 'B=x y', 'C=?', 'D=z', 'E=2', 'F=?', 'G=', 'H=1']);
  const [a, b] = read(text).variables;
  assert.equal(a && textAt(text, a.range), 'A=1');
  assert.equal(b?.valueRange && textAt(text, b.valueRange), 'x y');
});

test('a value is put together from variables that are known', () => {
  assert.deepEqual(variables('A=1\nB="--a=$A --b"\nB="$B --c"'), ['A=1', 'B=--a=1 --b', 'B=--a=1 --b --c']);
});

test('wrappers are taken off; those that say something are told as well', () => {
  assert.deepEqual(commands('sudo -E -u me env X=1 nohup time -p nice -n 5 timeout -k 5 10 exec -- prog a'), [
    ['prog', 'a'],
  ]);
  assert.deepEqual(commands('srun -N 2 --gres=gpu:8 --ntasks 4 --exclusive numactl -N 0 torchrun x.py'), [
    ['srun', '-N', '2', '--gres=gpu:8', '--ntasks', '4', '--exclusive'],
    ['torchrun', 'x.py'],
  ]);
  assert.deepEqual(commands('mpirun -np 8 --allow-run-as-root --mca btl tcp -x A=1 python a.py'), [
    ['mpirun', '-np', '8', '--allow-run-as-root', '--mca', 'btl', 'tcp', '-x', 'A=1'],
    ['python', 'a.py'],
  ]);
  assert.deepEqual(commands('neuron_parallel_compile A=1 torchrun x.py'), [
    ['neuron_parallel_compile', 'A=1'],
    ['torchrun', 'x.py'],
  ]);
  assert.deepEqual(commands('uv run --with x vllm serve; uv pip install y; poetry run a'), [
    ['vllm', 'serve'],
    ['uv', 'pip', 'install', 'y'],
    ['a'],
  ]);
});

test('a shell within a shell is read, with its places', () => {
  const text = 'docker ps; bash -lc "A=3; exec vllm serve m --tp $A"; sh x.sh; eval "p q"';
  assert.deepEqual(commands(text), [
    ['docker', 'ps'],
    ['vllm', 'serve', 'm', '--tp', '3'],
    ['sh', 'x.sh'],
    ['p', 'q'],
  ]);
  assert.deepEqual(places(text)[1], ['vllm', 'serve', 'm', '--tp', '3']);
});

test('commands in substitutions and in parentheses are read', () => {
  assert.deepEqual(commands('N=$(nvidia-smi -L | wc -l)\n(cd a && b)\necho "x $(c "d") `e`" $((1 + (2)))'), [
    ['cd', 'a'],
    ['b'],
    ['echo', 'x $(c "d") `e`', '$((1 + (2)))'],
    ['nvidia-smi', '-L'],
    ['wc', '-l'],
    ['c', 'd'],
    ['e'],
  ]);
});

test('functions and choices', () => {
  assert.deepEqual(commands('f() { g 1; }\nfunction h { i; }\ncase $x in\n a|b) j ;;\n *) k\nesac\nl'), [
    ['g', '1'],
    ['i'],
    ['j'],
    ['k'],
    ['l'],
  ]);
});

test('an action of a template is a word that is not known', () => {
  const [command] = read('a --tp {{ .Values.tp }} b{{x}}').commands;
  assert.deepEqual(
    command?.words.map(({ text, literal }) => [text, literal]),
    [
      ['a', true],
      ['--tp', true],
      ['{{ .Values.tp }}', false],
      ['b{{x}}', false],
    ],
  );
});

test('lines of comments between continued lines, as in a Dockerfile', () => {
  const text = 'a \\\n # x\n\n  # y\n && b \\\n c';
  assert.deepEqual(commands(text, { commentLines: true }), [['a'], ['b', 'c']]);
});

test('values from elsewhere are put in at the place of the variable', () => {
  const text = 'a --tp=$TP $TP';
  const [command] = read(text, { known: new Map([['TP', '8']]), scope: 's' }).commands;
  assert.deepEqual(
    command?.words.map((word) => [word.text, textAt(text, word.range)]),
    [
      ['a', 'a'],
      ['--tp=8', '--tp=$TP'],
      ['8', '$TP'],
    ],
  );
  assert.equal(command?.scope, 's');
});

test('lists of words go through the same hands', () => {
  const word = (text: string, line: number) => ({
    text,
    literal: true,
    range: { start: { line, column: 1 }, end: { line, column: 9 } },
  });
  const { commands: found, variables: set } = wordsOf([word('env', 1), word('A=b', 2), word('vllm', 3), word('s', 4)]);
  assert.deepEqual(
    found[0]?.words.map(({ text, range }) => [text, range.start.line]),
    [
      ['vllm', 3],
      ['s', 4],
    ],
  );
  assert.deepEqual(
    set.map(({ name, value, range, valueRange }) => [name, value, range.start.line, valueRange?.start.line]),
    [['A', 'b', 2, 2]],
  );
  const inner = wordsOf([word('bash', 1), word('-c', 2), word('x --tp 8\ny', 3)]).commands;
  assert.deepEqual(
    inner.map(({ words }) => words.map(({ text, range }) => [text, range.start.line])),
    [
      [
        ['x', 3],
        ['--tp', 3],
        ['8', 3],
      ],
      [['y', 3]],
    ],
  );
});

test('what is broken or hostile ends soon and gives what can be read', () => {
  assert.deepEqual(commands('a "b'), [['a', 'b']]);
  assert.deepEqual(commands("a 'b"), [['a', 'b']]);
  assert.deepEqual(commands('a $( b'), [['a', '$( b'], ['b']]);
  assert.deepEqual(commands('a ${b'), [['a', '${b']]);
  assert.deepEqual(commands('a \\'), [['a', '\\']]);
  assert.deepEqual(commands('a >'), [['a']]);
  assert.deepEqual(commands('\u00a0 \u2028'), [['\u00a0', '\u2028']]);
  const hostile = [
    '$('.repeat(200_000),
    '"$('.repeat(100_000),
    '${'.repeat(200_000),
    '`'.repeat(300_001),
    'a=('.repeat(100_000),
    '<<a\n'.repeat(100_000),
    'bash -c "'.repeat(50_000),
    'env '.repeat(100_000),
    'if '.repeat(200_000),
    `A=${'x'.repeat(5000)}\n${'A=$A$A\n'.repeat(60)}${'b $A '.repeat(50_000)}`,
    `A=(${'x '.repeat(5000)})\n${'b ${A[@]}\n'.repeat(20_000)}`,
    'a\\\n'.repeat(200_000),
    '&;|('.repeat(200_000),
    '{{'.repeat(200_000),
    '# \\\n'.repeat(200_000),
  ];
  for (const text of hostile) {
    const start = performance.now();
    read(text, { commentLines: true });
    const took = performance.now() - start;
    assert.ok(took < 3000, `${text.slice(0, 12)}… took ${took} ms`);
  }
});
