/** The plan on its own, in every format of the command `plan`. */
import type { Report } from '../model/report';
import { escapeHiddenInJson } from './escape';
import { outlineMarkdown } from './outline-markdown';
import { outlineText } from './outline-text';
import { type PlanFilter, passes, planOutline } from './plan-outline';
import type { TextOptions } from './text/page';

export const PLAN_FORMATS = ['text', 'json', 'markdown'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];

/** The steps that pass the filter. Sums stay those of the whole plan. JSON: {@link Report.plan} with what it was worked out for. */
export function writePlan(
  report: Report,
  format: PlanFormat,
  filter: PlanFilter = {},
  options: TextOptions = {},
): string {
  if (format === 'text') return outlineText(planOutline(report.plan, filter), options);
  if (format === 'markdown') return outlineMarkdown(planOutline(report.plan, filter));
  const { schemaVersion, tool, plan } = report;
  const { targets, sdk, asOf } = report.settings;
  const phases = plan.phases.map((phase) => ({ ...phase, steps: phase.steps.filter((step) => passes(step, filter)) }));
  return escapeHiddenInJson(
    `${JSON.stringify({ schemaVersion, tool, targets, sdk, asOf, plan: { ...plan, phases } }, null, 2)}\n`,
  );
}
