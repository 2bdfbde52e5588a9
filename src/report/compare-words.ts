/** What differs, in words that the formats share. Names come out visible and shortened; nothing else is escaped. */
import type { ArtifactKind } from '../model/artifact';
import type {
  ArtifactChange,
  ChangedFinding,
  FactChange,
  FactText,
  SavedFinding,
  SettingChange,
  StepChange,
  VerdictChange,
} from '../model/comparison';
import type { Days } from '../model/plan';
import { visible, visibleName } from './escape';
import {
  capital,
  count,
  figure,
  KIND_LABELS,
  list,
  SEVERITY_LABELS,
  STATE_LABELS,
  STATUS_LABELS,
  TARGET_LABELS,
  targetList,
  VERDICT_LABELS,
} from './words';

/** Facts of one field that a line names; the others are counted. */
const FACTS_LISTED = 12;

const FIELD_LABELS: Readonly<Record<string, string>> = {
  opCounts: 'operators',
  functionOpCounts: 'operators in functions',
  opsets: 'opsets',
  irVersion: 'IR version',
  nodeCount: 'nodes',
  subgraphNodeCount: 'nodes in subgraphs',
  functionCount: 'functions',
  functionNodeCount: 'nodes in functions',
  graphName: 'name of the graph',
  initializerCount: 'initializers',
  sparseInitializerCount: 'sparse initializers',
  initializerDtypes: 'data types of initializers',
  initializers: 'initializers by name',
  weightBytes: 'bytes by data type',
  weightElements: 'elements by data type',
  externalFiles: 'external files',
  modelType: 'model_type',
  torchDtype: 'data type',
  quantMethod: 'quantization',
};

/** Fields whose values are counts that weigh as much as they are large. */
const COUNTS: readonly string[] = [
  'opCounts',
  'functionOpCounts',
  'initializerDtypes',
  'weightBytes',
  'weightElements',
];

const SETTING_LABELS: Readonly<Record<string, string>> = {
  sdk: 'Neuron SDK',
  targets: 'targets',
  workload: 'workload',
  tool: 'release of this tool',
  knowledge: 'newest SDK release that the tool knew',
};

/** "Neuron SDK: 2.31.1 → 2.33.1", "pin batch: none → 4". */
export function settingWords({ name, before, after }: SettingChange): string {
  const known = Object.hasOwn(SETTING_LABELS, name) ? SETTING_LABELS[name] : undefined;
  const label = known ?? visibleName(name.replace(/^pins\./, 'pin ').replace(/^deployment\./, 'deployment, '));
  return `${capital(label)}: ${valueWords(before)} → ${valueWords(after)}`;
}

/** "Trn2: Attention, as before", "Trn1: Attention becomes Blocked", "Trn3: judged after only, Ready". */
export function verdictChangeWords({ target, before, after }: VerdictChange): string {
  const label = TARGET_LABELS[target];
  if (before === null)
    return `${label}: ${after === null ? 'not judged' : `judged after only, ${VERDICT_LABELS[after]}`}`;
  if (after === null) return `${label}: judged before only, ${VERDICT_LABELS[before]}`;
  if (before === after) return `${label}: ${VERDICT_LABELS[before]}, as before`;
  return `${label}: ${VERDICT_LABELS[before]} becomes ${VERDICT_LABELS[after]}`;
}

/** "Blocker on Inf2 and Trn2", "Warning on Trn1, waived". */
export function findingWords({ severity, targets, waived }: SavedFinding): string {
  const on = targets.length > 0 ? ` on ${targetList(targets)}` : '';
  return `${SEVERITY_LABELS[severity]}${on}${waived === null ? '' : ', waived'}`;
}

/** "Warning becomes Blocker; holds for Trn2 too; 3 places instead of 11". */
export function changeWords({ before, after, fields }: ChangedFinding): string {
  const parts = fields.map((field) => {
    switch (field) {
      case 'severity':
        return `${SEVERITY_LABELS[before.severity]} becomes ${SEVERITY_LABELS[after.severity]}`;
      case 'targets':
        return targetsWords(before, after);
      case 'confidence':
        return `${before.confidence} becomes ${after.confidence}`;
      case 'waived':
        return waiverWords(before, after);
      case 'occurrences':
        return `${count(after.occurrences, 'place')} instead of ${figure(before.occurrences)}`;
      case 'message':
        return 'said in other words';
      case 'artifact':
        return `moved from ${visibleName(before.artifact)}`;
      default:
        return field satisfies never;
    }
  });
  // What a finding says mostly changes because something else about it does.
  const told = parts.length > 1 ? parts.filter((part) => part !== 'said in other words') : parts;
  return told.join('; ');
}

function targetsWords(before: SavedFinding, after: SavedFinding): string {
  const come = after.targets.filter((target) => !before.targets.includes(target));
  const gone = before.targets.filter((target) => !after.targets.includes(target));
  return [
    ...(come.length > 0 ? [`holds for ${targetList(come)} too`] : []),
    ...(gone.length > 0 ? [`no longer for ${targetList(gone)}`] : []),
  ].join(', ');
}

function waiverWords({ waived: before }: SavedFinding, { waived: after }: SavedFinding): string {
  if (after === null) return 'no longer waived';
  const until = after.expires === null ? '' : ` until ${visibleName(after.expires)}`;
  if (before === null) return `waived${until} by ${visibleName(after.by)}`;
  return `its waiver changes: ${visibleName(after.by)}${until}`;
}

/** Lines on one file: where it moved from, verdicts, then facts by field. */
export function artifactLines({ from, status, verdicts, facts }: ArtifactChange): string[] {
  return [
    ...(from === null ? [] : [`moved from ${visibleName(from)}`]),
    ...(status === null ? [] : [`${STATUS_LABELS[status.before]} becomes ${STATUS_LABELS[status.after]}`]),
    ...(verdicts.length > 0 ? [verdicts.map(verdictChangeWords).join('; ')] : []),
    ...factLines(facts),
  ];
}

/** A line a field: "operators: MatMul 96 → 48, Attention none → 24". */
export function factLines(facts: readonly FactChange[]): string[] {
  return factFields(facts).map(({ label, changes }) => {
    const hidden = changes.length - FACTS_LISTED;
    const parts = changes.slice(0, FACTS_LISTED).map(factWords);
    if (hidden > 0) parts.push(`and ${count(hidden, 'more', 'more')}`);
    return `${label}: ${parts.join(', ')}`;
  });
}

/** Facts by field; of counts those first that change most. */
export function factFields(
  facts: readonly FactChange[],
): readonly { readonly label: string; readonly changes: readonly FactChange[] }[] {
  const byField = new Map<string, FactChange[]>();
  for (const fact of facts) {
    const known = byField.get(fact.field);
    if (known === undefined) byField.set(fact.field, [fact]);
    else known.push(fact);
  }
  return [...byField].map(([field, changes]) => ({
    label: fieldLabel(field),
    changes: COUNTS.includes(field) ? [...changes].sort((a, b) => weightOf(b) - weightOf(a)) : changes,
  }));
}

/** By how much a number changes; 0 of what is none. */
function weightOf({ before, after }: FactChange): number {
  const numberOf = (value: FactText | null) => (typeof value === 'number' ? value : 0);
  return Math.abs(numberOf(after) - numberOf(before));
}

/** A field in words: its own where it has some, else its name taken apart: "hiddenSize" is "hidden size". */
function fieldLabel(field: string): string {
  const known = Object.hasOwn(FIELD_LABELS, field) ? FIELD_LABELS[field] : undefined;
  return (
    known ??
    visibleName(field.replace(/([a-z0-9])([A-Z])(?=[a-z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`))
  );
}

/** "MatMul 96 → 48", "36 → 61" of a fact that stands alone, "LlamaForCausalLM added". */
export function factWords({ field, key, before, after }: FactChange): string {
  const name = key === null ? '' : `${visibleName(key.replace(/^ai\.onnx::/, ''))} `;
  if (key !== null && before === null && after === true) return `${name}added`;
  if (key !== null && before === true && after === null) return `${name}gone`;
  return `${name}${factValue(field, before)} → ${factValue(field, after)}`;
}

function factValue(field: string, value: FactText | null): string {
  // Versions and ids are numbers that nobody counts with.
  if (field === 'opsets' || field === 'irVersion') return valueWords(value === null ? null : String(value));
  if (typeof value === 'string' && /^\d{16,}$/.test(value)) return BigInt(value).toLocaleString('en-US');
  return valueWords(value);
}

function valueWords(value: FactText | null): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'number') return figure(value);
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : visible(value, 80);
}

/** "open becomes done", "new, open", "no longer in the plan". */
export function stepWords({ before, after, owner }: StepChange): string {
  const state =
    before === null
      ? `new, ${STATE_LABELS[after ?? 'open']}`
      : after === null
        ? 'no longer in the plan'
        : before === after
          ? null
          : `${STATE_LABELS[before]} becomes ${STATE_LABELS[after]}`;
  const who = (name: string | null) => (name === null ? 'nobody' : visibleName(name));
  return [
    ...(state === null ? [] : [state]),
    ...(owner === null ? [] : [`owner: ${who(owner.before)} → ${who(owner.after)}`]),
  ].join('; ');
}

/** "4 to 9 days", "1 day", "0 days". */
export function daysWords({ minDays, maxDays }: Days): string {
  const [low, high] = [rounded(minDays), rounded(maxDays)];
  return low === high ? `${low} ${low === '1' ? 'day' : 'days'}` : `${low} to ${high} days`;
}

/** Sums of fractions of days, without the dust of binary fractions. */
function rounded(days: number): string {
  return figure(Math.round(days * 100) / 100);
}

/** "ONNX model"; a kind that this release does not know goes by its own name. */
export function kindWords(kind: string): string {
  return (Object.hasOwn(KIND_LABELS, kind) ? KIND_LABELS[kind as ArtifactKind] : undefined) ?? visibleName(kind);
}

/** "3 blockers, 2 warnings and 1 note"; null where there are none. */
export function severityCounts(findings: readonly SavedFinding[]): string | null {
  const of = (severity: SavedFinding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  const parts = [
    [of('blocker'), 'blocker'],
    [of('warning'), 'warning'],
    [of('info'), 'note'],
  ] as const;
  const told = parts.filter(([n]) => n > 0).map(([n, word]) => count(n, word));
  return told.length === 0 ? null : list(told);
}
