/** Words of a root cause that several formats share. Nothing here is escaped. */
import type { FindingGroup } from './group';

/** How to settle a cause: the action, where the title does not say it already, then what the rule advises. */
export function fixSentences({ messages, action, remedies }: FindingGroup): readonly string[] {
  const advice = remedies.filter((remedy) => remedy.trim() !== '');
  if (messages.length > 1) return advice;
  const [first, ...others] = advice;
  if (first === undefined) return [fullStop(action)];
  const saysAction = first.toLowerCase().startsWith(action.toLowerCase());
  return [saysAction ? first : `${fullStop(action)} ${first}`, ...others];
}

/** How to settle a cause in few words: what its title does not say already. */
export function shortFix({ messages, action, remedies }: FindingGroup): string {
  return messages.length > 1 ? (remedies[0] ?? action) : action;
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
