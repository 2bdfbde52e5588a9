import type { Report } from '../model/report';
import { coverageSentence, nothingToAudit, unreadArtifacts } from './coverage';
import { DECISION_LABELS, decide, refutedCauses } from './decision';
import { afterEveryFix, type ShownCause, shownCauses } from './effects';
import { visible, visibleName, visibleTitle } from './escape';
import { nothingFound, scope, stamp } from './headings';
import { planSentence, planSummary } from './plan-words';
import { pathsWords } from './route-words';
import { fullLines, refutedLines, shortLines, waivedLines } from './text/causes';
import { createPage, type Page, type TextOptions } from './text/page';
import { matrixLines, needLines, routeLines } from './text/routes';
import { count, STATUS_LABELS, TARGET_LABELS, targetList, VERDICT_LABELS, VERDICT_MEANINGS } from './words';

const VERDICT_STYLE = { ready: 'green', attention: 'yellow', unknown: 'dim', blocked: 'red' } as const;
/** Unread files named one by one; the others are counted. */
const UNREAD_LISTED = 50;
const FITS = 8;
/** Blockers named at the top; the others are counted. */
const IN_THE_WAY = 6;

/**
 * The report for a terminal: the verdict of each target, what blocks and the routes in a line each, then blockers by root cause, warnings, notes in a
 * line each, what the routes need, the plan in figures, coverage, knowledge. Plain unless `color` is set; ANSI codes then touch our own words only.
 */
export function text(report: Report, options: TextOptions = {}): string {
  const page = createPage(options);
  page.paragraph(`Neuron migration audit: ${visible(scope(report))}`);
  page.gap();
  verdicts(page, report);
  if (nothingToAudit(report)) for (const sentence of nothingFound(report)) page.paragraph(sentence);
  const causes = shownCauses(report);
  inTheWay(page, causes);
  routeLines(page, report);
  findings(page, report, causes);
  needLines(page, report);
  matrixLines(page, report);
  figures(page, report);
  plan(page, report);
  coverage(page, report);
  page.heading('Knowledge');
  for (const sentence of stamp(report)) page.paragraph(visible(sentence));
  return page.toString();
}

function verdicts(page: Page, report: Report): void {
  for (const { target, verdict, decision, reason } of decide(report)) {
    const label = page.paint(VERDICT_STYLE[verdict], VERDICT_LABELS[verdict].padEnd(9));
    const prefix = `${page.paint('bold', TARGET_LABELS[target])}  ${label}  `;
    const after = afterEveryFix(report, target);
    const words = `${DECISION_LABELS[decision]}. ${reason}${after === null ? '' : ` ${after}.`}`;
    page.hanging(prefix, words, 'Trn2  Attention  '.length);
  }
  page.gap();
  if (Object.values(report.verdicts).includes('unknown')) page.paragraph(VERDICT_MEANINGS.unknown);
  for (const sentence of report.coverage.cutShort ?? [])
    page.paragraph(`The audit was cut short: ${visible(sentence)}`);
  page.gap();
}

/** The blockers in a line each, so that the first screen is enough to decide. */
function inTheWay(page: Page, causes: readonly ShownCause[]): void {
  const blockers = causes.filter((cause) => cause.severity === 'blocker');
  if (blockers.length === 0) return;
  page.heading('Stands in the way', 'red');
  for (const [index, { title, targets }] of blockers.slice(0, IN_THE_WAY).entries())
    page.hanging(`${index + 1}.`.padEnd(4), `${visibleTitle(title)} (${targetList(targets)})`, 4);
  if (blockers.length > IN_THE_WAY) page.item(`and ${count(blockers.length - IN_THE_WAY, 'more blocker')} below`);
}

function findings(page: Page, report: Report, causes: readonly ShownCause[]): void {
  const blockers = causes.filter((cause) => cause.severity === 'blocker');
  const warnings = causes.filter((cause) => cause.severity === 'warning');
  const notes = causes.filter((cause) => cause.severity === 'info');
  if (blockers.length > 0) page.heading(`Blockers: ${count(blockers.length, 'cause')}`, 'red');
  fullLines(page, blockers, 1, report.settings.sdk);
  if (warnings.length > 0) page.heading(`Warnings: ${count(warnings.length, 'cause')}`, 'yellow');
  fullLines(page, warnings, blockers.length + 1, report.settings.sdk);
  if (notes.length > 0) page.heading(`Notes: ${count(notes.length, 'cause')}`);
  shortLines(page, notes);
  refutedLines(page, refutedCauses(report));
  waivedLines(page, report);
}

/** Fit and cost in a line each; `neuron-migration fit` and `cost` have them in full. */
function figures(page: Page, { fit, cost }: Report): void {
  if (fit.length > 0) page.heading('Fit');
  const told = fit.filter(({ targets }) => targets.some(({ verdict }) => verdict !== 'unknown'));
  for (const { subject, targets } of told.slice(0, FITS))
    for (const { target, answer } of targets)
      page.item(
        `${visibleTitle(subject.name)}, ${pathsWords(subject.paths, visibleName)}, on ${TARGET_LABELS[target]}: ${visible(answer)}`,
      );
  const more = fit.length - Math.min(told.length, FITS);
  if (more > 0)
    page.item(
      `${count(more, 'more model')} in the JSON report, ${count(fit.length - told.length, 'of them', 'of them')} without an answer`,
    );
  if (cost === null) return;
  page.heading('Cost');
  page.paragraph(
    `Saved each month: ${visible(cost.saving.shown)}${cost.saving.reason === null ? '' : `. ${visible(cost.saving.reason)}`}`,
  );
}

function plan(page: Page, report: Report): void {
  const lines = planSummary(report.plan);
  if (lines.length === 0) return;
  page.heading('Plan');
  page.paragraph(planSentence(report.plan) ?? 'Every step is settled.');
  page.gap();
  const width = Math.max(...lines.map(({ title }) => title.length));
  for (const { title, states } of lines) page.hanging(`${title.padEnd(width)}  `, states, width + 2);
}

function coverage(page: Page, report: Report): void {
  page.heading('Coverage');
  page.paragraph(coverageSentence(report));
  const unread = unreadArtifacts(report);
  for (const { path, status, reason } of unread.slice(0, UNREAD_LISTED)) {
    page.item(`${visibleName(path)}: ${STATUS_LABELS[status]}. ${visible(reason ?? '')}`.trimEnd());
  }
  if (unread.length > UNREAD_LISTED)
    page.item(`and ${count(unread.length - UNREAD_LISTED, 'more file')}; the JSON report names them all`);
  for (const note of report.coverage.notes) page.item(visible(note));
}
