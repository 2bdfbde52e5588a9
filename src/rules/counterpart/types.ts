import type { Settings } from '../../model/settings';
import type { Target } from '../../model/target';
import type { Knowledge } from '../../neuron/knowledge';

export interface CounterpartContext {
  readonly settings: Pick<Settings, 'targets' | 'sdk' | 'workload'>;
  readonly knowledge: Knowledge;
}

export interface Answer {
  /** What is spoken of, as it is written. */
  readonly subject: string;
  /** Sentences, the answer first. */
  readonly words: readonly string[];
  /** Ids in `neuron/data/sources.json`. */
  readonly sources: readonly string[];
}

/** Targets of which the same is said together, in the order of the targets. */
export function alike<T>(
  targets: readonly Target[],
  say: (target: Target) => T | null,
  keyOf: (said: T) => string,
): readonly { readonly targets: readonly Target[]; readonly said: T }[] {
  const groups = new Map<string, { targets: Target[]; said: T }>();
  for (const target of targets) {
    const said = say(target);
    if (said === null) continue;
    const known = groups.get(keyOf(said));
    if (known === undefined) groups.set(keyOf(said), { targets: [target], said });
    else known.targets.push(target);
  }
  return [...groups.values()];
}
