/** Both stand at the root of what is audited. */
export const PLANNER_FILE = 'neuron-migration.yaml';
export const PLAN_FILE = 'neuron-migration.plan.yaml';

/** A larger plan file is not read. */
export const MAX_PLAN_BYTES = 1024 * 1024;
