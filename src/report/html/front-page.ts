/** Page one: the decision, what stands in its way, what comes first, and how much was seen. Prints on one sheet. */
import type { Step } from '../../model/plan';
import type { Report } from '../../model/report';
import type { Verdict } from '../../model/target';
import { daysWords } from '../amounts';
import { briefWords } from '../cause-words';
import { coverageSentence, nothingToAudit, unreadArtifacts } from '../coverage';
import { DECISION_LABELS, type Decision, decide, summary, type TargetDecision } from '../decision';
import { afterEveryFix, type ShownCause } from '../effects';
import { firstPlaces } from '../group';
import { nothingFound } from '../headings';
import { firstSteps, planSentence, stepsByFinding } from '../plan-words';
import { waivedCauses, waivedUntil } from '../waived';
import { capital, count, STATE_LABELS, STATUS_LABELS, TARGET_LABELS, VERDICT_LABELS, VERDICT_MEANINGS } from '../words';
import { shortPlace } from './causes';
import { effortChart } from './effort';
import { frontMatrix } from './front-matrix';
import { glyph, SEVERITY_GLYPHS } from './glyphs';
import { html, type Markup, NOTHING, name, title, when } from './markup';
import { type Sources, sourceNumbers } from './sources';
import { stepAnchor } from './step-anchor';

const CAUSES_SHOWN = 4;
const STEPS_SHOWN = 4;
/** The cause itself cites all of them. */
const SOURCES_SHOWN = 3;
const WAIVERS_SHOWN = 3;
const UNREAD_SHOWN = 3;

/** `anchor` gives the id under which a cause is shown in full. */
export interface FrontPage {
  readonly report: Report;
  readonly causes: readonly ShownCause[];
  readonly sources: Sources;
  readonly anchor: (cause: ShownCause) => string | null;
}

export function frontPage(page: FrontPage): Markup {
  const { report } = page;
  const unknown = Object.values(report.verdicts).includes('unknown');
  return html`<section class="front" aria-label="Decision">
${lead(report)}
<h2>Decision per target</h2>
<ul class="decisions">${decide(report).map((decision) => decisionCard(decision, afterEveryFix(report, decision.target)))}</ul>
${when(unknown, () => html`<p class="quiet">${VERDICT_MEANINGS.unknown}</p>`)}
${causeTable(page)}
${frontMatrix(report)}
${stepTable(page)}
<div class="three">${effortBox(report)}${waiverBox(report)}${coverageBox(report)}</div>
</section>`;
}

function lead(report: Report): Markup {
  const plan = planSentence(report.plan);
  const sentences = nothingToAudit(report)
    ? nothingFound(report).join(' ')
    : [summary(report), ...(plan === null ? [] : [plan])].join(' ');
  const cut = report.coverage.cutShort ?? [];
  return html`<p class="lead">${sentences}</p>
${when(cut.length > 0, () => html`<p class="alert">${glyph('attention')}<span><b>The audit was cut short.</b> ${cut.map((sentence) => html`${sentence} `)}</span></p>`)}
${when(report.knowledge.stale !== null, () => html`<p class="alert">${glyph('unknown')}<span>${report.knowledge.stale ?? ''}</span></p>`)}`;
}

const DECISION_GLYPHS: Readonly<Record<Decision, Verdict>> = {
  go: 'ready',
  conditional: 'attention',
  undecided: 'unknown',
  'no-go': 'blocked',
};

function decisionCard({ target, verdict, decision, reason }: TargetDecision, after: string | null): Markup {
  return html`<li><p class="target">${TARGET_LABELS[target]} <span class="quiet">${VERDICT_LABELS[verdict]}</span></p>
<p class="word">${glyph(DECISION_GLYPHS[decision])}${DECISION_LABELS[decision]}</p><p>${reason}</p>${when(after !== null, () => html`<p class="after">${after ?? ''}</p>`)}</li>
`;
}

/** The blockers; where there are few, the first warnings after them. */
function causeTable(page: FrontPage): Markup {
  const blockers = page.causes.filter(({ severity }) => severity === 'blocker');
  const warnings = page.causes.filter(({ severity }) => severity === 'warning');
  const shown = [...blockers, ...warnings].slice(0, CAUSES_SHOWN);
  if (shown.length === 0) return NOTHING;
  const steps = stepsByFinding(page.report.plan);
  const hidden = [
    { n: blockers.length - shown.filter(({ severity }) => severity === 'blocker').length, one: 'blocker' },
    { n: warnings.length - shown.filter(({ severity }) => severity === 'warning').length, one: 'warning' },
  ].filter(({ n }) => n > 0);
  const heading = blockers.length > 0 ? 'What stands in the way' : 'What to settle first';
  const heads = ['Cause', 'What to do', 'Effort', 'Targets', 'Source'];
  return html`<h2>${heading}</h2>
<table class="stops" role="table"><thead role="rowgroup"><tr role="row"><td role="cell"></td>${heads.map((words) => html`<th role="columnheader" scope="col">${words}</th>`)}</tr></thead>
<tbody role="rowgroup">${shown.map((cause) => causeRow(cause, page, steps))}</tbody></table>
${when(hidden.length > 0, () => html`<p class="quiet">${hidden.map(({ n, one }, at) => html`${at === 0 ? '' : ' and '}${count(n, `more ${one}`)}`)} below.</p>`)}`;
}

function causeRow(cause: ShownCause, { anchor, sources }: FrontPage, steps: ReadonlyMap<string, Step>): Markup {
  const id = anchor(cause);
  const words = briefWords(cause);
  const heading = id === null ? title(words.title) : html`<a href="#${id}">${title(words.title)}</a>`;
  const { places, more } = firstPlaces(cause, 1);
  const step = cause.findings.map(({ fingerprint }) => steps.get(fingerprint)).find((one) => one !== undefined);
  return html`<tr role="row"><td role="cell">${glyph(SEVERITY_GLYPHS[cause.severity])}</td><td role="cell"><b>${heading}</b><br><span class="at">${places.map(shortPlace)}${when(more > 0, () => html` and ${count(more, 'more place')}`)}</span></td>
<td role="cell">${title(words.fix)}</td><td role="cell">${step === undefined ? '' : daysWords(step.effort)}</td><td role="cell">${cause.targets.map((target) => TARGET_LABELS[target]).join(', ')}</td><td role="cell">${sourceNumbers({ evidence: cause.evidence.slice(0, SOURCES_SHOWN) }, sources)}</td></tr>
`;
}

/** Steps that can begin now, with who has them. */
function stepTable({ report, causes }: FrontPage): Markup {
  const first = firstSteps(report.plan, causes);
  if (first.length === 0) return NOTHING;
  const rows = first.slice(0, STEPS_SHOWN).map(
    (step) =>
      html`<tr role="row"><td role="cell"><a href="#${stepAnchor(step)}">${title(step.title)}</a></td><td role="cell">${step.owner === null ? html`<span class="quiet">nobody yet</span>` : name(step.owner)}</td><td role="cell">${capital(STATE_LABELS[step.state])}</td><td role="cell">${daysWords(step.effort)}</td></tr>
`,
  );
  const heads = ['Step', 'Owner', 'State', 'Effort'];
  const hidden = first.length - rows.length;
  return html`<h2>What comes first, and by whom</h2>
<table class="first" role="table"><thead role="rowgroup"><tr role="row">${heads.map((words) => html`<th role="columnheader" scope="col">${words}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>
${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more step')} can begin now; <a href="#plan">the plan</a> has them all.</p>`)}`;
}

function effortBox({ plan }: Report): Markup {
  return when(plan.phases.length > 0, () => html`<div><h2>Effort left, person-days</h2>${effortChart(plan)}</div>`);
}

function waiverBox(report: Report): Markup {
  const waived = waivedCauses(report);
  const hidden = waived.length - WAIVERS_SHOWN;
  const items = waived
    .slice(0, WAIVERS_SHOWN)
    .map(
      ({ waiver, cause }) =>
        html`<li><b>${title(cause.action)}</b>: ${name(waiver.reason)}<br><span class="quiet">${name(waiver.by)}, ${name(waivedUntil(waiver))}</span></li>`,
    );
  return html`<div><h2>Open waivers: ${waived.length}</h2>
${items.length > 0 ? html`<ul>${items}</ul>` : html`<p class="quiet">Nothing is waived.</p>`}${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more waiver')} below.</p>`)}</div>`;
}

function coverageBox(report: Report): Markup {
  const unread = unreadArtifacts(report);
  const hidden = unread.length - UNREAD_SHOWN;
  const items = unread
    .slice(0, UNREAD_SHOWN)
    .map(
      ({ path, status, reason }) =>
        html`<li><b>${capital(STATUS_LABELS[status])}</b>: <span class="path">${name(path)}</span>${when(reason !== null, () => html` <span class="quiet">${title(reason ?? '')}</span>`)}</li>`,
    );
  const notes = report.coverage.notes.length;
  return html`<div><h2>Coverage</h2><p>${coverageSentence(report)}</p>
${items.length > 0 ? html`<ul>${items}</ul>` : when(!nothingToAudit(report), () => html`<p class="quiet">Nothing was left unread.</p>`)}${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more file')} below.</p>`)}${when(notes > 0, () => html`<p class="quiet">${count(notes, 'note')} on what was left out <a href="#coverage">below</a>.</p>`)}</div>`;
}
