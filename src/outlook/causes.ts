/** Root causes with what their fix comes to, judged again rather than guessed. */

import { artifactVerdict, stands, workspaceVerdict } from '../findings/verdict';
import type { Artifact, ArtifactStatus } from '../model/artifact';
import type { Cause, FixEffect, FixKind, FollowUp } from '../model/cause';
import { type Finding, SEVERITIES } from '../model/finding';
import { groupBy } from '../model/group-by';
import type { RelativePath } from '../model/host';
import { TARGETS, type Target, VERDICT_RANK, type Verdict } from '../model/target';
import { type FindingGroup, groupFindings } from '../report/group';
import type { RuleWords } from '../rules/rule';
import type { Pinned } from './pinned';

export interface CausesRequest {
  readonly artifacts: readonly Pick<Artifact, 'path' | 'kind' | 'status' | 'verdicts'>[];
  readonly findings: readonly Finding[];
  /** Of the models that ask for pins: what is said of them once these are set. */
  readonly pinned: ReadonlyMap<RelativePath, Pinned>;
  readonly rules: readonly RuleWords[];
  readonly targets: readonly Target[];
  /** The search for files ended early: no verdict of the workspace is better than unknown. */
  readonly cutShort: boolean;
}

type Verdicts = Partial<Record<Target, Verdict>>;

/** A file with all that decides its verdict. */
interface File {
  readonly status: ArtifactStatus;
  readonly verdicts: Readonly<Verdicts>;
  readonly standing: readonly Finding[];
  readonly pinned: readonly Finding[] | null;
}

/** The causes, and the workspace's verdicts once every fix is applied. */
export function causesOf(request: CausesRequest): {
  readonly causes: readonly Cause[];
  readonly verdictsAfter: Readonly<Verdicts>;
} {
  const { targets, findings } = request;
  const files = filesOf(request);
  const totals = new Map(targets.map((target) => [target, totalsOf(files, target)]));
  const groups = groupFindings(findings.filter(stands));
  const known = new Set(groups.map(fixOf));
  const byFix = new Map<string, FindingGroup[]>();
  for (const group of groups) byFix.set(fixOf(group), [...(byFix.get(fixOf(group)) ?? []), group]);
  const causes = groups.map((group) => causeOf(group, request, { files, totals, known }));
  const lasting = new Set(
    groups.filter((group) => fixKind(group, request) === 'elsewhere').map((group) => fixOf(group)),
  );
  return { causes: causes.sort(compareCauses), verdictsAfter: afterAll(request, files, (fix) => lasting.has(fix)) };
}

interface Totals {
  /** Files by verdict. */
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly places: number;
}

interface Context {
  readonly files: ReadonlyMap<RelativePath, File>;
  readonly totals: ReadonlyMap<Target, Totals>;
  /** Every fix that a finding without pins asks for. */
  readonly known: ReadonlySet<string>;
}

/** One rule and action are one fix, however severe it is where. */
function fixOf({ rule, action }: Pick<Finding, 'rule' | 'action'>): string {
  return `${rule}\0${action}`;
}

function filesOf({ artifacts, findings, pinned }: CausesRequest): Map<RelativePath, File> {
  const standing = groupBy(findings.filter(stands), ({ artifact }) => artifact);
  const observed = new Map(findings.flatMap((one) => (one.observed ? [[one.fingerprint, one.observed] as const] : [])));
  const marked = (finding: Finding): Finding => {
    const mark = observed.get(finding.fingerprint);
    return mark === undefined ? finding : { ...finding, observed: mark };
  };
  return new Map(
    artifacts.map(({ path, status, verdicts }) => [
      path,
      {
        status,
        verdicts,
        standing: standing.get(path) ?? [],
        pinned: pinned.get(path)?.findings.map(marked).filter(stands) ?? null,
      },
    ]),
  );
}

function totalsOf(files: ReadonlyMap<RelativePath, File>, target: Target): Totals {
  const verdicts = { ready: 0, attention: 0, unknown: 0, blocked: 0 };
  let places = 0;
  for (const file of files.values()) {
    verdicts[file.verdicts[target] ?? 'unknown'] += 1;
    places += placesOf(file.standing, target);
  }
  return { verdicts, places };
}

/** Places of blockers and warnings. */
function placesOf(findings: readonly Finding[], target: Target): number {
  return findings.reduce((sum, finding) => (counts(finding, target) ? sum + finding.occurrences : sum), 0);
}

function counts(finding: Finding, target: Target): boolean {
  return finding.severity !== 'info' && stands(finding) && finding.targets.includes(target);
}

function fixKind(group: FindingGroup, { rules, artifacts }: CausesRequest): FixKind {
  if (group.findings.some(({ pins = [] }) => pins.length > 0)) return 'pin';
  const said = rules.find(({ id }) => id === group.rule)?.fix;
  if (said !== undefined) return said;
  if (group.findings.every(({ confidence }) => confidence === 'undocumented')) return 'trial';
  const first = artifacts.find(({ path }) => path === group.artifacts[0]);
  return first?.kind === 'onnx' ? 'export' : 'config';
}

function causeOf(group: FindingGroup, request: CausesRequest, context: Context): Cause {
  const kind = fixKind(group, request);
  const fix = fixOf(group);
  const own = group.artifacts.flatMap((path) => {
    const file = context.files.get(path);
    return file === undefined ? [] : [{ path, file }];
  });
  const left = (file: File): readonly Finding[] => {
    if (kind === 'elsewhere') return file.standing;
    if (kind === 'pin' && file.pinned !== null) return file.pinned;
    return file.standing.filter((finding) => fixOf(finding) !== fix);
  };
  const after = own.map(({ file }) => ({ file, left: left(file) }));
  const targets = group.severity === 'info' ? [] : group.targets;
  const pins = Object.fromEntries(
    own.toReversed().flatMap(({ path }) => Object.entries(request.pinned.get(path)?.pins ?? {})),
  );
  const follow = kind === 'pin' ? followUps(after, group.targets, context.known) : [];
  return {
    id: group.key,
    title: group.action,
    rules: [group.rule],
    severity: group.severity,
    targets: group.targets,
    findings: group.findings.map(({ fingerprint }) => fingerprint),
    files: group.artifacts.length,
    occurrences: group.occurrences,
    fix: { kind, ...(kind === 'pin' && { pins }) },
    fixes: Object.fromEntries(targets.map((target) => [target, effectOn(target, after, context)])),
    verdictsAfter: Object.fromEntries(
      targets.map((target) => [target, verdictAfter(target, after, context, request.cutShort)]),
    ),
    ...(follow.length > 0 && { follow }),
  };
}

type After = readonly { readonly file: File; readonly left: readonly Finding[] }[];

function effectOn(target: Target, after: After, { totals }: Context): FixEffect {
  const { verdicts, places } = totals.get(target) ?? { verdicts: { ready: 0 }, places: 0 };
  let n = 0;
  let files = 0;
  for (const { file, left } of after) {
    n += settled(file.standing, left, target);
    const before = file.verdicts[target] ?? 'unknown';
    if (VERDICT_RANK[artifactVerdict(file.status, left, target)] < VERDICT_RANK[before]) files += 1;
  }
  const all = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  return { n, of: places, files, filesOf: all - verdicts.ready };
}

/** Places of the findings that are gone, and of those that stay the places that are. */
function settled(before: readonly Finding[], after: readonly Finding[], target: Target): number {
  const left = new Map(after.map((finding) => [finding.fingerprint, finding]));
  return before.reduce((sum, finding) => {
    if (!counts(finding, target)) return sum;
    const same = left.get(finding.fingerprint);
    const stays = same !== undefined && counts(same, target) ? same.occurrences : 0;
    return sum + Math.max(finding.occurrences - stays, 0);
  }, 0);
}

/** Of the workspace: the files' verdicts counted, those of the cause's files exchanged. */
function verdictAfter(target: Target, after: After, { totals }: Context, cutShort: boolean): Verdict {
  const counted: Record<Verdict, number> = { ready: 0, attention: 0, unknown: 0, blocked: 0 };
  Object.assign(counted, totals.get(target)?.verdicts);
  for (const { file, left } of after) {
    counted[file.verdicts[target] ?? 'unknown'] -= 1;
    counted[artifactVerdict(file.status, left, target)] += 1;
  }
  const present = (Object.keys(counted) as Verdict[]).filter((verdict) => counted[verdict] > 0);
  return workspaceVerdict(cutShort ? [...present, 'unknown'] : present);
}

/** What the pins bring to light, most severe first: findings whose fix no cause asked for before. */
function followUps(after: After, targets: readonly Target[], known: ReadonlySet<string>): FollowUp[] {
  const fresh = new Map<string, { finding: Finding; targets: Set<Target>; files: number }>();
  for (const { left } of after) {
    const inFile = new Set<string>();
    for (const finding of left) {
      const key = `${finding.severity}\0${fixOf(finding)}`;
      const own = finding.targets.filter((target) => targets.includes(target));
      if (!stands(finding) || finding.severity === 'info' || known.has(fixOf(finding)) || own.length === 0) continue;
      const entry = fresh.get(key) ?? { finding, targets: new Set(), files: 0 };
      if (!inFile.has(key)) entry.files += 1;
      inFile.add(key);
      for (const target of own) entry.targets.add(target);
      fresh.set(key, entry);
    }
  }
  return [...fresh.values()]
    .map(({ finding: { rule, severity, action }, targets: on, files }) => ({
      rule,
      severity,
      title: action,
      targets: TARGETS.filter((target) => on.has(target)),
      files,
    }))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.files - a.files);
}

/** Every fix applied but those that help on another target only: what is left has no fix here, or shows only under the pins. */
function afterAll(
  request: CausesRequest,
  files: ReadonlyMap<RelativePath, File>,
  lasts: (fix: string) => boolean,
): Verdicts {
  const before = new Set(request.findings.filter(stands).map(fixOf));
  const verdicts = new Map<Target, Verdict[]>(
    request.targets.map((target) => [target, request.cutShort ? ['unknown'] : []]),
  );
  for (const { status, standing, pinned } of files.values()) {
    const left = (pinned ?? standing).filter((finding) => lasts(fixOf(finding)) || !before.has(fixOf(finding)));
    for (const target of request.targets) verdicts.get(target)?.push(artifactVerdict(status, left, target));
  }
  return Object.fromEntries([...verdicts].map(([target, all]) => [target, workspaceVerdict(all)]));
}

/** Rules on the route of a model, the most decisive first: without a route nothing else is worth a fix. */
const ROUTE_RULES: readonly string[] = [
  'config/route-unavailable',
  'config/documented-route',
  'config/model-type-without-route',
  'config/route-ending',
];

/**
 * By severity, then those on routes (notes aside), then what settles most files, then most places, on the target where it does most; then as the
 * groups were.
 */
function compareCauses(a: Cause, b: Cause): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    routeRank(a) - routeRank(b) ||
    best(b, ({ files }) => files) - best(a, ({ files }) => files) ||
    best(b, ({ n }) => n) - best(a, ({ n }) => n)
  );
}

function routeRank({ severity, rules }: Cause): number {
  const at = severity === 'info' ? -1 : ROUTE_RULES.findIndex((rule) => rules.includes(rule));
  return at < 0 ? ROUTE_RULES.length : at;
}

function best({ fixes }: Cause, value: (effect: FixEffect) => number): number {
  return Math.max(0, ...Object.values(fixes).map(value));
}
