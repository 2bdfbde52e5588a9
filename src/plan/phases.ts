import type { PhaseId } from '../model/plan';

export const PHASE_TITLES: Readonly<Record<PhaseId, string>> = {
  'proof-of-concept': 'Proof of concept',
  validation: 'Performance validation',
  integration: 'Operational integration',
  cost: 'Cost modelling',
  'scale-out': 'Scale out',
};
