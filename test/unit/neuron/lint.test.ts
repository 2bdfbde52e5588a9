import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { entry, everySource, type Files, problemsOf, put } from '../../support/knowledge-damage';
import { gate, hasLabel } from '../../support/knowledge-gate';

const abs = (files: Files) => entry(files['operators-ai-onnx'], 'ai.onnx::Abs');
const topk = (files: Files) => entry(files['operators-ai-onnx'], 'ai.onnx::TopK');
const firstCheck = (files: Files) => {
  const check = topk(files).checks[0];
  assert.ok(check);
  return check;
};

test('the knowledge base passes its gate', () => {
  const { problems, counts } = gate(path.resolve(import.meta.dirname, '../..'));
  assert.deepEqual(problems, []);
  assert.equal(counts.errors, 61);
  assert.ok(counts['operators-ai-onnx'] > 200);
});

const SHAPE_DAMAGE: [string, (files: Files) => void, RegExp][] = [
  [
    'a missing field',
    (f) => {
      delete (abs(f) as Partial<{ why: string }>).why;
    },
    /^operators-ai-onnx: ai\.onnx::Abs: why is missing$/,
  ],
  ['an unknown field', (f) => put(abs(f), 'comment', 'x'), /ai\.onnx::Abs: comment is not a field/],
  ['an empty text', (f) => put(abs(f), 'why', ' '), /Abs: why must be a text/],
  ['an unknown status', (f) => put(abs(f), 'status', 'fine'), /Abs: status must be one of supported/],
  ['an unknown confidence', (f) => put(abs(f), 'confidence', 'sure'), /Abs: confidence must be one of documented/],
  ['a release in two parts', (f) => put(abs(f), 'since', '2.31'), /Abs: since must be an SDK release in three parts/],
  ['a claim without a source', (f) => put(abs(f), 'sources', []), /Abs: sources must have at least 1 item/],
  [
    'a check of no known kind',
    (f) => put(firstCheck(f), 'kind', 'guess'),
    /TopK: checks\[0\]\.kind must be one of attribute/,
  ],
  [
    'a check without evidence',
    (f) => put(firstCheck(f), 'sources', []),
    /TopK: checks\[0\]\.sources must have at least 1 item/,
  ],
  [
    'a type that ONNX does not have',
    (f) => put(f.dtypes[0] ?? {}, 'dtype', 'float32'),
    /^dtypes: BFLOAT16\/v1-v4: dtype must be one of/,
  ],
  [
    'a target that is none',
    (f) => put(f.models[0] ?? {}, 'targets', ['p4']),
    /^models: .*targets\[0\] must be one of inf1/,
  ],
  ['a version that is no integer', (f) => put(abs(f), 'versions', [1.5]), /Abs: versions\[0\] must be an integer/],
  [
    'a commit that is none',
    (f) => put(f.sources.repositories.neuron ?? {}, 'commit', 'main'),
    /repositories\.neuron\.commit: must be a commit/,
  ],
  [
    'a page without a date',
    (f) => put(entry(f.sources.sources, 'setup-2.33'), 'readOn', 'November'),
    /setup-2\.33: readOn must be a date/,
  ],
  [
    'a page that was read somehow',
    (f) => put(entry(f.sources.sources, 'setup-2.33'), 'read', 'skimmed'),
    /setup-2\.33: read must be one of whole, part/,
  ],
  ['a file that is no list', (f) => put(f, 'errors', {}), /^errors: file: must be a list/],
  ['a file that is missing', (f) => put(f, 'routes', undefined), /^routes: file: must be a list/],
  ['an entry that is no object', (f) => put(f, 'domains', [1]), /^domains: \[0\]: must be an object/],
];

for (const [what, damage, message] of SHAPE_DAMAGE)
  test(`shape: ${what} is found`, () => {
    const problems = problemsOf(damage);
    assert.ok(
      problems.some((problem) => message.test(problem)),
      problems.join('\n'),
    );
  });

const DAMAGE: [string, (files: Files) => void, RegExp][] = [
  [
    'an id that occurs twice',
    (f) => {
      f.errors.splice(1, 0, structuredClone(f.errors[0] as (typeof f.errors)[0]));
    },
    /^errors: NCC_EARG001: the id occurs twice/,
  ],
  [
    'entries out of order',
    (f) => {
      f.errors.reverse();
    },
    /^errors: .* must stand before/,
  ],
  [
    'a source that does not exist',
    (f) => {
      abs(f).sources.push('nowhere');
    },
    /Abs: cites "nowhere"/,
  ],
  [
    'a source of a check that does not exist',
    (f) => {
      firstCheck(f).sources.push('nowhere');
    },
    /TopK: cites "nowhere"/,
  ],
  [
    'a repository that does not exist',
    (f) => put(entry(f.sources.sources, 'trace-api'), 'repository', 'nowhere'),
    /trace-api: names the repository "nowhere"/,
  ],
  [
    'a repository without a source',
    (f) => put(f.sources.repositories, 'spare', f.sources.repositories.onnx),
    /^sources: spare: is a repository without a source/,
  ],
  [
    'an announced release that nothing needs',
    (f) => {
      f.releases.announced.push({ sdk: '2.35.0', sources: ['releases'] });
    },
    /^releases: 2\.35\.0: is announced, but no entry/,
  ],
  [
    'an announced release that is out',
    (f) => {
      f.releases.announced.push({ sdk: '2.33.0', sources: ['releases'] });
    },
    /2\.33\.0: is announced, but not newer/,
  ],
  [
    'an address without https',
    (f) => put(entry(f.sources.sources, 'setup-2.33'), 'url', 'http://example.org/a'),
    /setup-2\.33: has no usable https address/,
  ],
  [
    'an address with a space',
    (f) => put(entry(f.sources.sources, 'setup-2.33'), 'url', 'https://example.org/a b'),
    /setup-2\.33: has no usable https address/,
  ],
  [
    'a day that does not exist',
    (f) => put(entry(f.sources.sources, 'setup-2.33'), 'readOn', '2026-02-30'),
    /setup-2\.33: readOn 2026-02-30 is no day/,
  ],
  [
    'a page read after the base was verified',
    (f) => put(entry(f.sources.sources, 'setup-2.33'), 'readOn', '2030-01-01'),
    /setup-2\.33: was read on 2030-01-01, after/,
  ],
  [
    'releases out of order',
    (f) => {
      f.releases.releases.reverse();
    },
    /must come before/,
  ],
  [
    'a release on a day that does not exist',
    (f) => put(f.releases.releases[0] ?? {}, 'date', '2025-13-01'),
    /^releases: 2\.26\.0: 2025-13-01 is no day/,
  ],
  [
    'a release after the verification',
    (f) => put(f.releases.releases.at(-1) ?? {}, 'date', '2027-01-01'),
    /2\.33\.1: was released after the base was verified/,
  ],
  [
    'a verification on a day that does not exist',
    (f) => put(f.releases, 'verified', '2026-11-31'),
    /^releases: verified: 2026-11-31 is no day/,
  ],
  ['a release that nobody knows', (f) => put(abs(f), 'since', '2.12.0'), /Abs: since names SDK 2\.12\.0/],
  [
    'an end before the beginning',
    (f) => {
      put(abs(f), 'since', '2.31.0');
      put(abs(f), 'until', '2.28.0');
    },
    /Abs: since 2\.31\.0 is not before until 2\.28\.0/,
  ],
  [
    'a check against a release to come',
    (f) => put(abs(f), 'verifiedAt', '2.34.0'),
    /Abs: verifiedAt 2\.34\.0 is not released/,
  ],
  [
    'a last release that nobody knows',
    (f) => put(f.targets.ended[0] ?? {}, 'last', '2.25.0'),
    /^targets: inf1: last names SDK 2\.25\.0/,
  ],
  [
    'a claim about a newer release without a page',
    (f) => put(abs(f), 'since', '2.33.0'),
    /Abs: speaks of a release after 2\.32\.0 without a published page/,
  ],
  [
    'a claim verified at a newer release without a page',
    (f) => put(abs(f), 'verifiedAt', '2.33.1'),
    /Abs: speaks of a release after 2\.32\.0/,
  ],
  [
    'words about a newer release without a page',
    (f) => put(abs(f), 'why', 'It compiles from SDK 2.33 on.'),
    /Abs: names SDK 2\.33 in its words without a published page/,
  ],
  [
    'a document that speaks of a later release',
    (f) => put(entry(f.sources.sources, 'trace-api'), 'sdk', '2.33.0'),
    /trace-api: is a document of SDK 2\.32\.0/,
  ],
  [
    '"documented" by a third party',
    (f) => put(abs(f), 'sources', ['onnx2torch']),
    /Abs: is "documented" without a Neuron document/,
  ],
  [
    'a check "documented" by a third party',
    (f) => put(firstCheck(f), 'sources', ['onnx2torch']),
    /TopK: checks\[0\] is "documented" without a Neuron document/,
  ],
  [
    'an operator that rests on Inf1',
    (f) => {
      abs(f).sources.push('neuron-cc');
    },
    /Abs: rests on "neuron-cc"/,
  ],
  [
    'a type of a newer core that rests on Inf1',
    (f) => {
      entry(f.dtypes, 'DOUBLE/v2-v4').sources.push('data-types-v1');
    },
    /DOUBLE\/v2-v4: rests on "data-types-v1"/,
  ],
  [
    '"undocumented" stated with confidence',
    (f) => put(abs(f), 'status', 'undocumented'),
    /Abs: status undocumented does not go with confidence documented/,
  ],
  [
    'a check that is undocumented and sure',
    (f) => put(firstCheck(f), 'otherwise', 'undocumented'),
    /TopK: checks\[0\]: undocumented does not go with/,
  ],
  [
    'a check that changes nothing',
    (f) => put(firstCheck(f), 'otherwise', 'supported'),
    /TopK: checks\[0\] changes nothing/,
  ],
  [
    'a conversion into nothing',
    (f) => put(entry(f.dtypes, 'INT64/v2'), 'becomes', null),
    /INT64\/v2: status converted does not go with becomes null/,
  ],
  [
    'a compiler error of a type that compiles',
    (f) => put(entry(f.dtypes, 'INT64/v2'), 'neuronError', 'NCC_EVRF005'),
    /INT64\/v2: names a compiler error/,
  ],
  [
    'a compiler error that does not exist',
    (f) => put(firstCheck(f), 'neuronError', 'NCC_EVRF999'),
    /TopK: names NCC_EVRF999/,
  ],
  [
    'a compiler error in a text that does not exist',
    (f) => put(abs(f), 'why', 'See NCC_EVRF998.'),
    /Abs: names NCC_EVRF998/,
  ],
  ['an error under another id', (f) => put(f.errors[0] ?? {}, 'id', 'A'), /^errors: A: the id must be the code/],
  [
    'a model on a route that its target lacks',
    (f) => put(entry(f.models, 'llama/vllm-neuron'), 'targets', ['inf2']),
    /llama\/vllm-neuron: names the route vllm-neuron/,
  ],
  [
    'a converter for an operator without an entry',
    (f) => {
      f.converter.operators.push({ id: 'zzz::Op', versions: [1] });
    },
    /^converter: zzz::Op: is an operator without an entry/,
  ],
  ['an operator under another id', (f) => put(abs(f), 'op', 'Absolute'), /Abs: the id must be ai\.onnx::Absolute/],
  ['versions out of order', (f) => put(abs(f), 'versions', [6, 1]), /Abs: versions must ascend/],
  [
    'converter versions out of order',
    (f) => put(f.converter.operators[0] ?? {}, 'versions', [13, 6]),
    /^converter: .*versions must ascend/,
  ],
  [
    'a type without an answer',
    (f) => put(entry(f.dtypes, 'INT64/v3-v4'), 'until', '2.31.1'),
    /^dtypes: INT64\/v3: has 0 entries for SDK 2\.31\.1/,
  ],
  [
    'a type with two answers',
    (f) => put(entry(f.dtypes, 'INT64/v3-v4/2.32.0'), 'until', null),
    /^dtypes: INT64\/v4: has 2 entries for SDK 2\.33\.0/,
  ],
  [
    'a route with two answers',
    (f) => put(entry(f.routes, 'torch-neuronx-v2'), 'until', null),
    /^routes: .*answers the same question as/,
  ],
];

for (const [what, damage, message] of DAMAGE)
  test(`entries: ${what} is found`, () => {
    const problems = problemsOf(damage);
    assert.ok(
      problems.some((problem) => message.test(problem)),
      problems.join('\n') || 'no problem',
    );
  });

test('a source that neither an entry nor a rule cites is found', () => {
  const spare = (f: Files) => {
    f.sources.sources.push({
      ...entry(f.sources.sources, 'trace-api'),
      id: 'zzz-spare',
    } as Files['sources']['sources'][0]);
  };
  assert.deepEqual(problemsOf(spare).length, 1);
  assert.deepEqual(problemsOf(spare, new Set([...everySource, 'zzz-spare'])), []);
});

test('a label is found as rst label and as heading, in rst and Markdown', () => {
  assert.ok(hasLabel('.. _my-label:\n\nTitle\n=====', 'my-label'));
  assert.ok(hasLabel('Neuron Compiler [2.3.0.4]\n------', 'neuron-compiler-2-3-0-4'));
  assert.ok(hasLabel('## KV cache: FP8', 'kv-cache-fp8'));
  assert.ok(!hasLabel('.. _my-label-2:\n', 'my-label'));
});
