/** Verdicts by target, release and route, put together from the cells of each file. */
import { judgeWorkspace } from '../findings/judge';
import { artifactVerdict, workspaceVerdict } from '../findings/verdict';
import type { Summary } from '../formats/reading';
import type { Pace } from '../model/host';
import type { Matrix, MatrixFlip, MatrixModels, MatrixRow, MatrixRun } from '../model/matrix';
import { compareText } from '../model/order';
import type { Settings } from '../model/settings';
import { ROUTES, type Target, VERDICT_RANK, type Verdict } from '../model/target';
import type { Knowledge, ReleaseSpan } from '../neuron/knowledge';
import type { WorkspaceRule } from '../rules/rule';
import type { FileCells, RouteCells } from './cells';
import { judgedAt } from './releases';

export interface MatrixRequest {
  /** By path in code unit order; cells null of a file that was left out. */
  readonly files: readonly { readonly reading: Summary; readonly cells: FileCells | null }[];
  readonly rules: readonly WorkspaceRule[];
  /** Today's verdicts of the workspace. */
  readonly verdicts: Readonly<Partial<Record<Target, Verdict>>>;
  readonly settings: Settings;
  readonly knowledge: Knowledge;
  readonly pace: Pace;
}

/** The matrix. Where a file was left out there is no row for the workspace: it would speak of a part only. Rejects with `Cancelled` only. */
export async function matrixOf(request: MatrixRequest): Promise<Matrix> {
  const { files, knowledge, settings } = request;
  const spans = knowledge.spans();
  const leftOut = files.filter(({ cells }) => cells === null).length;
  const models = new Map<string, { paths: string[]; rows: readonly MatrixRow[] }>();
  for (const { reading, cells } of files) {
    if (cells === null || cells.routes.length === 0) continue;
    const rows = cells.routes.map((own) => routeRow(own, spans, settings.sdk)).sort(compareRows);
    const key = JSON.stringify(rows);
    const known = models.get(key);
    if (known === undefined) models.set(key, { paths: [reading.path], rows });
    else known.paths.push(reading.path);
  }
  return {
    workspace: leftOut > 0 || files.length === 0 ? [] : await workspaceRows(request, spans),
    models: [...models.values()].sort(compareModels),
    leftOut,
  };
}

/** A sentence where the matrix does not speak of every file. */
export function matrixNotes(matrix: Matrix | null): string[] {
  const left = matrix?.leftOut ?? 0;
  if (left === 0) return [];
  const files = left === 1 ? '1 file is' : `${left} files are`;
  return [`To keep the audit fast, ${files} left out of the verdicts by release and route; --matrix=always takes all.`];
}

async function workspaceRows(request: MatrixRequest, spans: readonly ReleaseSpan[]): Promise<MatrixRow[]> {
  const { files, settings, knowledge, verdicts } = request;
  const rows: MatrixRow[] = [];
  for (const target of settings.targets) {
    const now = verdicts[target] ?? 'unknown';
    const own: Verdict[] = [];
    for (const [at, span] of spans.entries()) {
      const sdk = judgedAt(span, settings.sdk);
      const across = await acrossFiles(request, target, sdk);
      const each = files.map(({ cells }) => cells?.overall[target]?.[at] ?? 'unknown');
      own.push(sdk === settings.sdk ? now : workspaceVerdict([...each, across]));
    }
    const runs = runsOf(own, spans);
    rows.push({ target, route: null, state: null, now, runs, flips: releaseFlip(now, runs, settings.sdk) });
  }
  return rows;

  async function acrossFiles({ rules, pace }: MatrixRequest, target: Target, sdk: string): Promise<Verdict> {
    const readings = files.map(({ reading }) => reading);
    const at = { settings: { ...settings, sdk, targets: [target] }, knowledge };
    return artifactVerdict('analyzed', await judgeWorkspace(readings, rules, at, pace), target);
  }
}

function routeRow(
  { target, route, state, verdicts, flags }: RouteCells,
  spans: readonly ReleaseSpan[],
  sdk: string,
): MatrixRow {
  const runs = runsOf(verdicts, spans);
  const now = verdicts[spans.findIndex((span) => judgedAt(span, sdk) === sdk)] ?? null;
  return {
    target,
    route,
    state: now === null ? null : state,
    now,
    runs,
    flips: [...flags, ...releaseFlip(now, runs, sdk)],
  };
}

/** Spans with the same verdict as one run. */
function runsOf(verdicts: readonly (Verdict | null)[], spans: readonly ReleaseSpan[]): MatrixRun[] {
  const runs: { from: string; to: string; verdict: Verdict | null }[] = [];
  for (const [at, { first, last }] of spans.entries()) {
    const verdict = verdicts[at] ?? null;
    const open = runs.at(-1);
    if (open !== undefined && open.verdict === verdict) open.to = last;
    else runs.push({ from: first, to: last, verdict });
  }
  return runs;
}

/** The nearest release with a better verdict; of a route that is not there, the nearest where it is. Older ones first: they can be pinned today. */
function releaseFlip(now: Verdict | null, runs: readonly MatrixRun[], sdk: string): MatrixFlip[] {
  const here = runs.findIndex((run) => judgedAt({ first: run.from, last: run.to }, sdk) === sdk);
  const better = ({ verdict }: MatrixRun) =>
    verdict !== null && (now === null || VERDICT_RANK[verdict] < VERDICT_RANK[now]);
  const older = runs.slice(0, Math.max(here, 0)).findLast(better);
  if (older?.verdict) return [{ by: 'release', value: older.to, verdict: older.verdict }];
  const newer = runs.slice(here + 1).find(better);
  return newer?.verdict ? [{ by: 'release', value: newer.from, verdict: newer.verdict }] : [];
}

/** Targets in their order, of each the best verdict first; routes that are not there today last. */
function compareRows(a: MatrixRow, b: MatrixRow): number {
  const rank = ({ now }: MatrixRow) => (now === null ? Number.MAX_SAFE_INTEGER : VERDICT_RANK[now]);
  const route = (row: MatrixRow) => (row.route === null ? -1 : ROUTES.indexOf(row.route));
  return compareText(a.target, b.target) || rank(a) - rank(b) || route(a) - route(b);
}

function compareModels(a: MatrixModels, b: MatrixModels): number {
  return compareText(a.paths[0] ?? '', b.paths[0] ?? '');
}
