/** What a cause's fix comes to, in a few words. Pure. */
import type { Cause } from '../../model/cause';
import type { Report } from '../../model/report';
import { TARGET_LABELS } from '../../report/words';
import { t } from '../l10n';

const known = new WeakMap<readonly Cause[], ReadonlyMap<string, Cause>>();

/** "fixes 212 of 240", "fixes 1 of 25–26" where only the totals differ by target, else with the target where it fixes most; null of a note and of what the report has no cause for. */
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
  if (effects.some(({ effect }) => effect.n !== n)) {
    return t('{0} on {1}', fixWords(cause, n, String(of)), TARGET_LABELS[first.target]);
  }
  const totals = effects.map(({ effect }) => effect.of);
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  return fixWords(cause, n, least === most ? String(least) : `${least}–${most}`);
}

function fixWords({ fix }: Cause, n: number, of: string): string {
  return fix.kind === 'trial' ? t('may fix {0} of {1}', n, of) : t('fixes {0} of {1}', n, of);
}

/** Where each cause stands among those of its report, whose order says which fixes help most. */
export function causeOrder({ causes }: Pick<Report, 'causes'>): ReadonlyMap<string, number> {
  return new Map(causes.map(({ id }, at) => [id, at]));
}
