/** Both stand at the root of what is audited. */
export const PLANNER_FILE = 'neuron-migration.yaml';
export const PLAN_FILE = 'neuron-migration.plan.yaml';
