/** The planner file, as `planner/names.ts` calls it. */
export const PLANNER_FILE = 'neuron-migration.yaml';
