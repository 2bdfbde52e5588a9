/** Checks on what the entries claim: that they agree with themselves, with each other and with their evidence. */
import { holds } from '../version';
import { type Check, claims, lists, operators } from './entries';
import { CORES, DTYPES } from './shapes';

const INF1_ONLY =
  /(?:^archive\/torch-neuron|^release-notes\/archive\/(?:neuron-cc|torch-neuron)|^compiler\/neuron-cc\/)/;

const uniqueAndSorted: Check = ({ data, complain }) => {
  for (const [file, entries] of lists(data)) {
    for (const [at, { id }] of entries.entries()) {
      const before = entries[at - 1]?.id;
      if (before === undefined || before < id) continue;
      complain(
        file,
        id,
        before === id ? 'the id occurs twice' : `must stand before "${before}": entries are sorted by id`,
      );
    }
  }
};

const documentedNeedsNeuron: Check = ({ data, sources, complain }) => {
  const neuron = (id: string) => {
    const source = sources.get(id);
    return source !== undefined && ('url' in source || source.repository === 'neuron');
  };
  for (const { file, claim } of claims(data))
    if (claim.confidence === 'documented' && !claim.sources.some(neuron))
      complain(file, claim.id, 'is "documented" without a Neuron document among its sources');
  for (const { file, claim } of operators(data))
    for (const [at, check] of claim.checks.entries())
      if (check.confidence === 'documented' && !check.sources.some(neuron))
        complain(file, claim.id, `checks[${at}] is "documented" without a Neuron document among its sources`);
};

const inf1StaysInf1: Check = ({ data, sources, complain }) => {
  const inf1 = (id: string) => {
    const source = sources.get(id);
    return (
      source !== undefined &&
      !('url' in source) &&
      source.repository === 'neuron' &&
      (INF1_ONLY.test(source.path) || id.endsWith('-v1'))
    );
  };
  const suspects = [
    ...operators(data).map(({ file, claim }) => ({
      file,
      id: claim.id,
      cited: [...claim.sources, ...claim.checks.flatMap((check) => check.sources)],
    })),
    ...data.dtypes
      .filter((entry) => entry.cores.some((core) => core !== 'v1'))
      .map((entry) => ({ file: 'dtypes' as const, id: entry.id, cited: entry.sources })),
  ];
  for (const { file, id, cited } of suspects)
    for (const source of cited.filter(inf1)) complain(file, id, `rests on "${source}", a document about Inf1 alone`);
};

const statusesAgree: Check = ({ data, complain }) => {
  const judged = [
    ...operators(data),
    ...data.domains.map((claim) => ({ file: 'domains' as const, claim })),
    ...data.dtypes.map((claim) => ({ file: 'dtypes' as const, claim })),
  ];
  for (const { file, claim } of judged)
    if ((claim.status === 'undocumented') !== (claim.confidence === 'undocumented'))
      complain(file, claim.id, `status ${claim.status} does not go with confidence ${claim.confidence}`);
  for (const { file, claim } of operators(data))
    for (const [at, check] of claim.checks.entries()) {
      if ((check.otherwise === 'undocumented') !== (check.confidence === 'undocumented'))
        complain(file, claim.id, `checks[${at}]: ${check.otherwise} does not go with confidence ${check.confidence}`);
      if (check.otherwise === claim.status)
        complain(file, claim.id, `checks[${at}] changes nothing: it leads to ${claim.status} too`);
    }
  for (const claim of data.dtypes) {
    if ((claim.status === 'converted') !== (claim.becomes !== null))
      complain('dtypes', claim.id, `status ${claim.status} does not go with becomes ${claim.becomes}`);
    if (claim.neuronError !== null && claim.status !== 'unsupported')
      complain('dtypes', claim.id, `names a compiler error, but its status is ${claim.status}`);
  }
};

const namesExist: Check = ({ data, complain }) => {
  const codes = new Set(data.errors.map((error) => error.code));
  for (const [file, entries] of lists(data))
    for (const entry of entries)
      for (const code of new Set(JSON.stringify(entry).match(/NCC_[A-Z]+\d+/g) ?? []))
        if (!codes.has(code)) complain(file, entry.id, `names ${code}, which is not in errors.json`);
  for (const error of data.errors) if (error.id !== error.code) complain('errors', error.id, 'the id must be the code');
  for (const model of data.models)
    for (const target of model.targets)
      if (
        !data.routes.some(
          (route) =>
            route.route === model.route &&
            route.targets.includes(target) &&
            data.releases.releases.some(({ sdk }) => holds(model, sdk) && holds(route, sdk)),
        )
      )
        complain('models', model.id, `names the route ${model.route}, which routes.json does not have on ${target}`);
  const known = new Set(operators(data).map(({ claim }) => claim.id));
  for (const { id } of data.converter.operators)
    if (!known.has(id)) complain('converter', id, 'is an operator without an entry');
  for (const { id } of data['operator-paths'].operators)
    if (!known.has(id)) complain('operator-paths', id, 'is an operator without an entry');
};

const operatorsAreWhole: Check = ({ data, complain }) => {
  for (const { file, claim } of operators(data)) {
    if (claim.id !== `${claim.domain}::${claim.op}`)
      complain(file, claim.id, `the id must be ${claim.domain}::${claim.op}`);
    if (!ascends(claim.versions)) complain(file, claim.id, 'versions must ascend');
  }
  for (const { id, versions } of data.converter.operators)
    if (!ascends(versions)) complain('converter', id, 'versions must ascend');
};

const oneAnswer: Check = ({ data, complain }) => {
  const sdks = data.releases.releases.map(({ sdk }) => sdk);
  for (const dtype of DTYPES)
    for (const core of CORES)
      for (const sdk of sdks) {
        const found = data.dtypes.filter(
          (entry) => entry.dtype === dtype && entry.cores.includes(core) && holds(entry, sdk),
        );
        if (found.length !== 1)
          complain('dtypes', `${dtype}/${core}`, `has ${found.length} entries for SDK ${sdk}; there must be one`);
      }
  for (const [at, a] of data.routes.entries())
    for (const b of data.routes.slice(at + 1))
      if (
        a.route === b.route &&
        a.targets.some((target) => b.targets.includes(target)) &&
        a.workloads.some((workload) => b.workloads.includes(workload)) &&
        sdks.some((sdk) => holds(a, sdk) && holds(b, sdk))
      )
        complain('routes', b.id, `answers the same question as "${a.id}"`);
};

export const CLAIM_CHECKS: readonly Check[] = [
  uniqueAndSorted,
  documentedNeedsNeuron,
  inf1StaysInf1,
  statusesAgree,
  namesExist,
  operatorsAreWhole,
  oneAnswer,
];

function ascends(numbers: readonly number[]): boolean {
  return numbers.every((value, at) => at === 0 || value > (numbers[at - 1] ?? value));
}
