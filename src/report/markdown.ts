import type { Report } from '../model/report';
import type { Target } from '../model/target';
import { coverageSentence, nothingToAudit, unreadArtifacts } from './coverage';
import { DECISION_LABELS, decide, headline, refutedCauses } from './decision';
import { afterEveryFix, type ShownCause, shownCauses } from './effects';
import { escapeMarkdown, markdownCode } from './escape';
import { nothingFound, scope, stamp } from './headings';
import { causeItem, noteItem, refutedItem, waivedItem } from './markdown/causes';
import { flipItem, needItem, routeRows } from './markdown/routes';
import { planSummary } from './plan-words';
import { routeGroups, routeNeeds } from './route-groups';
import { flipLines } from './route-words';
import { waivedCauses } from './waived';
import { count, STATUS_LABELS, TARGET_LABELS, VERDICT_LABELS, VERDICT_MEANINGS } from './words';

/** GitHub refuses comments with more characters. */
export const COMMENT_LIMIT = 65_536;
/** Entries of each list, tried in turn until the report fits a comment. */
const LIST_LENGTHS = [40, 20, 10, 5, 2, 1] as const;

/**
 * The report for a pull-request comment: a decision per target, blockers with remedy and sources, warnings, and folded away the
 * notes, waivers, plan and coverage. Long lists are shortened, and say so, until the whole fits {@link COMMENT_LIMIT}.
 */
export function markdown(report: Report): string {
  const causes = shownCauses(report);
  let page = '';
  for (const length of LIST_LENGTHS) {
    page = write(report, causes, length);
    if (page.length <= COMMENT_LIMIT) break;
  }
  return page;
}

function write(report: Report, causes: readonly ShownCause[], length: number): string {
  const of = (severity: string) => causes.filter((cause) => cause.severity === severity);
  const items = <T>(entries: readonly T[], item: (entry: T) => string): string => listOf(entries, item, length);
  const inFull = (cause: ShownCause) => causeItem(cause, report.settings.sdk);
  const [blockers, warnings, notes] = [of('blocker'), of('warning'), of('info')];
  const [refuted, waived] = [refutedCauses(report), waivedCauses(report)];
  const blocks = [
    `## ${escapeMarkdown(headline(report))}`,
    escapeMarkdown(`Neuron migration audit: ${scope(report)}`),
    decisions(report),
    ...(nothingToAudit(report) ? nothingFound(report).map((sentence) => escapeMarkdown(sentence)) : []),
    ...(report.coverage.cutShort ?? [])
      .slice(0, length)
      .map((s) => `**The audit was cut short.** ${escapeMarkdown(s)}`),
    ...(blockers.length > 0 ? [`### Blockers (${blockers.length})`, items(blockers, inFull)] : []),
    ...(warnings.length > 0 ? [`### Warnings (${warnings.length})`, items(warnings, inFull)] : []),
    ...(notes.length > 0 ? [folded(`Notes (${notes.length})`, items(notes, noteItem))] : []),
    ...(refuted.length > 0 ? [folded(`Refuted by a run (${refuted.length})`, items(refuted, refutedItem))] : []),
    ...(waived.length > 0 ? [folded(`Waived (${waived.length})`, items(waived, waivedItem))] : []),
    ...routes(report, items),
    ...releases(report, items),
    ...plan(report),
    folded(`Coverage: ${coverageSentence(report)}`, coverage(report, items)),
    escapeMarkdown(stamp(report).join(' ')),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function decisions(report: Report): string {
  const after = (target: Target) => {
    const words = afterEveryFix(report, target);
    return words === null ? '' : ` ${words}.`;
  };
  const rows = decide(report).map(
    ({ target, verdict, decision, reason }) =>
      `| ${TARGET_LABELS[target]} | ${VERDICT_LABELS[verdict]} | ${DECISION_LABELS[decision]} | ${escapeMarkdown(reason)}${after(target)} |`,
  );
  const unknown = Object.values(report.verdicts).includes('unknown') ? `\n\n${VERDICT_MEANINGS.unknown}` : '';
  return `| Target | Verdict | Decision | Why |\n| --- | --- | --- | --- |\n${rows.join('\n')}${unknown}`;
}

function routes(report: Report, items: Items): string[] {
  const groups = routeGroups(report);
  if (groups.length === 0) return [];
  const table = `| Model | Target | Route |\n| --- | --- | --- |\n${items(routeRows(groups), (row) => row)}`;
  const needs = items(routeNeeds(groups), needItem);
  return [folded('Routes', needs === '' ? table : `${table}\n\nWhat the routes need:\n\n${needs}`)];
}

function releases(report: Report, items: Items): string[] {
  const lines = flipLines(report);
  return lines.length === 0 ? [] : [folded('Other releases and flags', items(lines, flipItem))];
}

function plan(report: Report): string[] {
  const phases = planSummary(report.plan);
  if (phases.length === 0) return [];
  return [folded('Plan', phases.map(({ title, states }) => `- ${escapeMarkdown(title)}: ${states}`).join('\n'))];
}

type Items = <T>(entries: readonly T[], item: (entry: T) => string) => string;

function coverage(report: Report, items: Items): string {
  const unread = items(
    unreadArtifacts(report),
    ({ path, status, reason }) => `- ${markdownCode(path)}: ${STATUS_LABELS[status]}. ${escapeMarkdown(reason ?? '')}`,
  );
  const notes = items(report.coverage.notes, (note) => `- ${escapeMarkdown(note)}`);
  return [unread, notes].filter((part) => part !== '').join('\n') || 'Every file was read in full.';
}

function listOf<T>(entries: readonly T[], item: (entry: T) => string, length: number): string {
  const lines = entries.slice(0, length).map(item);
  if (entries.length > length)
    lines.push(`- and ${count(entries.length - length, 'more', 'more')}, in the JSON report`);
  return lines.join('\n');
}

/** `summary` is our own words. */
function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
