/** What an upgrade changes, in sentences that the formats share. Nothing here is escaped. */
import type { Upgrade, UpgradeChange, UpgradeFinding, UpgradeRoutes } from '../model/upgrade';
import { pathsWords } from './route-words';
import { count, list, SEVERITY_LABELS, TARGET_LABELS, targetList, VERDICT_LABELS } from './words';

/** "From Neuron SDK 2.31.1 to 2.33.1". */
export function upgradeTitle({ from, to }: Upgrade): string {
  return `From Neuron SDK ${from} to ${to}`;
}

/** "3 findings appear, 1 vanishes; the routes of 2 models change." */
export function upgradeSummary({ findings, routes, changes }: Upgrade): string {
  const appear = findings.filter(({ before }) => before === null).length;
  const vanish = findings.filter(({ after }) => after === null).length;
  const other = findings.length - appear - vanish;
  const touching = changes.filter(({ touches }) => touches).length;
  if (findings.length + routes.length === 0 && touching === 0)
    return 'Nothing that this audit looks at changes for this workspace.';
  const parts = [
    `${count(appear, 'cause appears', 'causes appear')}`,
    `${count(vanish, 'vanishes', 'vanish')}`,
    ...(other > 0 ? [`${count(other, 'changes', 'change')} severity`] : []),
  ];
  return `${list(parts)}; the routes change for ${count(routes.length, 'group of models', 'groups of models')}; ${count(touching, 'documented change touches', 'documented changes touch')} this workspace.`;
}

/** "Trn2: Attention, as before", "Trn1: Attention becomes Blocked". */
export function verdictWords({ target, before, after }: Upgrade['verdicts'][number]): string {
  const was = VERDICT_LABELS[before];
  return `${TARGET_LABELS[target]}: ${before === after ? `${was}, as before` : `${was} becomes ${VERDICT_LABELS[after]}`}`;
}

/** "Blocker appears on Trn2", "Warning becomes Blocker on Trn2". */
export function moveWords({ before, after, targets }: UpgradeFinding): string {
  const on = `on ${targetList(targets)}`;
  if (before === null) return `${SEVERITY_LABELS[after ?? 'info']} appears ${on}`;
  if (after === null) return `${SEVERITY_LABELS[before]} vanishes ${on}`;
  return `${SEVERITY_LABELS[before]} becomes ${SEVERITY_LABELS[after]} ${on}`;
}

/** "models/a.onnx and 2 more (the ONNX model) on Trn2: TorchNeuron begins; take TorchNeuron instead of torch_neuronx.trace." */
export function routeChangeWords({ begin, end, takeBefore, takeAfter }: UpgradeRoutes): string {
  const parts = [
    ...(begin.length > 0 ? [`${list(begin)} ${begin.length === 1 ? 'begins' : 'begin'}`] : []),
    ...(end.length > 0 ? [`${list(end)} ${end.length === 1 ? 'ends' : 'end'}`] : []),
  ];
  if (takeBefore === takeAfter) parts.push(takeAfter === null ? 'none is known to run it' : `${takeAfter} stays first`);
  else if (takeAfter === null) parts.push(`no route is known any more; it was ${takeBefore ?? ''}`);
  else parts.push(`take ${takeAfter}${takeBefore === null ? '' : ` instead of ${takeBefore}`}`);
  return `${parts.join('; ')}.`;
}

/** Which models a change of routes is about. */
export function routeSubject({ paths, model, targets }: UpgradeRoutes, name: (path: string) => string): string {
  return `${pathsWords(paths, name)} (${model}) on ${targetList(targets)}`;
}

/** "SDK 2.33.0, began", "SDK 2.32.0, announced for SDK 2.34.0". */
export function changeKind({ sdk, kind, due }: UpgradeChange): string {
  const what = { began: 'began', ended: 'ended', announced: 'announced', 'default-changed': 'default changed' }[kind];
  return `SDK ${sdk}, ${what}${due === null ? '' : ` for SDK ${due}`}`;
}
