import { compareText } from '../model/order';
import type { Report } from '../model/report';
import type { UpgradeChange } from '../model/upgrade';
import type { Change, Knowledge } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';

/** What the documents say of the way, those that touch the workspace first, in each the newest first. */
export function changesBetween(before: Report, after: Report, knowledge: Knowledge): UpgradeChange[] {
  const touches = touching([before, after]);
  return knowledge
    .changes(before.settings.sdk, after.settings.sdk)
    .map((change) => ({
      id: change.id,
      sdk: change.sdk,
      kind: change.kind,
      subject: change.subject,
      words: change.words,
      due: change.due,
      targets: change.targets,
      confidence: change.confidence,
      evidence: change.sources.map((source) => knowledge.evidence(source)),
      touches: touches(change),
    }))
    .sort(
      (a, b) => Number(b.touches) - Number(a.touches) || compareSdk(b.sdk, a.sdk) || compareText(a.subject, b.subject),
    );
}

/** Whether a change is about a target and a route in use, or about something that the plan or a finding names. */
function touching(reports: readonly Report[]): (change: Change) => boolean {
  const targets = reports[0]?.settings.targets ?? [];
  const deployment = reports[0]?.settings.deployment ?? {};
  const routes = new Set([deployment.route, ...reports.flatMap((report) => report.routes.map(({ take }) => take))]);
  const said = new Set([
    ...(deployment.compilerFlags ?? []),
    ...reports.flatMap(({ findings }) =>
      findings.flatMap(({ message, why, remedy, neuronError }) => [message, why, remedy, neuronError ?? '']),
    ),
  ]);
  const named = [...said].join('\n').toLowerCase();
  return (change) => {
    if (change.targets !== null && !change.targets.some((target) => targets.includes(target))) return false;
    if (change.routes !== null) return change.routes.some((route) => routes.has(route));
    // What a release is called stands in every report.
    if (change.subject.startsWith('SDK ')) return false;
    return change.area === 'target' || named.includes(change.subject.toLowerCase());
  };
}
