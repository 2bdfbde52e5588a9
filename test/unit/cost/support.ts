import assert from 'node:assert/strict';
import { costOf } from '../../../src/cost/cost-report';
import type { CostInput, CostReport } from '../../../src/model/cost';
import { readPlannerFile } from '../../../src/planner/planner-file';

export const DAY = '2026-11-22';

/** The costs of a planner file whose key `cost` holds these lines. */
export function entered(lines: string): CostInput {
  const { cost } = readPlannerFile(`cost:\n${lines.replaceAll(/^(?=.)/gm, '  ')}`, 'neuron-migration.yaml');
  assert.ok(cost, 'no costs were read');
  return cost;
}

export function costs(lines: string, asOf = DAY): CostReport {
  return costOf(entered(lines), asOf);
}

/** Of a side: 0 is the current one, 1 the Neuron one. */
export function side(report: CostReport, index: 0 | 1): CostReport['sides'][number] {
  const found = report.sides[index];
  assert.ok(found);
  return found;
}

/** "kind where" of every problem. */
export function problems(report: CostReport): string[] {
  return report.problems.map(({ kind, where }) => `${kind} ${where}`);
}

/** The message of the problem there. */
export function message(report: CostReport, where: string): string {
  return report.problems.find((problem) => problem.where === where)?.message ?? 'no problem';
}
