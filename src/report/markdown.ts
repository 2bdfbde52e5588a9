import type { Report } from '../model/report';
import type { Target } from '../model/target';
import { daysWords } from './amounts';
import { coverageSentence, nothingToAudit, unreadArtifacts } from './coverage';
import { DECISION_LABELS, decide, headline, refutedCauses, summary } from './decision';
import { afterEveryFix, type ShownCause, shownCauses } from './effects';
import { escapeMarkdown, markdownCode, NAME_LIMIT, TITLE_LIMIT } from './escape';
import { nothingFound, scope, stamp } from './headings';
import { causeItem, noteItem, refutedItem, waivedItem } from './markdown/causes';
import { bucketItem, costHeading, costItems, costTable, fitRows } from './markdown/figures';
import { flipItem, needItem, routeRows } from './markdown/routes';
import { firstSteps, planSentence, planSummary } from './plan-words';
import { routeGroups, routeNeeds } from './route-groups';
import { flipLines } from './route-words';
import { waivedCauses } from './waived';
import { count, STATE_LABELS, STATUS_LABELS, TARGET_LABELS, VERDICT_LABELS, VERDICT_MEANINGS } from './words';

/** GitHub refuses comments with more characters. */
export const COMMENT_LIMIT = 65_536;
/** Steps named under what comes first. */
const FIRST = 3;
/** Entries of each list, tried in turn until the report fits a comment. */
const LIST_LENGTHS = [40, 20, 10, 5, 2, 1] as const;
/** Room for the sentence that says what was left out. */
const RESERVE = 400;

/**
 * The report for a pull-request comment: a decision per target, what comes first, blockers with remedy and sources, warnings, and folded away the
 * notes, fit, cost, waivers, plan and coverage. Long lists are shortened until the whole fits {@link COMMENT_LIMIT}, then folds are left out from
 * the end; a sentence under the decision says so and where the rest is.
 */
export function markdown(report: Report): string {
  const causes = shownCauses(report);
  for (const length of LIST_LENGTHS) {
    const page = write(report, causes, length);
    const written = joined(page, length < LIST_LENGTHS[0] ? shortened(length) : null);
    if (written.length <= COMMENT_LIMIT) return written;
  }
  const page = write(report, causes, 1);
  const rest = [...page.rest];
  const room = COMMENT_LIMIT - page.decision.join('\n\n').length - RESERVE;
  while (rest.join('\n\n').length > room) rest.pop();
  return joined(
    { ...page, rest },
    `${shortened(1)} ${count(page.rest.length - rest.length, 'section')} at the end did not fit.`,
  );
}

interface MarkdownPage {
  readonly decision: readonly string[];
  readonly rest: readonly string[];
}

function joined({ decision, rest }: MarkdownPage, note: string | null): string {
  return `${[...decision, ...(note === null ? [] : [`*${note}*`]), ...rest].join('\n\n')}\n`;
}

function shortened(length: number): string {
  return `To fit a comment, each list is cut to ${count(length, 'entry', 'entries')} and counts the others; the HTML and JSON reports hold all of them.`;
}

function write(report: Report, causes: readonly ShownCause[], length: number): MarkdownPage {
  const of = (severity: string) => causes.filter((cause) => cause.severity === severity);
  const items = <T>(entries: readonly T[], item: (entry: T) => string): string => listOf(entries, item, length);
  const inFull = (cause: ShownCause) => causeItem(cause, report.settings.sdk);
  const [blockers, warnings, notes] = [of('blocker'), of('warning'), of('info')];
  const [refuted, waived] = [refutedCauses(report), waivedCauses(report)];
  const decision = [
    `## ${escapeMarkdown(headline(report))}`,
    escapeMarkdown(`Neuron migration audit: ${scope(report)}`),
    decisions(report),
    ...(nothingToAudit(report)
      ? nothingFound(report).map((sentence) => escapeMarkdown(sentence))
      : [escapeMarkdown([summary(report), planSentence(report.plan) ?? ''].join(' '))]),
    ...(report.coverage.cutShort ?? [])
      .slice(0, length)
      .map((s) => `**The audit was cut short.** ${escapeMarkdown(s)}`),
  ];
  const rest = [
    ...(blockers.length > 0 ? [`### Blockers (${blockers.length})`, items(blockers, inFull)] : []),
    ...first(report, causes),
    ...(warnings.length > 0 ? [`### Warnings (${warnings.length})`, items(warnings, inFull)] : []),
    ...(notes.length > 0 ? [folded(`Notes (${notes.length})`, items(notes, noteItem))] : []),
    ...(refuted.length > 0 ? [folded(`Refuted by a run (${refuted.length})`, items(refuted, refutedItem))] : []),
    ...(waived.length > 0 ? [folded(`Waived (${waived.length})`, items(waived, waivedItem))] : []),
    ...routes(report, items),
    ...releases(report, items),
    ...fitTable(report, items),
    ...buckets(report, items),
    ...cost(report, items),
    ...plan(report),
    folded(`Coverage: ${coverageSentence(report)}`, coverage(report, items)),
    escapeMarkdown(stamp(report).join(' ')),
  ];
  return { decision, rest };
}

/** Steps that can begin now, with who has them. */
function first({ plan }: Report, causes: readonly ShownCause[]): string[] {
  const steps = firstSteps(plan, causes);
  if (steps.length === 0) return [];
  const lines = steps
    .slice(0, FIRST)
    .map(
      ({ title, owner, state, effort }) =>
        `- ${escapeMarkdown(title, TITLE_LIMIT)}: ${owner === null ? 'nobody yet' : escapeMarkdown(owner, NAME_LIMIT)}, ${STATE_LABELS[state]}, ${daysWords(effort)}`,
    );
  return [
    `### First (${Math.min(steps.length, FIRST)} of ${count(steps.length, 'step')} that can begin)`,
    lines.join('\n'),
  ];
}

function fitTable(report: Report, items: Items): string[] {
  const rows = fitRows(report.fit);
  if (rows.length === 0) return [];
  return [folded('Fit', `| Model | Target | Fits | Why |\n| --- | --- | --- | --- |\n${items(rows, (row) => row)}`)];
}

function buckets({ batching }: Report, items: Items): string[] {
  return batching.plans.length === 0 ? [] : [folded('Buckets', items(batching.plans, bucketItem))];
}

function cost({ cost: sums }: Report, items: Items): string[] {
  if (sums === null) return [];
  const lines = items(costItems(sums), (line) => line);
  return [folded(costHeading(sums), `${costTable(sums)}${lines === '' ? '' : `\n\n${lines}`}`)];
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
  const lines = phases.map(({ title, states }) => `- ${escapeMarkdown(title)}: ${escapeMarkdown(states)}`);
  return [folded('Plan', `${lines.join('\n')}\n\n${escapeMarkdown(report.plan.effortNote)}`)];
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
