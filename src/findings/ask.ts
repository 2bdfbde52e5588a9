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

/** What one rule drafted for one target. */
interface Asked<R> {
  readonly rule: R;
  readonly target: Target;
  readonly drafted: readonly Drafted[];
}

/**
 * What the rules say for the targets, equal words together. A cause (rule, file, key, severity) that is told in other words for other targets
 * gives several findings: the words for the first of all targets have the plain fingerprint, the others add the first target that they hold for.
 * Which words go together is decided as if every target were selected, so that a selection changes no fingerprint: a rule that speaks is asked for
 * all of them.
 *
 * @param check Given the targets that count as selected.
 */
export async function ask<R extends RuleWords>(
  rules: readonly R[],
  selected: readonly Target[],
  check: (rule: R, target: Target, selected: readonly Target[]) => readonly Drafted[],
  pace: Pace,
): Promise<Said[]> {
  const found = await askAll(rules, selected, (rule, target) => check(rule, target, selected), pace);
  const speaking = rules.filter((rule) => found.some((asked) => asked.rule === rule));
  const everywhere =
    selected.length === TARGETS.length
      ? found
      : await askAll(speaking, TARGETS, (rule, target) => check(rule, target, TARGETS), pace);
  return merged(found, firstTargets(everywhere));
}

/** Target by target: what rules share about a model they work out for one target at a time. */
async function askAll<R extends RuleWords>(
  rules: readonly R[],
  targets: readonly Target[],
  check: (rule: R, target: Target) => readonly Drafted[],
  pace: Pace,
): Promise<Asked<R>[]> {
  const found: Asked<R>[] = [];
  for (const target of targets) {
    for (const rule of rules) {
      await pace.breathe();
      const drafted = check(rule, target);
      if (drafted.length > 0) found.push({ target, rule, drafted });
    }
  }
  return found;
}

/** Of each cause and target the first target that is told the same; null where that is the first of all. */
function firstTargets(everywhere: readonly Asked<RuleWords>[]): ReadonlyMap<string, Target | null> {
  const firstOfCause = new Map<string, Target>();
  const firstOfWords = new Map<string, Target>();
  const first = new Map<string, Target | null>();
  for (const { target, rule, drafted } of everywhere) {
    for (const one of drafted) {
      const cause = causeKey(rule, one);
      const words = wordsKey(rule, one);
      if (!firstOfCause.has(cause)) firstOfCause.set(cause, target);
      if (!firstOfWords.has(words)) firstOfWords.set(words, target);
      const same = firstOfWords.get(words) ?? target;
      first.set(`${cause}\0${target}`, same === firstOfCause.get(cause) ? null : same);
    }
  }
  return first;
}

function merged(found: readonly Asked<RuleWords>[], first: ReadonlyMap<string, Target | null>): Said[] {
  const said = new Map<string, Said>();
  for (const { target, rule, drafted } of found) {
    for (const one of drafted) {
      const words = wordsKey(rule, one);
      const known = said.get(words);
      if (known !== undefined) {
        if (!known.targets.includes(target)) known.targets.push(target);
        known.aside ??= one.draft.aside;
        continue;
      }
      const variant = first.get(`${causeKey(rule, one)}\0${target}`) ?? null;
      const severity = variant === null ? one.draft.severity : `${one.draft.severity}\0${variant}`;
      const identity = fingerprint(rule.id, one.artifact, one.draft.key, severity);
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
