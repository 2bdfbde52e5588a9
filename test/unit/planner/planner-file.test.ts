import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { HostError } from '../../../src/model/host';
import { SettingsError } from '../../../src/model/problem';
import { loadPlannerFile, readPlannerFile } from '../../../src/planner/planner-file';
import { plannerTemplate } from '../../../src/planner/template';
import { memoryHost } from '../../support/memory-host';

const FILE = 'neuron-migration.yaml';

/** "line:column message" of every problem. */
function problemsOf(text: string): string[] {
  try {
    readPlannerFile(text, FILE);
  } catch (error) {
    assert.ok(error instanceof SettingsError, String(error));
    return error.problems.map(({ range, message }) =>
      range ? `${range.start.line}:${range.start.column} ${message}` : message,
    );
  }
  return [];
}

function firstProblem(text: string): string {
  return problemsOf(text)[0] ?? 'no problem';
}

test('reads every key', () => {
  const file = readPlannerFile(
    `version: 1
sdk: "2.33"
targets: [trn2, inf2, trn2]
workload: training
pins: { batch: 1, "Input:0:0": 128, "N*2": 4, 7: 3 }
deployment:
  route: vllm-neuron
  instance: trn2.48xlarge
  tensorParallel: 8
  dataParallel: 1
  batchSize: 4
  sequenceLength: 4096
  dtype: bfloat16
  compilerFlags: ["--native-int64=enabled", "--lnc 2"]
ignore: ["third_party/**"]
waivers:
  - { rule: onnx/int64-narrowing, path: "models/**", reason: "indices stay below 2^31", by: "ml-platform", expires: 2027-03-31 }
`,
    FILE,
  );
  assert.deepEqual(file, {
    path: FILE,
    lengthRanges: new Map(),
    sdkRange: { start: { line: 2, column: 6 }, end: { line: 2, column: 12 } },
    sdk: '2.33',
    targets: ['inf2', 'trn2'],
    workload: 'training',
    pins: { batch: 1, 'Input:0:0': 128, 'N*2': 4, '7': 3 },
    deployment: {
      route: 'vllm-neuron',
      instance: 'trn2.48xlarge',
      tensorParallel: 8,
      dataParallel: 1,
      batchSize: 4,
      sequenceLength: 4096,
      dtype: 'bfloat16',
      compilerFlags: ['--native-int64=enabled', '--lnc 2'],
    },
    ignore: ['third_party/**'],
    waivers: [
      {
        rule: 'onnx/int64-narrowing',
        path: 'models/**',
        reason: 'indices stay below 2^31',
        by: 'ml-platform',
        expires: '2027-03-31',
      },
    ],
  });
});

const EMPTY = {
  path: FILE,
  sdkRange: null,
  lengthRanges: new Map(),
  pins: {},
  deployment: {},
  ignore: [],
  waivers: [],
};

for (const text of [
  '',
  '# nothing yet\n',
  'version: 1\n',
  'sdk:\ntargets: ~\npins:\nwaivers:\n',
  '\uFEFFversion: 1\r\n',
]) {
  test(`says nothing: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(readPlannerFile(text.replace('\uFEFF', ''), FILE), EMPTY);
  });
}

test('a release without quotes keeps its last zero', () => {
  assert.equal(readPlannerFile('sdk: 2.30', FILE).sdk, '2.30');
});

test('anchors and aliases may be used', () => {
  const file = readPlannerFile('ignore: &left ["a/**"]\npins: { a: &n 4, b: *n }\n', FILE);
  assert.deepEqual(file.pins, { a: 4, b: 4 });
});

test('names that mean something to JavaScript are names', () => {
  const { pins } = readPlannerFile('pins: { __proto__: 3, constructor: 4 }', FILE);
  assert.deepEqual(Object.entries(pins), [
    ['__proto__', 3],
    ['constructor', 4],
  ]);
});

/** A faulty text, the beginning of its first problem. */
const FAULTS: readonly [string, string][] = [
  ['target: [trn2]', '1:1 Unknown key "target"; did you mean "targets"?'],
  ['xyz: 1', '1:1 Unknown key "xyz"; known here: version, sdk, targets'],
  ['deployment:\n  tensor_parallel: 8', '2:3 Unknown key "tensor_parallel"; did you mean "tensorParallel"?'],
  ['version: 2', '1:10 This tool reads planner files of version 1, not 2'],
  ['version: one', '1:10 version must be a whole number of at least 1, not "one".'],
  ['- a', '1:1 The file must map names to values, not hold a list.'],
  ['just words', '1:1 The file must map names to values, not hold "just words".'],
  ['sdk: newest', '1:6 sdk must be a Neuron SDK release such as "2.33" or "2.33.1", not "newest".'],
  ['sdk: [2]', '1:6 sdk must be text, not a list; put it in quotes.'],
  ['sdk: 2', '1:6 sdk must be a Neuron SDK release'],
  ['targets: trn2', '1:10 targets must be a list, not "trn2"'],
  ['targets: []', '1:10 targets names no target'],
  ['targets: [trn2, trn9]', '1:17 targets[2] cannot be "trn9"; did you mean "trn1"?'],
  ['targets: [Trn2]', '1:11 targets[1] cannot be "Trn2"; did you mean "trn2"?'],
  ['targets: [trn2, ]\nworkload: serve', '2:11 workload cannot be "serve"; it can be inference, training.'],
  ['targets:\n  - trn2\n  -\n', '3:4 targets[2] is empty'],
  ['pins: [1]', '1:7 pins must map names to values, not hold a list.'],
  ['pins: { batch: 0 }', '1:16 pins.batch must be a whole number of at least 1, not 0.'],
  ['pins: { batch: 1.5 }', '1:16 pins.batch must be a whole number of at least 1, not 1.5.'],
  ['pins: { batch: "4" }', '1:16 pins.batch must be a whole number of at least 1, not "4".'],
  ['pins: { batch: 9007199254740993 }', '1:16 pins.batch must be a whole number'],
  ['pins: { batch: }', '1:9 The pin "batch" has no size'],
  ['pins: { "a b": -1 }', '1:16 "pins.a b" must be a whole number'],
  ['pins: { ? [a] : 1 }', '1:11 A key must be a plain name.'],
  ['deployment: 3', '1:13 deployment must map names to values, not hold 3.'],
  ['deployment: { route: vllm }', '1:22 deployment.route cannot be "vllm"; it can be vllm-neuron,'],
  ['deployment: { instance: 48 }', '1:25 deployment.instance must be text, not 48; put it in quotes.'],
  [
    'deployment: { compilerFlags: ["--lnc", 2] }',
    '1:40 deployment.compilerFlags[2] must be text, not 2; put it in quotes.',
  ],
  ['deployment: { compilerFlags: "--lnc=2" }', '1:30 deployment.compilerFlags must be a list'],
  ['ignore: third_party', '1:9 ignore must be a list'],
  [`ignore: ["${'a'.repeat(1001)}"]`, '1:10 A glob of more than 1000 characters'],
  ['waivers: { rule: a/b }', '1:10 waivers must be a list, not a mapping'],
  ['waivers: [a]', '1:11 waivers[1] must map names to values, not hold "a".'],
  [
    'waivers: [{ rule: a/b, reason: x }]',
    '1:11 A waiver needs rule, reason, by, expires; here by, expires are missing.',
  ],
  ['waivers: [{ rule: a/b, reason: x, by: y, expires: 2027-02-30 }]', '1:51 expires must be a day as YYYY-MM-DD'],
  ['waivers: [{ rule: ab, reason: x, by: y, expires: 2027-02-01 }]', '1:19 A rule is named like'],
  [
    'waivers: [{ rule: a/b, reason: "", by: y, expires: 2027-02-01 }]',
    '1:32 waivers[1].reason must be text, not an empty text',
  ],
  ['sdk: "2.33"\nsdk: "2.32"', '2:1 The key "sdk" stands here twice; keep one.'],
  ['a: [1, 2', '1:9 This is not valid YAML here: '],
  ['a: "x', '1:6 This is not valid YAML here: '],
  ['a: b: c', '1:4 This is not valid YAML here: '],
  ['sdk: !secret x', '1:6 This is not valid YAML here: Unresolved tag: !secret.'],
  ['ignore: *nowhere', '1:9 The alias *nowhere has no anchor before it.'],
  ['version: 1\n---\nversion: 1', '2:1 This is not valid YAML here: '],
];

for (const [text, expected] of FAULTS) {
  test(`names the fault of ${JSON.stringify(text.slice(0, 60))}`, () => {
    assert.equal(firstProblem(text).slice(0, expected.length), expected);
  });
}

test('all mistakes are told at once', () => {
  assert.deepEqual(
    problemsOf('target: x\nworkload: y\npins: { a: 0 }\n').map((problem) => problem.slice(0, 4)),
    ['1:1 ', '2:11', '3:12'],
  );
});

test('control characters of the file do not reach the message', () => {
  assert.equal(firstProblem('"a\\e[31m\\n": 1').slice(0, 30), '1:1 Unknown key "a\\u001b[31m\\u');
});

test('nested deeply, aliases without end, keys without end: refused in short time', () => {
  const started = performance.now();
  for (const text of [
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`,
    `${'- '.repeat(20_000)}1`,
    Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  ]) {
    assert.notDeepEqual(problemsOf(text), []);
  }
  const bomb = [
    'a0: &a0 [x]',
    ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`),
  ];
  assert.notDeepEqual(problemsOf(`${bomb.join('\n')}\nignore: *a30\n`), []);
  const aliases = problemsOf(`ignore: [&a x${', *a'.repeat(20_000)}]`);
  assert.deepEqual(aliases.length, 1);
  assert.match(aliases[0] ?? '', /more than 100 aliases/);
  const many = Array.from({ length: 20_000 }, (_, i) => `  k${i}: 1`).join('\n');
  assert.equal(Object.keys(readPlannerFile(`pins:\n${many}`, FILE).pins).length, 20_000);
  assert.ok(performance.now() - started < 15_000);
});

test('the template of init is a valid planner file, and stays one with all its lines switched on', () => {
  assert.deepEqual(readPlannerFile(plannerTemplate(), FILE), EMPTY);
  const on = plannerTemplate().replace(/^# (?=( *- | {2,}|)\S+:( |$)| {2,}\w)/gm, '');
  const file = readPlannerFile(on, FILE);
  assert.equal(file.sdk, '2.33');
  assert.equal(file.deployment.compilerFlags?.length, 1);
  assert.equal(Object.keys(file.deployment).length, 8);
  assert.equal(file.waivers.length, 1);
  assert.deepEqual(file.pins, { batch: 1, sequence: 128 });
});

test('the planner files of the cases are valid', (t) => {
  const folder = path.resolve(import.meta.dirname, '../../../shared/cases');
  if (!existsSync(folder)) return t.skip('the shared cases are not here');
  let read = 0;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name, FILE);
    if (!existsSync(file)) continue;
    readPlannerFile(readFileSync(file, 'utf8'), FILE);
    read += 1;
  }
  assert.ok(read > 10, `only ${read} planner files`);
});

test('loading: no file, a given file that is missing, too large, no text, no permission', async () => {
  assert.equal(await loadPlannerFile(memoryHost({ 'a.onnx': '' })), null);
  assert.equal((await loadPlannerFile(memoryHost({ [FILE]: '\uFEFFsdk: "2.33"' })))?.sdk, '2.33');
  assert.equal((await loadPlannerFile(memoryHost({ 'ci/x.yaml': 'sdk: "2.32"' }), 'ci/x.yaml'))?.sdk, '2.32');
  const failures: [Parameters<typeof memoryHost>[0], string | undefined, RegExp][] = [
    [{ a: '' }, 'x.yaml', /^x\.yaml: There is no file/],
    [{ [FILE]: { size: 300_000 } }, undefined, /more than 256 KB/],
    [{ [FILE]: new Uint8Array([0x61, 0xff, 0xfe]) }, undefined, /no UTF-8 text/],
    [
      { [FILE]: { error: new HostError('no-permission', 'There is no permission to read it.') } },
      undefined,
      /no permission/,
    ],
  ];
  for (const [files, config, message] of failures) {
    await assert.rejects(loadPlannerFile(memoryHost(files), config), (error) => {
      assert.ok(error instanceof SettingsError);
      assert.match(error.message, message);
      return true;
    });
  }
});
