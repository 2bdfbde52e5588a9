/** What each data file must look like; the types in `../schema.ts` say the same to the compiler. */
import { ARTIFACT_KINDS } from '../../model/artifact';
import { CONFIDENCES } from '../../model/finding';
import { ROUTES, TARGETS, WORKLOADS } from '../../model/target';
import type { KnowledgeData } from '../schema';
import { packageShapes } from './package-shapes';
import {
  anything,
  integer,
  isObject,
  listOf,
  mapOf,
  matching,
  number,
  oneOf,
  orNull,
  positive,
  record,
  type Shape,
  text,
  variants,
} from './shape';

/** TensorProto.DataType of ONNX 1.23, without UNDEFINED. */
export const ONNX_DTYPES = [
  ...['BFLOAT16', 'BOOL', 'COMPLEX128', 'COMPLEX64', 'DOUBLE', 'FLOAT', 'FLOAT16', 'FLOAT4E2M1', 'FLOAT8E4M3FN'],
  ...[
    'FLOAT8E4M3FNUZ',
    'FLOAT8E5M2',
    'FLOAT8E5M2FNUZ',
    'FLOAT8E8M0',
    'INT16',
    'INT2',
    'INT32',
    'INT4',
    'INT64',
    'INT8',
  ],
  ...['STRING', 'UINT16', 'UINT2', 'UINT32', 'UINT4', 'UINT64', 'UINT8'],
];
/** What PyTorch or safetensors have and ONNX has not; OTHER: integers of odd widths, which are no more than names there. */
const OWN_DTYPES = ['COMPLEX32', 'FLOAT6E2M3', 'FLOAT6E3M2', 'OTHER'];
/** Every type with claims. */
export const DTYPES = [...ONNX_DTYPES, ...OWN_DTYPES];
export const CORES = ['v1', 'v2', 'v3', 'v4'] as const;
const STATES = ['current', 'beta', 'maintenance', 'ended', 'third-party'];
const OPERATOR_STATUSES = ['supported', 'decomposes', 'attention', 'host', 'unsupported', 'undocumented'];
const DTYPE_STATUSES = ['native', 'converted', 'emulated', 'unsupported', 'undocumented'];
const CHANGE_KINDS = ['began', 'ended', 'announced', 'default-changed'];
const CHANGE_AREAS = [
  ...['target', 'route', 'package', 'python', 'framework', 'flag', 'dtype', 'operator', 'error'],
  ...['instance', 'image', 'system', 'model', 'tool'],
];
const BASES = ['stated', 'absent', 'partial', 'conflicting', 'third-party'];

const id = matching(/^\S+$/, 'an id without spaces');
const sdk = matching(/^\d+\.\d+\.\d+$/, 'an SDK release in three parts');
const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD');
const sources = listOf(id, 1);
const target = oneOf(TARGETS);
const dtype = oneOf(DTYPES);
const error = orNull(matching(/^NCC_[A-Z]+\d+$/, 'a compiler error code'));

const CLAIM = { id, since: orNull(sdk), until: orNull(sdk), verifiedAt: sdk, confidence: oneOf(CONFIDENCES), sources };

function claims(fields: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return listOf(record({ ...CLAIM, ...fields }, optional), 1);
}

const CHECK = {
  kind: text,
  otherwise: oneOf(OPERATOR_STATUSES),
  neuronError: error,
  note: orNull(text),
  confidence: oneOf(CONFIDENCES),
  sources,
  targets: orNull(listOf(target, 1)),
};
function checkOf(fields: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  return record({ ...CHECK, ...fields }, { remedy: text, ...optional });
}

const check = variants('kind', {
  attribute: checkOf({
    name: text,
    must: oneOf(['all-ones', 'equals', 'in', 'not-in', 'absent']),
    value: anything,
  }),
  'constant-input': checkOf({ index: integer, name: text }, { resizes: oneOf([true]) }),
  'constant-output': checkOf({ attribute: text, index: integer, name: text }),
  'constant-input-equals': checkOf({ index: integer, value: anything }),
  dtype: checkOf({ input: integer, notIn: listOf(dtype, 1) }),
  'dtype-if-attribute': checkOf({
    input: integer,
    notIn: listOf(dtype, 1),
    attribute: text,
    notEquals: anything,
  }),
  'output-unused': checkOf({ index: integer, name: text }),
  'input-absent': checkOf({ index: integer, name: text }),
  'static-input': checkOf({ input: integer }),
  rank: checkOf({ input: integer, must: listOf(integer, 1) }),
  'not-both': checkOf({ attributes: listOf(text, 2) }),
});

const operators = claims({
  domain: text,
  op: text,
  versions: listOf(integer, 1),
  status: oneOf(OPERATOR_STATUSES),
  conditions: listOf(text),
  checks: listOf(check),
  why: text,
  remedy: text,
});

const limit = record({
  fact: oneOf(['layers', 'batchSize', 'sequenceLength']),
  atLeast: integer,
  atMost: integer,
  targets: orNull(listOf(target, 1)),
  note: text,
});

const repositoryDocument = record(
  { id, title: text, repository: text, path: text, label: orNull(text) },
  { sdk: orNull(sdk) },
);
const page = record({ id, title: text, url: text, sdk, read: oneOf(['whole', 'part']), readOn: date });

export const SHAPES: Readonly<Record<keyof KnowledgeData, Shape>> = {
  sources: record({
    repositories: mapOf(
      record({
        repo: matching(/^[\w.-]+\/[\w.-]+$/, 'owner/name'),
        commit: matching(/^[0-9a-f]{8,40}$/, 'a commit'),
        sdk: orNull(sdk),
        site: orNull(matching(/^https:\/\/\S+\/$/, 'an https address that ends with "/"')),
      }),
    ),
    sources: listOf((value, path, complain) => {
      (isObject(value) && 'url' in value ? page : repositoryDocument)(value, path, complain);
    }, 1),
  }),
  releases: record({
    verified: date,
    releases: listOf(record({ sdk, date, sources }), 1),
    announced: listOf(record({ sdk, sources })),
  }),
  targets: record({
    targets: listOf(record({ target, label: text, chip: text, core: oneOf(CORES), sources }), 1),
    ended: listOf(record({ ...CLAIM, target, last: sdk, note: text })),
    notBegun: listOf(record({ ...CLAIM, target, first: sdk, note: text })),
  }),
  dtypes: claims({
    dtype,
    cores: listOf(oneOf(CORES), 1),
    status: oneOf(DTYPE_STATUSES),
    basis: oneOf(BASES),
    becomes: orNull(dtype),
    consequence: text,
    action: text,
    neuronError: error,
  }),
  'dtype-names': listOf(
    record({ id, name: text, system: oneOf(['torch', 'safetensors']), dtype, note: orNull(text), sources }),
    1,
  ),
  'operators-ai-onnx': operators,
  'operators-com-microsoft': operators,
  'operators-ml': operators,
  domains: claims({ domain: text, status: oneOf(OPERATOR_STATUSES), why: text, remedy: text }),
  'operator-paths': record({
    sources: listOf(text, 1),
    operators: listOf(record({ id, aten: listOf(text, 1), hlo: listOf(text) }), 1),
  }),
  converter: record({
    name: text,
    version: text,
    sources,
    operators: listOf(record({ id, versions: listOf(integer, 1) }), 1),
  }),
  errors: claims({
    code: error,
    category: text,
    meaning: text,
    fix: text,
    test: record({ rules: listOf(matching(/^[a-z]+\/[a-z0-9-]+$/, "a rule's id")), note: text }),
  }),
  flags: claims({
    flag: matching(/^--[a-z][a-z0-9-]*$/, 'a flag with two dashes'),
    aliases: listOf(matching(/^--?[A-Za-z][a-z0-9-]*$/, 'a flag')),
    takes: oneOf(['switch', 'one', 'list']),
    values: listOf(record({ value: text, effect: text })),
    default: orNull(text),
    announced: orNull(text),
    targets: orNull(listOf(target, 1)),
    what: text,
    neuronErrors: listOf(error),
  }),
  changes: listOf(
    record({
      id,
      sdk,
      kind: oneOf(CHANGE_KINDS),
      area: oneOf(CHANGE_AREAS),
      subject: text,
      targets: orNull(listOf(target, 1)),
      routes: orNull(listOf(oneOf(ROUTES), 1)),
      words: text,
      due: orNull(sdk),
      settled: orNull(sdk),
      confidence: oneOf(CONFIDENCES),
      sources,
    }),
    1,
  ),
  packages: listOf(
    record({
      id: matching(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a name as package indexes compare it'),
      kind: oneOf(['pip', 'system']),
      releases: listOf(
        record({
          sdk,
          versions: listOf(matching(/^\d[\w.+]*$/, 'a version'), 1),
          targets: orNull(listOf(target, 1)),
          python: orNull(listOf(matching(/^3\.\d+$/, 'a version of Python'), 1)),
          source: id,
        }),
        1,
      ),
    }),
    1,
  ),
  conflicts: listOf(
    record({
      id,
      topic: text,
      statements: listOf(record({ words: text, sources }), 2),
      chosen: text,
      why: text,
    }),
    1,
  ),
  routes: claims(
    {
      route: oneOf(ROUTES),
      label: text,
      state: oneOf(STATES),
      targets: listOf(target, 1),
      workloads: listOf(oneOf(WORKLOADS), 1),
      rank: integer,
      needs: text,
      packages: listOf(
        record({
          name: matching(/^[a-z0-9][a-z0-9.-]*$/, 'a package name'),
          spec: matching(/^$|^[=<>~!]=?[\w.*]+(?:,[=<>~!]=?[\w.*]+)*$/, 'a version specifier'),
        }),
      ),
      note: orNull(text),
    },
    {
      compilerSdk: sdk,
      modelsOf: oneOf(ROUTES),
      python: listOf(matching(/^3\.\d+$/, 'a minor version of Python'), 1),
    },
  ),
  models: claims(
    {
      modelType: text,
      architectures: listOf(text, 1),
      tasks: listOf(text, 1),
      route: oneOf(ROUTES),
      targets: listOf(target, 1),
      note: text,
    },
    {
      workload: oneOf(WORKLOADS),
      supported: oneOf([false]),
      listed: oneOf([true, false]),
      visionType: text,
      limits: listOf(limit, 1),
      degrees: listOf(integer, 1),
      leastCores: integer,
      compileMemory: integer,
    },
  ),
  parallelism: claims({
    target,
    route: orNull(oneOf(ROUTES)),
    degrees: listOf(integer, 1),
    coreMemory: integer,
    note: text,
  }),
  memory: claims({ figures: mapOf(number), note: text }),
  resources: claims({ counts: oneOf(['chips', 'cores', 'gpus', 'interfaces']) }, { ended: text, successor: text }),
  instances: claims({
    target,
    chips: integer,
    cores: integer,
    logicalCores: integer,
    deviceMemory: orNull(integer),
    hostMemory: orNull(integer),
  }),
  chips: claims({
    target,
    peaks: listOf(record({ dtypes: listOf(dtype, 1), tflops: positive }), 1),
    bandwidth: positive,
  }),
  formulas: claims({ formula: text, factor: positive, targets: listOf(target, 1) }),
  bucketing: claims({
    route: oneOf(ROUTES),
    where: text,
    compiles: oneOf(['grid', 'lists']),
    notes: listOf(text, 1),
  }),
  quantization: claims({
    method: text,
    algorithm: orNull(text),
    route: oneOf(ROUTES),
    targets: listOf(target, 1),
    modelTypes: orNull(listOf(text, 1)),
    status: oneOf(['runs', 'conditional', 'refused']),
    runsAs: orNull(text),
    note: text,
    remedy: text,
  }),
  variables: claims({
    name: matching(/^[A-Z][A-Z0-9_]*$/, 'a name in capital letters'),
    prefix: oneOf([true, false]),
    state: oneOf(['current', 'ended', 'foreign']),
    takes: orNull(oneOf(['cores', 'count', 'one', 'logical-cores'])),
    values: listOf(text),
    replacedBy: orNull(text),
    what: text,
    remedy: text,
  }),
  ...packageShapes(claims),
  'file-formats': claims({
    kind: oneOf(ARTIFACT_KINDS),
    route: orNull(oneOf(ROUTES)),
    targets: orNull(listOf(target, 1)),
    status: oneOf(['reads', 'convert', 'refused']),
    note: text,
    remedy: text,
  }),
};
