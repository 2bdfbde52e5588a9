/** Compares two reports of one workspace that differ in the release alone. Pure. */
import { type Finding, SEVERITIES, type Severity } from '../model/finding';
import type { RelativePath } from '../model/host';
import { compareText } from '../model/order';
import type { Report } from '../model/report';
import { TAKEABLE } from '../model/routes';
import { TARGETS, type Target } from '../model/target';
import type { Upgrade, UpgradeFinding, UpgradeRoutes } from '../model/upgrade';
import type { Knowledge } from '../neuron/knowledge';
import { changesBetween } from './upgrade-changes';

/** What changes on the way from the release of `before` to that of `after`. */
export function upgradeOf(before: Report, after: Report, knowledge: Knowledge): Upgrade {
  const { sdk: from } = before.settings;
  const { sdk: to, ...settings } = after.settings;
  return {
    schemaVersion: 1,
    tool: after.tool,
    knowledge: after.knowledge,
    from,
    to,
    settings,
    verdicts: settings.targets.map((target) => ({
      target,
      before: before.verdicts[target] ?? 'unknown',
      after: after.verdicts[target] ?? 'unknown',
    })),
    findings: findingsBetween(before, after),
    routes: routesBetween(before, after),
    changes: changesBetween(before, after, knowledge),
    notes: [...new Set([...(before.coverage.cutShort ?? []), ...before.coverage.notes, ...after.coverage.notes])],
  };
}

/** One place on one target under one rule. */
interface Seen {
  readonly finding: Finding;
  readonly target: Target;
}

function findingsBetween(before: Report, after: Report): UpgradeFinding[] {
  const [was, is] = [seenIn(before), seenIn(after)];
  const groups = new Map<string, { sample: Finding; before: Severity | null; after: Severity | null; seen: Seen[] }>();
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(key), is.get(key)];
    const said = now ?? old;
    if (said === undefined || old?.finding.severity === now?.finding.severity) continue;
    const [from, to] = [old?.finding.severity ?? null, now?.finding.severity ?? null];
    const group = [said.finding.rule, said.finding.action, from, to].join('\0');
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { sample: said.finding, before: from, after: to, seen: [said] });
    else known.seen.push(said);
  }
  return [...groups.values()].map(toUpgradeFinding).sort(compareFindings);
}

/** The worst finding of each rule at each place on each target, waived ones left out. */
function seenIn({ findings }: Report): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const finding of findings) {
    if (finding.waived !== null) continue;
    const place = JSON.stringify(finding.locations[0] ?? null);
    for (const target of finding.targets) {
      const key = [finding.rule, finding.artifact, place, target].join('\0');
      const known = seen.get(key);
      if (known === undefined || rank(finding.severity) < rank(known.finding.severity))
        seen.set(key, { finding, target });
    }
  }
  return seen;
}

function toUpgradeFinding(group: {
  readonly sample: Finding;
  readonly before: Severity | null;
  readonly after: Severity | null;
  readonly seen: readonly Seen[];
}): UpgradeFinding {
  const { sample, before, after, seen } = group;
  const targets = new Set(seen.map(({ target }) => target));
  return {
    rule: sample.rule,
    title: sample.action,
    message: sample.message,
    before,
    after,
    targets: TARGETS.filter((target) => targets.has(target)),
    paths: [...new Set(seen.map(({ finding }) => finding.artifact))].sort(compareText),
    evidence: sample.evidence,
  };
}

function rank(severity: Severity | null): number {
  return severity === null ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

/** What gets worse first, the worst of it before the rest; then what gets better. */
function compareFindings(a: UpgradeFinding, b: UpgradeFinding): number {
  const worse = (one: UpgradeFinding) => Number(rank(one.after) < rank(one.before));
  const worst = ({ before, after }: UpgradeFinding) => Math.min(rank(before), rank(after));
  return worse(b) - worse(a) || worst(a) - worst(b) || compareText(a.rule, b.rule) || compareText(a.title, b.title);
}

interface Answer {
  readonly model: string;
  readonly usable: readonly string[];
  readonly take: string | null;
}

function routesBetween(before: Report, after: Report): UpgradeRoutes[] {
  const [was, is] = [answersIn(before), answersIn(after)];
  const groups = new Map<
    string,
    { paths: Set<RelativePath>; targets: Set<Target>; routes: Omit<UpgradeRoutes, 'paths' | 'targets'> }
  >();
  for (const [key, now] of is) {
    const old = was.get(key);
    if (old === undefined) continue;
    const routes = {
      model: now.model,
      begin: now.usable.filter((label) => !old.usable.includes(label)),
      end: old.usable.filter((label) => !now.usable.includes(label)),
      takeBefore: old.take,
      takeAfter: now.take,
    };
    if (routes.begin.length + routes.end.length === 0 && old.take === now.take) continue;
    const [path = '', target = ''] = key.split('\0');
    const group = JSON.stringify(routes);
    const known = groups.get(group) ?? { paths: new Set(), targets: new Set(), routes };
    known.paths.add(path);
    known.targets.add(target as Target);
    groups.set(group, known);
  }
  return [...groups.values()]
    .map(({ paths, targets, routes }) => ({
      ...routes,
      paths: [...paths].sort(compareText),
      targets: TARGETS.filter((target) => targets.has(target)),
    }))
    .sort((a, b) => compareText(a.paths[0] ?? '', b.paths[0] ?? ''));
}

/** By path and target. */
function answersIn({ routes }: Report): Map<string, Answer> {
  return new Map(
    routes.flatMap(({ paths, target, model, options, take }) => {
      const usable = options.filter(({ fit }) => TAKEABLE.includes(fit));
      const taken = options.find(({ route }) => route === take)?.label ?? null;
      const answer = { model, usable: usable.map(({ label }) => label), take: taken };
      return paths.map((path) => [`${path}\0${target}`, answer] as const);
    }),
  );
}
