import type { Knowledge } from './knowledge';
import type { KnowledgeData } from './schema';
import { holds } from './version';

/** Queries on formulas of batch sizes, and on how routes compile for several lengths. */
export function batchingQueries({
  formulas,
  bucketing,
}: Pick<KnowledgeData, 'formulas' | 'bucketing'>): Pick<Knowledge, 'formula' | 'bucketing'> {
  return {
    formula(id) {
      const formula = formulas.find((entry) => entry.id === id);
      if (!formula) throw new Error(`formulas.json does not know ${id}`);
      return formula;
    },
    bucketing: (route, sdk) => bucketing.find((entry) => entry.route === route && holds(entry, sdk)) ?? null,
  };
}
