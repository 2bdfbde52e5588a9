/** The GitHub Action: its shape, and its shell steps run as a runner would, with a `gh` of our own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { parse } from 'yaml';
import { dynamicModel, readyModel } from './models';
import { cli, folder } from './run';

const root = path.resolve(import.meta.dirname, '../..');

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const text = readFileSync(path.join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;
const { steps } = action.runs;

test('is a composite action whose inputs and outputs are described, and each input used', () => {
  assert.equal(action.runs.using, 'composite');
  const used = JSON.stringify(steps);
  for (const [name, input] of Object.entries(action.inputs)) {
    assert.ok(input.description.length > 10, name);
    assert.equal(typeof input.default, 'string', name);
    assert.ok(used.includes(`inputs.${name} `), `the input ${name} is not used`);
  }
  for (const [, name = ''] of text.matchAll(/\binputs\.([\w-]+)/g))
    assert.ok(name in action.inputs, `no input ${name}`);
  for (const { description, value } of Object.values(action.outputs)) {
    assert.ok(description.length > 5);
    assert.match(value, /^\$\{\{ steps\.\w+\.outputs\.\w+ \}\}$/);
  }
});

test('every input stands in the documentation', () => {
  const page = readFileSync(path.join(root, 'docs/ci.md'), 'utf8');
  for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
    assert.match(page, new RegExp(`^\\| \`${name}\` \\|`, 'm'), name);
});

test('what a step asks of an earlier one, that one writes', () => {
  const written = new Map(
    steps.map(({ id, run = '' }) => [id, [...run.matchAll(/echo "(\w+)=/g)].map(([, name]) => name)]),
  );
  for (const [, id, name] of text.matchAll(/steps\.(\w+)\.outputs\.(\w+)/g))
    assert.ok(written.get(id)?.includes(name), `steps.${id}.outputs.${name}`);
});

test('no expression stands in a shell script: whatever a pull request says comes in by the environment', () => {
  for (const { name, run, shell } of steps) {
    if (run === undefined) continue;
    assert.equal(shell, 'bash', name);
    assert.ok(!run.includes('${{'), name);
    assert.ok(!/\beval\b/.test(run), name);
  }
});

test('the upload takes the SARIF report, and is left out for forks', () => {
  const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'));
  assert.match(upload?.with?.sarif_file ?? '', /^\$\{\{ steps\.audit\.outputs\.sarif \}\}$/);
  assert.match(upload?.if ?? '', /inputs\.sarif == 'true' && !github\.event\.pull_request\.head\.repo\.fork/);
});

interface Runner {
  readonly workspace: string;
  readonly temp: string;
  /** Runs a step; fails the test where the code is another. Gives what it printed. */
  step(name: string, inputs?: Readonly<Record<string, string>>, code?: number): string;
  output(id: string, name: string): string;
}

/** A runner's folders and variables. Inputs that are not given have their defaults. */
function runner(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): Runner {
  const temp = folder(t, {});
  const workspace = folder(t, files);
  const outputs = new Map<string, string>();
  mkdirSync(path.join(temp, 'bin'));
  writeFileSync(path.join(temp, 'bin/gh'), GH);
  chmodSync(path.join(temp, 'bin/gh'), 0o755);
  const github: Readonly<Record<string, string>> = {
    'github.action_path': root,
    'github.token': 'secret',
    'github.server_url': 'https://github.example',
    'github.repository': 'team/service',
    'github.event.pull_request.number': '7',
  };
  const value = (expression: string, inputs: Readonly<Record<string, string>>): string =>
    expression.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => {
      if (!name.startsWith('inputs.')) return github[name] ?? outputs.get(name) ?? '';
      const input = name.slice('inputs.'.length);
      return inputs[input] ?? value(action.inputs[input]?.default ?? '', {});
    });
  return {
    workspace,
    temp,
    step(name, inputs = {}, code = 0) {
      const step = steps.find((one) => one.name === name);
      assert.ok(step?.run, name);
      const file = path.join(temp, 'output');
      writeFileSync(file, '');
      const script = path.join(temp, 'step.sh');
      writeFileSync(script, step.run);
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, given]) => [key, value(given, inputs)]));
      // As runners start a step with `shell: bash`.
      const run = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        cwd: workspace,
        encoding: 'utf8',
        timeout: 120_000,
        env: {
          ...process.env,
          // What the steps install here lies in an archive; nothing is to be asked for.
          npm_config_offline: 'true',
          ...env,
          PATH: `${path.join(temp, 'bin')}${path.delimiter}${process.env.PATH}`,
          RUNNER_TEMP: temp,
          GITHUB_OUTPUT: file,
          GITHUB_STEP_SUMMARY: path.join(temp, 'summary.md'),
          GH_LOG: path.join(temp, 'gh.log'),
        },
      });
      assert.equal(run.status, code, `${name}: ${run.stdout}${run.stderr}`);
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        const [key = '', ...rest] = line.split('=');
        if (key !== '') outputs.set(`steps.${step.id}.outputs.${key}`, rest.join('='));
      }
      return `${run.stdout}${run.stderr}`;
    },
    output: (id, name) => outputs.get(`steps.${id}.outputs.${name}`) ?? '',
  };
}

/** Writes down what it is asked, and answers as far as a file beside it says. */
const GH = `#!/usr/bin/env bash
printf '%s\\n' "$GH_HOST $*" >> "$GH_LOG"
case "$*" in
  *graphql*) echo 'github-actions[bot]' ;;
  *--paginate*) cat "$RUNNER_TEMP/comments" 2>/dev/null || true ;;
  *) [ ! -f "$RUNNER_TEMP/refuse" ] ;;
esac
`;

function asked({ temp }: Runner): string[] {
  return readFileSync(path.join(temp, 'gh.log'), 'utf8').trim().split('\n');
}

test('passes where nothing stands in the way: reports, summary, outputs', (t) => {
  const on = runner(t, { 'models/ready.onnx': readyModel() });
  assert.match(on.step('Make the planner ready'), /^\d+\.\d+\.\d+/m);
  on.step('Audit', { paths: 'models\n\n' });
  assert.equal(on.output('audit', 'result'), 'passed');
  const report = JSON.parse(readFileSync(on.output('audit', 'json'), 'utf8'));
  assert.deepEqual(
    report.artifacts.map((artifact: { path: string }) => artifact.path),
    ['models/ready.onnx'],
  );
  const sarif = JSON.parse(readFileSync(on.output('audit', 'sarif'), 'utf8'));
  assert.equal(sarif.version, '2.1.0');
  assert.equal(
    readFileSync(path.join(on.temp, 'summary.md'), 'utf8'),
    readFileSync(on.output('audit', 'markdown'), 'utf8'),
  );
  on.step('Result');
});

test('takes the planner from an archive in the checkout', (t) => {
  const on = runner(t, { 'ready.onnx': readyModel() });
  const args = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', on.workspace];
  const packed = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  assert.equal(packed.status, 0, packed.stderr);
  on.step('Make the planner ready', { package: `./${packed.stdout.trim()}` });
  assert.ok(on.output('tool', 'command').startsWith(on.temp));
  on.step('Audit', { paths: 'ready.onnx' });
  assert.equal(on.output('audit', 'result'), 'passed');
  assert.throws(
    () => on.step('Make the planner ready', { package: '$(touch pwned).tgz' }),
    /no such file or directory/,
  );
  assert.ok(!readdirSync(on.workspace).includes('pwned'));
});

const BLOCKED = { 'requirements.txt': 'torch-neuronx==2.9.0\n', 'model.onnx': dynamicModel() };

test('fails on findings, and not on those that a baseline knows', (t) => {
  const on = runner(t, BLOCKED);
  on.step('Make the planner ready');
  on.step('Audit', { 'fail-on': 'warning' });
  assert.equal(on.output('audit', 'result'), 'failed');
  assert.match(on.step('Result', { 'fail-on': 'warning' }, 1), /^::error::.*"warning"/m);
  writeFileSync(path.join(on.workspace, 'known.json'), readFileSync(on.output('audit', 'json')));
  on.step('Audit', { 'fail-on': 'warning', baseline: 'known.json' });
  assert.equal(on.output('audit', 'result'), 'passed');
  on.step('Audit', { 'fail-on': 'never' });
  assert.equal(on.output('audit', 'result'), 'passed');
});

test('with a base, only what its commit does not have counts, and the comment tells the difference', (t) => {
  const on = runner(t, BLOCKED);
  const git = (...args: string[]) => {
    const run = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      cwd: on.workspace,
    });
    assert.equal(run.status, 0, String(run.stderr));
  };
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'base');
  on.step('Make the planner ready');
  on.step('Audit', { 'fail-on': 'warning', base: 'HEAD' });
  assert.equal(on.output('audit', 'result'), 'passed');
  assert.match(on.output('audit', 'markdown'), /comparison\.md$/);
  writeFileSync(path.join(on.workspace, 'second.onnx'), dynamicModel());
  on.step('Audit', { 'fail-on': 'warning', base: 'HEAD' });
  assert.equal(on.output('audit', 'result'), 'failed');
  on.step('Audit', { base: 'no-such-revision' }, 2);
});

test('a mistake in an input ends the step with what is wrong', (t) => {
  const on = runner(t, { 'ready.onnx': readyModel() });
  on.step('Make the planner ready');
  assert.match(on.step('Audit', { targets: 'h100' }, 2), /--target wants/);
  assert.match(on.step('Audit', { baseline: 'gone.json' }, 2), /no such file/);
  assert.match(on.step('Audit', { paths: '../elsewhere' }, 2), /no such file or folder/);
  assert.match(on.step('Audit', { paths: '..' }, 2), /does not lie below/);
  assert.equal(on.output('audit', 'result'), '');
});

test('inputs are words, never shell: nothing in them runs', (t) => {
  const evil = ['$(touch pwned)', '"; touch pwned; "'];
  const odd = [...evil, '`touch pwned`', "'; touch pwned; '", '-e', '--output=pwned', 'a b*'];
  const on = runner(t, { 'ready.onnx': readyModel() });
  on.step('Make the planner ready');
  for (const input of ['paths', 'config', 'targets', 'sdk', 'workload', 'fail-on', 'baseline', 'base'])
    for (const word of input === 'paths' ? odd : evil) on.step('Audit', { [input]: word }, 2);
  on.step('Audit');
  for (const word of odd) {
    on.step('Comment on the pull request', { category: word });
    on.step('Result', { 'fail-on': word });
  }
  assert.deepEqual(readdirSync(on.workspace), ['ready.onnx']);
  assert.ok(!existsSync(path.join(on.temp, 'pwned')));
});

test('the comment: written once, then brought up to date; those of others stay', (t) => {
  const on = runner(t, { 'ready.onnx': readyModel() });
  on.step('Make the planner ready');
  on.step('Audit');
  on.step('Comment on the pull request');
  const [viewer, list, post] = asked(on);
  assert.match(viewer ?? '', /^github\.example api graphql/);
  assert.match(list ?? '', /--paginate repos\/team\/service\/issues\/7\/comments/);
  assert.match(post ?? '', /--method POST repos\/team\/service\/issues\/7\/comments -F body=@/);
  const body = readFileSync(path.join(on.temp, 'neuron-migration/comment.md'), 'utf8');
  const [marker = ''] = body.split('\n');
  assert.equal(marker, '<!-- neuron-migration neuron-migration -->');
  assert.ok(body.endsWith(readFileSync(on.output('audit', 'markdown'), 'utf8')));

  const listed = (id: number, login: string, line: string) => `${id}\t${login}\t${line}\n`;
  writeFileSync(
    path.join(on.temp, 'comments'),
    listed(1, 'mallory', marker) +
      listed(2, 'github-actions[bot]', '<!-- neuron-migration other -->') +
      listed(3, 'github-actions[bot]', marker) +
      listed(4, 'github-actions[bot]', marker),
  );
  on.step('Comment on the pull request');
  assert.match(asked(on).at(-1) ?? '', /--method PATCH repos\/team\/service\/issues\/comments\/3 -F body=@/);
});

test('a comment that may not be written is a warning; a long one is cut', (t) => {
  const on = runner(t, { 'ready.onnx': readyModel() });
  on.step('Make the planner ready');
  on.step('Audit');
  writeFileSync(on.output('audit', 'markdown'), 'a long line\n'.repeat(10_000));
  writeFileSync(path.join(on.temp, 'refuse'), '');
  assert.match(on.step('Comment on the pull request'), /^::warning::The comment could not be written/m);
  const body = readFileSync(path.join(on.temp, 'neuron-migration/comment.md'), 'utf8');
  assert.ok(body.length <= 65_536);
  assert.match(body, /a long line\n\nThe rest stands in the summary of the job\.\n$/);
});

test('--root says what paths start from', (t) => {
  const dir = folder(t, { 'models/ready.onnx': readyModel(), 'other/x.txt': '' });
  const run = cli(['audit', 'models', '--root', '.', '--format', 'json'], dir);
  assert.equal(JSON.parse(run.stdout).artifacts[0].path, 'models/ready.onnx');
  assert.match(cli(['audit', 'models', '--root', 'other'], dir).stderr, /--root other: models does not lie below it/);
  assert.match(cli(['audit', 'models', '--root', 'gone'], dir).stderr, /--root gone: no such folder/);
});
