/** Asks rules for several targets and gives what they say an identity that does not depend on which targets were selected. */
import type { Pace, RelativePath } from '../model/host';
import { TARGETS, type Target } from '../model/target';
import type { Draft, RuleWords } from '../rules/rule';
import { fingerprint } from './fingerprint';

export interface Drafted {
  readonly artifact: RelativePath;
  readonly draft: Draft;
}

/** A draft with the targets for which a rule says it in the same words. */
export interface Said extends Drafted {
  readonly rule: RuleWords;
  readonly targets: Target[];
  aside: Draft['aside'];
  /** Fingerprint of the finding. */
  readonly identity: string;
}

/**
 * What the rules say for the targets, equal words together. A cause (rule, file, key, severity) that is told in other words for other targets
 * gives several findings: the words for the first of all targets have the plain fingerprint, the others add the first target that they hold for.
 * So a rule that speaks is asked for the targets that were not selected too, and what it says there only decides who comes first.
 */
export async function ask<R extends RuleWords>(
  rules: readonly R[],
  selected: readonly Target[],
  check: (rule: R, target: Target) => readonly Drafted[],
  pace: Pace,
): Promise<Said[]> {
  const found: { target: Target; rule: R; drafted: readonly Drafted[] }[] = [];
  const speaking = new Set<R>();
  // Target by target: what rules share about a model they work out for one target at a time.
  for (const target of selected) {
    for (const rule of rules) {
      await pace.breathe();
      const drafted = check(rule, target);
      if (drafted.length === 0) continue;
      speaking.add(rule);
      found.push({ target, rule, drafted });
    }
  }
  for (const target of TARGETS) {
    if (selected.includes(target)) continue;
    for (const rule of speaking) {
      await pace.breathe();
      found.push({ target, rule, drafted: check(rule, target) });
    }
  }
  return identified(found, selected);
}

function identified(
  found: readonly { target: Target; rule: RuleWords; drafted: readonly Drafted[] }[],
  selected: readonly Target[],
): Said[] {
  const firstOfCause = new Map<string, Target>();
  const firstOfWords = new Map<string, Target>();
  const inOrder = found.toSorted((a, b) => TARGETS.indexOf(a.target) - TARGETS.indexOf(b.target));
  for (const { target, rule, drafted } of inOrder) {
    for (const one of drafted) {
      const cause = causeKey(rule, one);
      if (!firstOfCause.has(cause)) firstOfCause.set(cause, target);
      const words = wordsKey(rule, one);
      if (!firstOfWords.has(words)) firstOfWords.set(words, target);
    }
  }
  const said = new Map<string, Said>();
  for (const { target, rule, drafted } of found) {
    if (!selected.includes(target)) continue;
    for (const one of drafted) {
      const words = wordsKey(rule, one);
      const known = said.get(words);
      if (known !== undefined) {
        if (!known.targets.includes(target)) known.targets.push(target);
        known.aside ??= one.draft.aside;
        continue;
      }
      const first = firstOfWords.get(words);
      const variant = first === firstOfCause.get(causeKey(rule, one)) ? '' : `\0${first}`;
      const identity = fingerprint(rule.id, one.artifact, one.draft.key, `${one.draft.severity}${variant}`);
      said.set(words, { ...one, rule, targets: [target], aside: one.draft.aside, identity });
    }
  }
  return [...said.values()];
}

/** What makes two drafts the same cause, however they put it. */
function causeKey(rule: RuleWords, { artifact, draft }: Drafted): string {
  return [rule.id, artifact, draft.key, draft.severity].join('\0');
}

/** What makes two drafts of several targets one finding. */
function wordsKey(rule: RuleWords, { artifact, draft }: Drafted): string {
  const { key, severity, confidence, action, message, why, remedy } = draft;
  return [rule.id, artifact, key, severity, confidence, action, message, why, remedy].join('\0');
}
