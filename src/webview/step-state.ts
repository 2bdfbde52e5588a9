import type { StepState } from '../model/plan';
import type { IconName } from './icons';

export const STATE_ICON = {
  open: 'open',
  doing: 'doing',
  done: 'ready',
  waived: 'waived',
  obsolete: 'open',
} as const satisfies Record<StepState, IconName>;
