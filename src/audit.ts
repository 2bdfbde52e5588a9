/** The whole pipeline: files, readings, findings, plan, report. Knows neither Node nor VS Code. */

import { USUAL_BUCKETS } from './batching/plans';
import { type AskedLengths, askedLengths, readAllLengths } from './batching/read-lengths';
import { batchingOf, unmatchedLengths } from './batching/report';
import { costOf } from './cost/cost-report';
import { type JudgeContext, judgeWorkspace, settle } from './findings/judge';
import { artifactVerdict, workspaceVerdict } from './findings/verdict';
import { expiredWaivers, idleComments } from './findings/waivers';
import { fitsOf } from './fit/workspace';
import type { Reading, Summary } from './formats/reading';
import { type Artifact, onnxFactsOf } from './model/artifact';
import type { Finding } from './model/finding';
import { groupBy } from './model/group-by';
import type { Host, Pace, RelativePath } from './model/host';
import { compareText } from './model/order';
import type { StepRecord } from './model/plan';
import type { Coverage, Report } from './model/report';
import type { RuleText } from './model/rule-text';
import type { Deployment, PlannerFile, Settings } from './model/settings';
import type { Target, Verdict, Workload } from './model/target';
import { loadKnowledge } from './neuron/load';
import { listsOf, withEvidence } from './observed/evidence';
import { withObservations } from './observed/match';
import { type GivenOutput, readGiven, readLists } from './observed/read';
import { type Budget, type MatrixMode, matrixBudget } from './outlook/budget';
import { causesOf } from './outlook/causes';
import { type Judged, judgeFile } from './outlook/judge-file';
import { matrixNotes, matrixOf } from './outlook/matrix';
import { routesOf } from './outlook/routes';
import { buildPlan, orderNotes } from './plan/build-plan';
import { PLAN_FILE, PLANNER_FILE } from './planner/names';
import { loadPlanFile, withKept } from './planner/plan-file';
import { loadPlannerFile } from './planner/planner-file';
import { mergeSettings } from './planner/settings';
import { unusedNotes } from './planner/unused';
import { judgeThrough, type ReadingCache } from './reading-cache';
import { ALL_RULES, RULES, WORKSPACE_RULES } from './rules';
import { ruleText } from './rules/page';
import { quoted } from './text/quote';
import { TOOL } from './tool';
import { type Candidate, type Discovery, discover } from './workspace/discover';
import { readFiles } from './workspace/read-files';
import { searchAgain, type Watched } from './workspace/watched';

/** What the caller sets beyond the planner file; an option that is given wins over the file. */
export interface AuditOptions {
  readonly targets?: readonly Target[];
  /** As spelled by the user. */
  readonly sdk?: string;
  readonly workload?: Workload;
  /** Added to the planner file's pins; of the same name the option wins. */
  readonly pins?: Readonly<Record<string, number>>;
  /** Added to the planner file's lengths; of the same dimension the option wins. */
  readonly lengths?: readonly AskedLengths[];
  /** Batch sizes that each bucket is compiled for; default that of the deployment, of the pins, or 1. */
  readonly batches?: readonly number[];
  /** Buckets that are tried; default {@link USUAL_BUCKETS}. */
  readonly maxBuckets?: number;
  /** Of the deployment field by field, likewise. */
  readonly deployment?: Deployment;
  /** Planner file; default `neuron-migration.yaml` at the root, where it may be absent. */
  readonly config?: RelativePath;
  /** YYYY-MM-DD. */
  readonly asOf: string;
}

export interface Progress {
  readonly done: number;
  /** Null while files are still being searched. */
  readonly total: number | null;
  /** The file being read. */
  readonly current: RelativePath;
}

/** What stands below the planner file (the editor's settings): the file wins, field by field; of pins and deployment name by name; ignore adds up. */
export type AuditDefaults = Partial<Omit<PlannerFile, 'waivers'>>;

export interface AuditRequest {
  readonly host: Host;
  /** Files or folders that were asked for; the empty string is the root. What is named here is never ignored. */
  readonly paths: readonly RelativePath[];
  readonly options: AuditOptions;
  readonly defaults?: AuditDefaults;
  /** Globs of the editor (`files.exclude`), counted in coverage under that name. */
  readonly exclude?: readonly string[];
  /** Fingerprints of an earlier report. */
  readonly baseline?: ReadonlySet<string>;
  /** Plan state kept elsewhere than in `neuron-migration.plan.yaml`; stands over it step by step. */
  readonly planRecords?: readonly StepRecord[];
  /** Outputs of Neuron's tools beyond those in the workspace; they speak of every model. */
  readonly observed?: readonly GivenOutput[];
  /** Whether verdicts on other releases and routes are worked out; default `auto`: for as many files as stay fast. */
  readonly matrix?: MatrixMode;
  readonly pace: Pace;
  readonly progress?: (progress: Progress) => void;
  readonly cache?: ReadingCache;
  /** For a caller that is told of every change below the root: the audit looks at nothing else. Kept from one audit to the next, with `cache`. */
  readonly watched?: Watched;
}

/** Rejects with `Cancelled`, or with `SettingsError` where options or planner file are wrong. Everything else is in the report. */
export async function audit(request: AuditRequest): Promise<Report> {
  const { host, options, pace } = request;
  const documented = loadKnowledge();
  const file = await loadPlannerFile(host, options.config);
  const { settings, notes } = mergeSettings({
    options,
    file,
    knowledge: documented,
    defaults: request.defaults ?? {},
  });
  const lengths = await readAllLengths(host, askedLengths(file, options.lengths), pace);
  const planFile = await loadPlanFile(host);

  const discovery = await searched(request, settings);
  const given = await readGiven(request.observed ?? [], pace);
  const paths = discovery.candidates.map(({ path }) => path);
  const lists = listsOf([...given, ...(await readLists(host, paths, pace))]);
  const knowledge = withEvidence(documented, lists, settings.deployment.route);
  const context: JudgeContext = { rules: RULES, settings, knowledge };
  const mode = request.matrix ?? 'auto';
  const budget = matrixBudget(mode, discovery.candidates.length);
  const judged = await readAndJudge(request, discovery.candidates, context, JSON.stringify([settings, lists]), budget);
  for (const reading of given) judged.push(await judgeFile(reading, context, budget, pace));
  const readings = judged.map(({ reading }) => reading);
  const found = withObservations(
    [
      ...judged.flatMap(({ findings }) => findings),
      ...(await judgeWorkspace(readings, WORKSPACE_RULES, { settings, knowledge }, pace)),
    ],
    readings,
    new Set(given.map(({ path }) => path)),
    knowledge,
  );
  const artifacts = artifactsOf(readings, found, settings.targets);
  const findings = settle(found, request.baseline ?? new Set());
  const { causes, verdictsAfter } = causesOf({
    artifacts,
    findings,
    pinned: new Map(judged.flatMap(({ reading, pinned }) => (pinned === null ? [] : [[reading.path, pinned]]))),
    rules: ALL_RULES,
    targets: settings.targets,
    cutShort: discovery.cutShort.length > 0,
  });
  const verdicts = verdictsOf(artifacts, settings.targets, discovery.cutShort);
  const matrix =
    mode === 'never'
      ? null
      : await matrixOf({ files: judged, rules: WORKSPACE_RULES, verdicts, settings, knowledge: documented, pace });
  const routes = routesOf(readings, settings, knowledge);
  const sizes = new Map(judged.flatMap(({ reading, size }) => (size === null ? [] : [[reading.path, size]])));
  const fit = fitsOf(readings, sizes, settings, knowledge);
  const cost = file?.cost === undefined ? null : costOf(file.cost, settings.asOf);
  const records = withKept(planFile.records, request.planRecords ?? []);
  const plan = buildPlan({
    artifacts,
    readings,
    findings,
    causes,
    routes,
    fit: fit.fits,
    settings,
    knowledge,
    cost,
    phaseOf: (rule) => ALL_RULES.find((candidate) => candidate.id === rule)?.phase ?? null,
    records,
  });
  const batching = batchingOf({
    subjects: judged.map(({ reading, run }) => ({ reading, work: run })),
    routes,
    lengths,
    batches: options.batches ?? null,
    most: options.maxBuckets ?? USUAL_BUCKETS,
    settings,
    knowledge,
  });
  return {
    schemaVersion: 1,
    tool: TOOL,
    knowledge: knowledge.stamp(settings.asOf),
    settings: {
      targets: settings.targets,
      sdk: settings.sdk,
      workload: settings.workload,
      pins: settings.pins,
      deployment: settings.deployment,
      asOf: settings.asOf,
    },
    verdicts,
    artifacts,
    findings,
    rules: ruleTexts(findings),
    causes,
    verdictsAfter,
    routes,
    fit: fit.fits,
    matrix,
    batching,
    cost,
    plan,
    coverage: coverageOf(artifacts, discovery, [
      ...notes,
      ...unknownFiles(discovery, readings),
      ...planFile.notes,
      ...orderNotes(records, plan),
      ...expiredWaivers(settings),
      ...idleComments(
        readings,
        ALL_RULES.map(({ id }) => id),
      ),
      ...matrixNotes(matrix),
      ...unmatchedLengths(batching),
      ...fit.notes,
      ...unusedNotes(
        settings,
        artifacts.flatMap((artifact) => onnxFactsOf(artifact)?.inputs ?? []),
        ALL_RULES.map(({ id }) => id),
      ),
    ]),
  };
}

/** The files worth a look; not searched again where a caller that watches knows that none came or went. */
function searched(request: AuditRequest, { ignore }: Settings): Promise<Discovery> {
  const { host, paths, exclude = [], pace, progress, watched, options } = request;
  const search = () => discover(host, paths, { ignore, exclude, pace, ...(progress && { progress }) });
  if (watched === undefined) return search();
  const beside = [options.config ?? PLANNER_FILE, PLAN_FILE];
  return searchAgain(watched, JSON.stringify([paths, ignore, exclude]), beside, search);
}

/**
 * Reads and judges every candidate in order; what turns out to be something else is left out. One file at a time, so that no more
 * than one graph is in memory beside what the cache keeps.
 *
 * @param settings Everything but the file that decides what is said of it, as a text.
 */
async function readAndJudge(
  request: AuditRequest,
  candidates: readonly Candidate[],
  context: JudgeContext,
  settings: string,
  matrix: Budget,
): Promise<Judged[]> {
  const { host, pace, cache } = request;
  const changed = request.watched?.changed ?? null;
  const judged: Judged[] = [];
  const judge = (reading: Reading) => judgeFile(reading, context, matrix, pace);
  const holds = ({ work, cells }: Judged) =>
    matrix.has(work) === (cells !== null) && (cells === null || matrix.take(work));
  const files = readFiles(host, candidates, pace, (path) => cache?.has(path) ?? false);
  for (const [done, candidate] of candidates.entries()) {
    request.progress?.({ done, total: candidates.length, current: candidate.path });
    await pace.breathe();
    const read = () => files(done);
    const one =
      cache === undefined
        ? await read().then((reading) => (reading === null ? null : judge(reading)))
        : await judgeThrough(cache, host, candidate.path, {
            settings,
            unchanged: changed !== null && !candidate.linked && !changed.has(candidate.path),
            read,
            judge,
            holds,
          });
    if (one !== null) judged.push(one);
  }
  return judged;
}

function artifactsOf(readings: readonly Summary[], found: readonly Finding[], targets: readonly Target[]): Artifact[] {
  const byArtifact = groupBy(found, ({ artifact }) => artifact);
  return readings.map(({ path, kind, status, reason, facts }) => {
    const own = byArtifact.get(path) ?? [];
    const verdicts = Object.fromEntries(targets.map((target) => [target, artifactVerdict(status, own, target)]));
    return { path, kind, status, reason, facts, verdicts };
  });
}

/** Of each target the worst of the files' verdicts. A search that was cut short may have missed a file: unknown at best. */
function verdictsOf(
  artifacts: readonly Artifact[],
  targets: readonly Target[],
  cutShort: readonly string[],
): Partial<Record<Target, Verdict>> {
  const missed: readonly Verdict[] = cutShort.length > 0 ? ['unknown'] : [];
  return Object.fromEntries(
    targets.map((target) => [
      target,
      workspaceVerdict([...missed, ...artifacts.flatMap(({ verdicts }) => verdicts[target] ?? [])]),
    ]),
  );
}

/** The rules that found something, by id. */
function ruleTexts(findings: readonly Finding[]): RuleText[] {
  const found = new Set(findings.map(({ rule }) => rule));
  return ALL_RULES.filter(({ id }) => found.has(id))
    .map(ruleText)
    .sort((a, b) => compareText(a.id, b.id));
}

/** Said of files that were asked for by name and turned out to be nothing that is read. */
function unknownFiles({ candidates }: Discovery, readings: readonly Summary[]): string[] {
  const known = new Set(readings.map(({ path }) => path));
  return candidates.flatMap(({ path, named }) =>
    named && !known.has(path) ? [`${quoted(path)} is no kind of file that this release reads.`] : [],
  );
}

function coverageOf(artifacts: readonly Artifact[], discovery: Discovery, notes: readonly string[]): Coverage {
  const count = (status: Artifact['status']) => artifacts.filter((artifact) => artifact.status === status).length;
  return {
    files: artifacts.length,
    analyzed: count('analyzed'),
    partial: count('partial'),
    unreadable: count('unreadable'),
    skipped: count('skipped'),
    ignored: discovery.ignored,
    notes: [...notes, ...discovery.notes],
    cutShort: discovery.cutShort,
  };
}
