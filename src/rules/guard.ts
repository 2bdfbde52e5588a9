import type { Target } from '../model/target';
import type { Knowledge } from '../neuron/knowledge';
import type { Rule, WorkspaceRule } from './rule';

const covered = new WeakMap<Knowledge, Map<string, boolean>>();

/** True where the release covers the target, so that its models can be judged one by one. Every rule asks it of every file. */
export function judges(target: Target, sdk: string, knowledge: Knowledge): boolean {
  const known = covered.get(knowledge) ?? new Map<string, boolean>();
  covered.set(knowledge, known);
  const key = `${target} ${sdk}`;
  const found = known.get(key) ?? (knowledge.ended(target, sdk) === null && knowledge.notBegun(target, sdk) === null);
  known.set(key, found);
  return found;
}

/** The rule, silent for a target whose support has ended or not begun: that is one blocker of its own, and nothing else is worth saying. */
export function whileSupported(rule: Rule): Rule {
  return {
    ...rule,
    check: (context) => (judges(context.target, context.settings.sdk, context.knowledge) ? rule.check(context) : []),
  };
}

/** The same of a rule across files. */
export function acrossWhileSupported(rule: WorkspaceRule): WorkspaceRule {
  return {
    ...rule,
    checkWorkspace: (context) =>
      judges(context.target, context.settings.sdk, context.knowledge) ? rule.checkWorkspace(context) : [],
  };
}
