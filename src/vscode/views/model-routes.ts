/** The routes of a model as rows of the models view. Pure. */
import type { RouteFit, RouteOption, RouteState, RoutesOf } from '../../model/routes';
import { visible } from '../../report/escape';
import { t } from '../l10n';
import { joined, type NodeIcon, type TreeNode, VERDICT_ICONS } from './node';

/** "TorchNeuron (beta)"; null where no route is known. */
export function takenRoute({ options, take }: RoutesOf): string | null {
  const taken = options.find(({ route }) => route === take);
  if (taken === undefined) return null;
  const state = taken.state === null || taken.state === 'current' ? null : stateWord(taken.state);
  return state === null ? taken.label : t('{0} ({1})', taken.label, state);
}

/** A row for each route, the one to take first; the tooltip says why, and what it needs. */
export function routeNodes(parent: string, { options, take }: RoutesOf): readonly TreeNode[] {
  return options
    .toSorted((a, b) => Number(b.route === take) - Number(a.route === take))
    .map((option): TreeNode => {
      const taken = option.route === take;
      const { label, state, reason, needs } = option;
      const description = joined([
        state === null || state === 'current' ? null : stateWord(state),
        taken ? t('the one to take') : fitWord(option.fit),
      ]);
      return {
        id: `${parent}#${option.route}`,
        label,
        description,
        tooltip: [reason, ...(needs === null ? [] : [needs.words])].map((words) => visible(words)).join('\n\n'),
        icon: iconOf(option, taken),
        spoken: t('{0}: {1}', label, joined([description, visible(reason)])),
        context: 'route',
        children: [],
      };
    });
}

function iconOf({ fit }: RouteOption, taken: boolean): NodeIcon {
  if (taken) return { id: 'check', color: 'testing.iconPassed' };
  if (fit === 'unavailable' || fit === 'inapplicable') return { id: 'circle-slash' };
  return fit === 'undocumented' || fit === 'limited' ? VERDICT_ICONS.unknown : { id: 'circle-outline' };
}

function stateWord(state: RouteState): string {
  switch (state) {
    case 'current':
      return t('current');
    case 'beta':
      return t('beta');
    case 'maintenance':
      return t('maintenance');
    case 'ended':
      return t('ended');
    case 'third-party':
      return t('third party');
    default:
      return state satisfies never;
  }
}

function fitWord(fit: RouteFit): string {
  switch (fit) {
    case 'documented':
      return t('documented for it');
    case 'code':
      return t('in its code, not documented');
    case 'any':
      return t('takes any model');
    case 'limited':
      return t('outside its limits');
    case 'undocumented':
      return t('not documented for it');
    case 'inapplicable':
      return t('not for such a model');
    case 'unavailable':
      return t('not there');
    default:
      return fit satisfies never;
  }
}
