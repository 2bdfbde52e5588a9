/** Names of models, inputs and files are anything: the files stay one program each, and give the names back as they were. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { parser } from '@lezer/python';
import { DockerfileParser } from 'dockerfile-ast';
import { parseAllDocuments } from 'yaml';
import { commentText, pythonText, shellWord, slug, yamlText } from '../../../src/starters/quote';
import { commandLines } from '../../../src/starters/serve';
import { STARTER_KINDS } from '../../../src/starters/types';
import { encoder, LLAMA, starters, textOf } from './models';

const NAMES = [
  'plain',
  'a b',
  `it's "quoted"`,
  'line\nbreak\r\nand\ttab',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a shell would put in.
  '$(touch x) `id` ${HOME} !!',
  "'; import os; os.system('id') #",
  '\\n \\u0041 \\',
  '"""',
  '{{ template }} {% raw %} %s {0}',
  '---\n- !!python/object:os.system',
  '# coding: utf-7',
  'ünïcödé 模型 🚀',
  '\u202eevil\u2066 \u200b \ufeff',
  '\u{e0041}tag',
  'neuron-migration: ignore package/gpu-only (quiet)',
  '-rf',
  '--model=x',
  '~root',
  'a=b',
  '*?[x]',
  'null',
  '1e3',
  ': key: value #c',
];

function pythonFaults(text: string): string[] {
  const faults: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) faults.push(text.slice(node.from - 40, node.to + 40));
    },
  });
  return faults;
}

const run = (program: string, args: readonly string[], input = '') =>
  spawnSync(program, args, { input, encoding: 'utf8' });
const has = (program: string) => run(program, ['--version']).status === 0;

test('what is quoted for Python is the same text in Python', {
  skip: !has('python3') && 'python3 is not there',
}, () => {
  const script = `import json\nprint(json.dumps([${NAMES.map(pythonText).join(', ')}]))\n`;
  assert.match(script, /^[\n -~]*$/);
  assert.deepEqual(JSON.parse(run('python3', ['-'], script).stdout), NAMES);
});

test('what is quoted for the shell is one word, the same text', { skip: !has('bash') && 'bash is not there' }, () => {
  const script = `printf '%s\\0' ${NAMES.map(shellWord).join(' ')}`;
  assert.deepEqual(run('bash', ['-c', script]).stdout.split('\0').slice(0, -1), NAMES);
  assert.ok(!/[\p{Cc}\p{Cf}]/u.test(script.replaceAll('\n', '')));
});

test('what is quoted for YAML is the same text, and nothing hides in it', () => {
  for (const name of NAMES) {
    const [document] = parseAllDocuments(`key: ${yamlText(name)}\n`);
    assert.deepEqual(document?.errors ?? [], []);
    assert.equal(document?.toJS().key, name);
    assert.ok(!/[\p{Cc}\p{Cf}]/u.test(yamlText(name)));
  }
});

test('comments stay on one line, and silence no rule', () => {
  for (const name of NAMES) {
    assert.ok(!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(commentText(name)), name);
    for (const quote of [commentText, pythonText, shellWord, yamlText])
      assert.ok(!quote(name).includes('neuron-migration: ignore '), name);
  }
  assert.ok(commentText('x'.repeat(10_000)).length < 200);
});

test('a slug is a name for a container', () => {
  for (const name of [...NAMES, '', '…', 'A'.repeat(500)])
    assert.match(slug(name), /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
  assert.equal(slug('Llama-3.1-8B (Instruct)'), 'llama-3-1-8b-instruct');
});

test('a command line of several lines is still one command', { skip: !has('bash') && 'bash is not there' }, () => {
  const words = ['printf', '%s\\0', ...NAMES.map((name) => `x${name}`), '--option', 'value', '--switch', 'rest'];
  const got = run('bash', ['-c', commandLines(words)])
    .stdout.split('\0')
    .slice(0, -1);
  assert.deepEqual(got, words.slice(2));
});

for (const [index, name] of NAMES.entries())
  test(`files of an ONNX model with hostile name ${index} parse`, async () => {
    const path = `models/${name.replaceAll('/', '_')}.onnx`;
    for (const target of ['inf2', 'trn2'] as const) {
      const made = await starters({
        path,
        file: encoder([name, `${name} mask`]),
        target,
        deployment: { dtype: name, instance: name, compilerFlags: [name] },
      });
      assert.equal(made.files.length, 4);
      for (const kind of ['trace', 'compare'] as const) {
        const text = textOf(made, kind);
        assert.deepEqual(pythonFaults(text), []);
        assert.ok(!/^#.*coding[:=]/m.test(text.split('\n').slice(0, 2).join('\n')));
        assert.ok(text.includes(pythonText(name)));
      }
      parsesAsManifest(textOf(made, 'kubernetes'));
      parsesAsDockerfile(textOf(made, 'docker'));
    }
  });

for (const [index, name] of NAMES.entries())
  test(`files of a config with hostile name ${index} parse`, async () => {
    const path = `models/${name.replaceAll('/', '_')}/config.json`;
    const file = JSON.stringify({ ...LLAMA, _name_or_path: name, torch_dtype: name });
    for (const target of ['inf2', 'trn2', 'trn3'] as const) {
      const made = await starters({ path, file, target, deployment: { dtype: name, instance: name } });
      const script = textOf(made, 'serve');
      if (has('bash')) assert.equal(run('bash', ['-n'], script).stderr, '', script);
      parsesAsManifest(textOf(made, 'kubernetes'));
      parsesAsDockerfile(textOf(made, 'docker'));
    }
  });

test('the scripts compile', { skip: !has('python3') && 'python3 is not there' }, async () => {
  for (const target of ['inf2', 'trn2'] as const) {
    const made = await starters({ path: 'm.onnx', file: encoder(NAMES.slice(0, 8)), target });
    for (const kind of ['trace', 'compare'] as const) {
      const { stderr, status } = run(
        'python3',
        ['-c', 'import ast, sys; ast.parse(sys.stdin.read())'],
        textOf(made, kind),
      );
      assert.equal(status, 0, stderr);
    }
  }
});

function parsesAsManifest(text: string): void {
  for (const document of parseAllDocuments(text)) {
    assert.deepEqual([document.errors, document.warnings], [[], []], text);
    const { kind, metadata } = document.toJS() as { kind: string; metadata: { name: string } };
    assert.ok(['Deployment', 'Job', 'Service'].includes(kind));
    assert.match(metadata.name, /^[a-z0-9-]+$/);
  }
}

/** Nothing but the instructions that the generator writes. */
function parsesAsDockerfile(text: string): void {
  const instructions = DockerfileParser.parse(text).getInstructions();
  const allowed = ['FROM', 'ENV', 'RUN', 'WORKDIR', 'COPY', 'EXPOSE', 'CMD'];
  assert.ok(
    instructions.every((one) => allowed.includes(one.getKeyword())),
    text,
  );
  assert.equal(instructions[0]?.getKeyword(), 'FROM');
}

test('the same request gives the same bytes', async () => {
  const wanted = { path: 'm/config.json', file: JSON.stringify(LLAMA), target: 'trn2', kinds: STARTER_KINDS } as const;
  assert.deepEqual(await starters(wanted), await starters(wanted));
});
