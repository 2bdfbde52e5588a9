import { version } from '../package.json';

/** Who writes the reports. */
export const TOOL = { name: 'neuron-migration-planner', version } as const;
