/** Words of a root cause that several formats share. Nothing here is escaped. */
import type { ObservedMark } from '../model/observed';
import type { Target } from '../model/target';
import type { FindingGroup } from './group';
import { figure, targetList } from './words';

/** How to settle a cause: the action, where the title does not say it already, then what the rule advises. */
export function fixSentences({ messages, action, remedies }: FindingGroup): readonly string[] {
  const advice = remedies.filter((remedy) => remedy.trim() !== '');
  if (messages.length > 1) return advice;
  const [first, ...others] = advice;
  if (first === undefined) return [fullStop(action)];
  if (first.toLowerCase().startsWith(action.toLowerCase())) return advice;
  return others.length > 0 ? [fullStop(action), ...advice] : [`${fullStop(action)} ${first}`];
}

/** How to settle a cause in few words: what its title does not say already. */
export function shortFix({ messages, action, remedies }: FindingGroup): string {
  return messages.length > 1 ? (remedies[0] ?? action) : action;
}

/** Longest title and fix on the page of the decision, in UTF-16 code units. */
const BRIEF = 110;

/** A cause and its fix for a page with little room: the action stands for a long title, the first clause of the advice for a long fix. */
export function briefWords(cause: FindingGroup): { readonly title: string; readonly fix: string } {
  const brief = cause.title.length <= BRIEF;
  const fix = brief ? shortFix(cause) : (cause.remedies[0] ?? cause.action);
  if (fix.length <= BRIEF) return { title: brief ? cause.title : cause.action, fix };
  const [clause = fix] = fix.split(/(?<=[^.][.;:]) /, 1);
  return { title: brief ? cause.title : cause.action, fix: clause.replace(/[;:]$/, '.') };
}

/** Messages, one of each kind before those that differ from it only in figures. */
export function messagesByKind(messages: readonly string[]): readonly string[] {
  const kinds = new Map<string, string>();
  for (const message of messages) {
    const kind = message.replace(/\d+/g, '0');
    if (!kinds.has(kind)) kinds.set(kind, message);
  }
  return [...new Set([...kinds.values(), ...messages])];
}

export const OBSERVED_LABELS: Readonly<Record<ObservedMark['state'], string>> = {
  confirmed: 'Confirmed',
  refuted: 'Refuted',
  'not-observed': 'Not observed',
};

/** Outputs named one by one; the others are counted. */
const OUTPUTS_NAMED = 3;

/** What outputs of Neuron's own tools say of the findings, each named with its file: "Confirmed: 'compile.log' shows NCC_EVRF013." */
export function observedSentences({ findings }: FindingGroup): readonly string[] {
  return (Object.keys(OBSERVED_LABELS) as ObservedMark['state'][]).flatMap((state) => {
    const words = new Set(findings.flatMap(({ observed }) => (observed?.state === state ? [observed.words] : [])));
    const more = words.size > OUTPUTS_NAMED ? ` And ${figure(words.size - OUTPUTS_NAMED)} more.` : '';
    return words.size === 0
      ? []
      : [`${OBSERVED_LABELS[state]}: ${[...words].slice(0, OUTPUTS_NAMED).join(' ')}${more}`];
  });
}

/** The messages by kind, one that holds for some targets only behind their names where it names none itself. */
export function messageSentences({ messages, findings, targets }: FindingGroup): readonly string[] {
  const on = new Map<string, Set<Target>>();
  for (const finding of findings) {
    const own = on.get(finding.message) ?? new Set();
    on.set(finding.message, own);
    for (const target of finding.targets) own.add(target);
  }
  return messagesByKind(messages).map((message) => {
    const own = targets.filter((target) => on.get(message)?.has(target) ?? true);
    return own.length === targets.length || /\b(?:Inf|Trn)\d\b/.test(message)
      ? message
      : `${targetList(own)}: ${message}`;
  });
}

/** Which of the findings an earlier report holds, or null where none. */
export function baselineNote({ findings }: FindingGroup): string | null {
  const known = findings.filter((finding) => finding.baseline).length;
  if (known === 0) return null;
  const all = known === findings.length;
  return all ? 'already in the baseline' : `${known} of ${findings.length} findings already in the baseline`;
}

function fullStop(sentence: string): string {
  return /[.?:]$/.test(sentence) ? sentence : `${sentence}.`;
}
