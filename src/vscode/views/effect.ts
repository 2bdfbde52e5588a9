/** What a cause's fix comes to, in a few words. Pure. */
import type { Cause, FixEffect } from '../../model/cause';
import type { Report } from '../../model/report';
import { TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';

const known = new WeakMap<readonly Cause[], ReadonlyMap<string, Cause>>();

/** "fixes 212 of 240", with the target where that differs by target; null of a note and of what the report has no cause for. */
export function causeEffect({ causes, settings }: Pick<Report, 'causes' | 'settings'>, id: string): string | null {
  const byId = known.get(causes) ?? new Map(causes.map((cause) => [cause.id, cause]));
  known.set(causes, byId);
  const cause = byId.get(id);
  const effects = settings.targets.flatMap((target) => {
    const effect = cause?.fixes[target];
    return effect === undefined ? [] : [{ target, effect }];
  });
  const [first] = effects.toSorted((a, b) => b.effect.n - a.effect.n);
  if (cause === undefined || first === undefined) return null;
  if (cause.fix.kind === 'elsewhere') return t('no fix here helps');
  const { n, of } = first.effect;
  const words = cause.fix.kind === 'trial' ? t('may fix {0} of {1}', n, of) : t('fixes {0} of {1}', n, of);
  const alike = effects.every(({ effect }) => same(effect, first.effect));
  return alike ? words : t('{0} on {1}', words, TARGET_LABELS[first.target]);
}

function same(a: FixEffect, b: FixEffect): boolean {
  return a.n === b.n && a.of === b.of;
}
