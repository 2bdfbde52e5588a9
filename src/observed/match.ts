import type { Summary } from '../formats/reading';
import type { Finding } from '../model/finding';
import type { RelativePath } from '../model/host';
import {
  type ObservedError,
  type ObservedMark,
  type ObservedOperator,
  type ObservedPass,
  operatorName,
} from '../model/observed';
import type { Knowledge } from '../neuron/knowledge';
import { folderOf } from '../text/path';
import { quoted } from '../text/quote';

type Result = (ObservedError | ObservedPass | ObservedOperator) & { readonly path: RelativePath };

/**
 * The findings, each forecast about an ONNX model marked with what the tools' outputs beside the model say of it. A forecast is a finding above a note
 * that names a compiler error or an operator.
 */
export function withObservations(
  findings: readonly Finding[],
  readings: readonly Summary[],
  /** Paths of outputs that were named: they speak of every model. */
  given: ReadonlySet<RelativePath>,
  knowledge: Pick<Knowledge, 'operatorPath'>,
): Finding[] {
  const models = readings.filter(({ kind }) => kind === 'onnx').map(({ path }) => path);
  const results = resultsOf(readings);
  if (results.length === 0 || models.length === 0) return [...findings];
  const byModel = new Map(
    models.map((path) => [
      path,
      results.filter((result) => given.has(result.path) || speaksOf(result.path, path, models)),
    ]),
  );
  return findings.map((finding) => {
    const mark = markOf(finding, byModel.get(finding.artifact) ?? [], knowledge);
    return mark === null ? finding : { ...finding, observed: mark };
  });
}

function resultsOf(readings: readonly Summary[]): Result[] {
  return readings.flatMap((reading) =>
    'observations' in reading
      ? (reading.observations ?? []).flatMap((seen) => (seen.kind === 'list' ? [] : [{ ...seen, path: reading.path }]))
      : [],
  );
}

/**
 * Whether an output is about a model: the models in its own folder and below it, else those of the nearest folder above that has any. A file
 * cannot say it more exactly: compilers log the names of temporary files.
 */
function speaksOf(output: RelativePath, model: RelativePath, models: readonly RelativePath[]): boolean {
  for (let folder = parent(output); ; folder = parent(folder)) {
    const near = models.filter((path) => isBelow(path, folder));
    if (near.length > 0) return near.includes(model);
    if (folder === '') return false;
  }
}

function markOf(
  finding: Finding,
  results: readonly Result[],
  knowledge: Pick<Knowledge, 'operatorPath'>,
): ObservedMark | null {
  if (finding.severity === 'info') return null;
  const { neuronError } = finding;
  const ops = operatorsOf(finding);
  if (neuronError === null && ops.length === 0) return null;
  const relevant = results.filter(
    (result) => !('target' in result) || result.target === null || finding.targets.includes(result.target),
  );
  if (relevant.length === 0) return null;
  return (
    byError(neuronError, relevant) ??
    byOperator(ops, relevant, knowledge) ??
    byPass(finding, relevant) ??
    notObserved(relevant)
  );
}

function byError(code: string | null, results: readonly Result[]): ObservedMark | null {
  const same = results.find((result) => result.kind === 'error' && result.code === code);
  return same === undefined
    ? null
    : { state: 'confirmed', path: same.path, words: `${quoted(same.path)} shows ${code ?? ''}.` };
}

function byOperator(
  ops: readonly string[],
  results: readonly Result[],
  knowledge: Pick<Knowledge, 'operatorPath'>,
): ObservedMark | null {
  const names = new Set(ops.flatMap((op) => knowledge.operatorPath(op)?.aten ?? []).map(operatorName));
  const tried = results.filter(
    (result): result is ObservedOperator & { path: RelativePath } =>
      result.kind === 'operator' && names.has(bare(result.name)),
  );
  const failed = tried.find(({ supported }) => !supported);
  if (failed !== undefined) {
    const where = failed.failedAt === null ? '' : ` at ${failed.failedAt}`;
    return {
      state: 'confirmed',
      path: failed.path,
      words: `${quoted(failed.path)} says that ${failed.name} failed${where}.`,
    };
  }
  const [passed] = tried;
  return passed === undefined
    ? null
    : { state: 'refuted', path: passed.path, words: `${quoted(passed.path)} says that ${passed.name} is supported.` };
}

/**
 * Compiles that passed, with none that failed beside them, refute what would have stopped them: for the targets of the finding only where each of them
 * was compiled for.
 */
function byPass({ targets }: Finding, results: readonly Result[]): ObservedMark | null {
  const passes = results.filter((result): result is ObservedPass & { path: RelativePath } => result.kind === 'pass');
  const [first] = passes;
  if (first === undefined || results.some(({ kind }) => kind === 'error')) return null;
  const { path } = first;
  const open = targets.filter((one) => !passes.some(({ target }) => target === null || target === one));
  if (open.length === 0) return { state: 'refuted', path, words: `${quoted(path)} shows a compile that passed.` };
  return {
    state: 'not-observed',
    path,
    words: `${quoted(path)} shows a compile that passed, but none for ${open.join(' and ')}.`,
  };
}

function notObserved(results: readonly Result[]): ObservedMark | null {
  const [first] = results;
  return first === undefined
    ? null
    : { state: 'not-observed', path: first.path, words: `${quoted(first.path)} shows nothing of it.` };
}

/** "aten::add.Tensor" is "add". */
function bare(name: string): string {
  return operatorName(name.replace(/^aten::/, '').split('.')[0] ?? name);
}

function operatorsOf({ locations }: Finding): string[] {
  return [
    ...new Set(locations.flatMap((location) => ('op' in location && location.op !== undefined ? [location.op] : []))),
  ];
}

function parent(path: RelativePath): RelativePath {
  return folderOf(path);
}

function isBelow(path: RelativePath, folder: RelativePath): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
