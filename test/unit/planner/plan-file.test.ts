import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostError } from '../../../src/model/host';
import type { StepRecord } from '../../../src/model/plan';
import { SettingsError } from '../../../src/model/problem';
import { editStep, loadPlanFile, PLAN_FILE, readPlanFile, withKept, writeStep } from '../../../src/planner/plan-file';
import { memoryHost } from '../../support/memory-host';

const STEP: StepRecord = {
  id: 'pin-shapes',
  title: 'Give every input a fixed size',
  state: 'done',
  owner: 'ml-platform',
};

function recordsOf(text: string): readonly StepRecord[] {
  const { records, problems } = readPlanFile(text, PLAN_FILE);
  assert.deepEqual(problems, []);
  return records;
}

test('a new file has a heading and one block', () => {
  assert.equal(
    writeStep(null, STEP),
    `# State of the migration plan: a block for each step that the team has ticked, taken on or noted.
# Neuron Migration Planner writes it; comments and further edits are kept.

version: 1
steps:
  pin-shapes:
    title: Give every input a fixed size
    state: done
    owner: ml-platform
`,
  );
});

test('what is written is read again, whatever the texts hold', () => {
  const texts = [
    'plain',
    'a: b # c',
    '- x',
    '"',
    "it's",
    'two\nlines\n',
    '  indented\n  text',
    '\u0007\u001b[31m',
    '😀',
    '---',
    'null',
    '12',
    '2027-01-01',
    '*x',
    'a\r\nb',
    '<script>',
    'x\u2028y',
    'x'.repeat(5000),
  ];
  let text = writeStep(null, STEP);
  const expected: StepRecord[] = [STEP];
  texts.forEach((value, i) => {
    const record: StepRecord = { id: `s${value}${i}`, title: value, state: 'doing', note: value, evidence: value };
    text = writeStep(text, record);
    expected.push(record);
  });
  const byId = (a: StepRecord, b: StepRecord) => (a.id < b.id ? -1 : 1);
  assert.deepEqual([...recordsOf(text)].sort(byId), expected.sort(byId));
  const last = expected[0] ?? STEP;
  assert.equal(writeStep(text, last), text, 'writing the same again changes nothing');
});

test('comments, order, unknown keys and other steps stay; the new step goes where its id sorts', () => {
  const text = `# our plan
version: 1 # first
steps:
  # hard one
  b:
    state: open # soon
    ticket: ABC-1

  d: { state: done, owner: "me" }
# end
`;
  const written = writeStep(text, { id: 'c', title: 't', state: 'waived', note: 'n' });
  for (const part of [
    '# our plan',
    '# first',
    '# hard one',
    '# soon',
    'ticket: ABC-1',
    'd: { state: done, owner: "me" }',
    '# end',
  ]) {
    assert.ok(written.includes(part), part);
  }
  assert.deepEqual(
    readPlanFile(written, PLAN_FILE).records.map(({ id }) => id),
    ['b', 'c', 'd'],
  );
  const changed = writeStep(written, { id: 'b', state: 'done' });
  assert.ok(changed.includes('state: done # soon'));
});

test('a field that the record lacks is taken out', () => {
  const text = writeStep(writeStep(null, STEP), { id: STEP.id, state: 'open', note: '' });
  assert.deepEqual(recordsOf(text), [{ id: STEP.id, state: 'open' }]);
});

test('adding a step changes no other line', () => {
  let text: string | null = null;
  for (const id of ['m', 'c', 'x']) text = writeStep(text, { id, title: `Step ${id}`, state: 'open', note: 'a\nb\n' });
  const before = (text ?? '').split('\n');
  const after = writeStep(text, { id: 'e', title: 'Step e', state: 'done' }).split('\n');
  assert.deepEqual(
    after.filter((line) => !['  e:', '    title: Step e', '    state: done'].includes(line)),
    before,
  );
});

test('Windows line ends stay', () => {
  const text = writeStep(null, STEP).replace(/\n/g, '\r\n');
  const written = writeStep(text, { id: 'z', state: 'open' });
  assert.equal(written.replace(/\r\n/g, '').includes('\n'), false);
  assert.equal(recordsOf(written).length, 2);
});

for (const [text, what] of [
  ['', 'nothing'],
  ['# only this\n', 'a comment'],
  ['version: 1\nsteps:\n', 'no steps'],
  ['version: 1\nsteps: {}\n', 'an empty mapping'],
] as const) {
  test(`a step is written into a file with ${what}`, () => {
    const written = writeStep(text, STEP);
    assert.deepEqual(recordsOf(written), [STEP]);
    if (text.startsWith('#')) assert.ok(written.startsWith('# only this'));
    assert.ok(written.includes('  pin-shapes:\n    title'));
  });
}

for (const text of [
  'steps: [1',
  'a: 1\n---\nb: 2',
  '- list',
  'just text',
  'version: 2\nsteps: {}',
  'steps: 3',
  'steps: { pin-shapes: [1] }',
  'steps: { pin-shapes: *x }',
]) {
  test(`what is no plan file is not overwritten: ${JSON.stringify(text)}`, () => {
    assert.throws(() => writeStep(text, STEP), SettingsError);
  });
}

test('reading keeps what is right and places what is wrong', () => {
  const { records, problems } = readPlanFile(
    `version: 1
steps:
  a: { state: done }
  b: { state: finished }
  c: { owner: me }
  d: { state: open, onwer: me }
  e:
  f: [1]
  a: { state: open }
`,
    PLAN_FILE,
  );
  assert.deepEqual(records, [
    { id: 'a', state: 'done' },
    { id: 'd', state: 'open' },
  ]);
  assert.deepEqual(
    problems.map(({ range, message }) => `${range?.start.line}:${range?.start.column} ${message}`),
    [
      '9:3 The key "a" stands here twice; keep one.',
      '4:15 steps.b.state cannot be "finished"; it can be open, doing, done, waived, obsolete.',
      '5:3 The step "c" has no state; it can be open, doing, done, waived, obsolete.',
      '6:21 Unknown key "onwer"; did you mean "owner"?',
      '8:6 steps.f must map names to values, not hold a list.',
    ],
  );
});

test('loading: nothing, a file, a broken one, one of a later version, one too large, one without permission', async () => {
  const load = (file?: Parameters<typeof memoryHost>[0][string]) =>
    loadPlanFile(memoryHost(file === undefined ? {} : { [PLAN_FILE]: file }));
  assert.deepEqual(await load(), { records: [], notes: [] });
  assert.deepEqual(await load(writeStep(null, STEP)), { records: [STEP], notes: [] });
  assert.match(
    (await load('steps: [')).notes[0] ?? '',
    /^neuron-migration\.plan\.yaml, line 1, column 9: This is not valid YAML/,
  );
  assert.match((await load('version: 2\nsteps: {}')).notes[0] ?? '', /plan files of version 1, not 2/);
  assert.match((await load({ size: 2_000_000 })).notes[0] ?? '', /larger than 1024 KB/);
  const denied = { error: new HostError('no-permission', 'There is no permission to read it.') };
  assert.deepEqual((await load(denied)).notes, ['There is no permission to read it. All steps show as open.']);
});

test('efforts and days spent are read as they are written', () => {
  const text = `version: 1
steps:
  a: { state: open, effort: 1-3, spent: 0.5 }
  b: { state: open, effort: 2 }
  c: { state: open, effort: "0.5 – 1" }
`;
  assert.deepEqual(
    recordsOf(text).map(({ effort, spentDays }) => [effort?.minDays, effort?.maxDays, spentDays]),
    [
      [1, 3, 0.5],
      [2, 2, undefined],
      [0.5, 1, undefined],
    ],
  );
});

for (const [fields, says] of [
  ['effort: 3-1', /"3-1"/],
  ['effort: weeks', /"weeks"/],
  ['effort: -1', /"-1"/],
  ['effort: .inf', /"\.inf"/],
  ['effort: .nan', /"\.nan"/],
  ['effort: 1e9', /"1e9"/],
  ['effort: 99999', /"99999"/],
  ['effort: [1, 2]', /a list/],
  ['spent: 1-2', /one number/],
  ['spent: much', /"much"/],
  ['phase: cost', /begin with "team\/"/],
  ['after: a', /must be a list/],
  ['after: [[1]]', /after\[1\]/],
] as const) {
  test(`a step with ${fields} keeps its state, and the mistake is told`, () => {
    const { records, problems } = readPlanFile(`version: 1\nsteps:\n  x: { state: doing, ${fields} }\n`, PLAN_FILE);
    assert.equal(records[0]?.state, 'doing');
    assert.equal(records[0]?.effort, undefined);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.message ?? '', says);
    assert.equal(problems[0]?.range?.start.line, 3);
  });
}

test('an edit sets what it names and leaves every other field, comment and step', () => {
  const text = `version: 1
steps:
  # ours
  team/load-test:
    title: Load test
    state: open
    phase: validation
    after: [common/profile] # not before
    note: keep
  z: {state: done,   owner: "me"} # by hand
`;
  const written = editStep(text, 'team/load-test', {
    owner: 'mira',
    effort: { minDays: 1, maxDays: 2.5 },
    spentDays: 2,
  });
  assert.deepEqual(
    written.split('\n').filter((line) => !text.includes(line)),
    ['    owner: mira', '    effort: 1-2.5', '    spent: 2'],
  );
  assert.deepEqual(recordsOf(written)[0], {
    id: 'team/load-test',
    title: 'Load test',
    state: 'open',
    owner: 'mira',
    note: 'keep',
    effort: { minDays: 1, maxDays: 2.5 },
    spentDays: 2,
    phase: 'validation',
    after: ['common/profile'],
  });
  assert.equal(editStep(written, 'team/load-test', { owner: '', effort: null, spentDays: null }), text);
});

test('a step that gets an owner alone is open', () => {
  assert.deepEqual(recordsOf(editStep(null, 'a/b/c', { owner: 'mira' })), [
    { id: 'a/b/c', state: 'open', owner: 'mira' },
  ]);
});

test('a plan file never grows beyond what is read', () => {
  const full = writeStep(null, { ...STEP, note: 'x'.repeat(1_040_000) });
  assert.throws(() => editStep(full, 'other', { note: 'y'.repeat(20_000) }), SettingsError);
});

test('what the editor keeps stands over the file, which keeps the steps of the team and their order', () => {
  const file: readonly StepRecord[] = [
    { id: 'a', state: 'open', owner: 'mira', after: ['b'] },
    { id: 'team/x', state: 'open', phase: 'cost' },
  ];
  assert.deepEqual(
    withKept(file, [
      { id: 'a', state: 'done' },
      { id: 'c', state: 'doing' },
    ]),
    [
      { id: 'a', state: 'done', after: ['b'] },
      { id: 'team/x', state: 'open', phase: 'cost' },
      { id: 'c', state: 'doing' },
    ],
  );
  assert.deepEqual(withKept(file, []), file);
});

test('an edit leaves what could not be read, and refuses where the step would stay unread', () => {
  const text = 'version: 1\nsteps:\n  a: { state: done, owner: 5, title: [x] }\n  b: { state: nonsense, owner: 5 }\n';
  assert.equal(editStep(text, 'a', { title: 'A', note: 'n' }), text.replace('title: [x]', 'title: [ x ], note: n'));
  assert.equal(editStep(text, 'b', { state: 'doing' }), text.replace('nonsense', 'doing'));
  for (const edit of [{ owner: 'x' }, { title: 'B', note: 'n' }])
    assert.throws(
      () => editStep(text, 'b', edit),
      (error) =>
        error instanceof SettingsError &&
        /plan\.yaml:4:15: /.test(error.message) &&
        /state of "b" cannot be read/.test(error.message),
    );
  assert.throws(() => editStep('steps:\n  b:\n    state:\n', 'b', { owner: 'x' }), SettingsError);
});

test('a state that an alias gives counts as one', () => {
  const text = 'version: 1\nsteps:\n  a: { state: &s done }\n  b: { state: *s }\n';
  assert.equal(editStep(text, 'b', { owner: 'x' }), text.replace('*s }', '*s, owner: x }'));
});

test('the comment right above the first step stays with it when a step comes before', () => {
  const step = '  b:\n    state: open\n';
  for (const [above, kept] of [
    ['  # ours\n', ''],
    ['  # two\n  # lines\n', ''],
    ['  # ours\n', '  # general\n\n'],
  ] as const) {
    const text = `version: 1\nsteps:\n${kept}${above}${step}`;
    assert.equal(
      editStep(text, 'a', { state: 'done' }),
      `version: 1\nsteps:\n${kept}  a:\n    state: done\n${above}${step}`,
    );
  }
  const general = 'version: 1\nsteps:\n  # of all\n\n';
  assert.equal(editStep(general + step, 'a', { state: 'done' }), `${general}  a:\n    state: done\n${step}`);
});
