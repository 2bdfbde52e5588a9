/** Page one: the decision, what stands in its way, and how much was seen. Prints on one sheet. */
import type { Report } from '../../model/report';
import type { Verdict } from '../../model/target';
import { shortFix } from '../cause-words';
import { coverageSentence, nothingToAudit, unreadArtifacts } from '../coverage';
import { DECISION_LABELS, type Decision, decide, summary, type TargetDecision } from '../decision';
import { afterEveryFix } from '../effects';
import { type FindingGroup, firstPlaces } from '../group';
import { nothingFound } from '../headings';
import { planSummary } from '../plan-words';
import { waivedCauses, waivedUntil } from '../waived';
import { count, STATUS_LABELS, TARGET_LABELS, VERDICT_LABELS, VERDICT_MEANINGS } from '../words';
import { shortPlace } from './causes';
import { glyph } from './glyphs';
import { html, type Markup, name, title, when } from './markup';
import { matrix } from './matrix';
import { type Sources, sourceNumbers } from './sources';

const BLOCKERS_SHOWN = 4;
const WAIVERS_SHOWN = 3;
const UNREAD_SHOWN = 3;

/** `anchor` gives the id under which a cause is shown in full. */
export interface FrontPage {
  readonly report: Report;
  readonly blockers: readonly FindingGroup[];
  readonly sources: Sources;
  readonly anchor: (cause: FindingGroup) => string | null;
}

export function frontPage(page: FrontPage): Markup {
  const { report } = page;
  const unknown = Object.values(report.verdicts).includes('unknown');
  return html`<section class="front" aria-label="Decision">
${lead(report)}
<h2>Decision per target</h2>
<ul class="decisions">${decide(report).map((decision) => decisionCard(decision, afterEveryFix(report, decision.target)))}</ul>
${when(unknown, () => html`<p class="quiet">${VERDICT_MEANINGS.unknown}</p>`)}
${when(page.blockers.length > 0, () => blockerTable(page))}
${matrix(report)}
<div class="three">${planBox(report)}${waiverBox(report)}${coverageBox(report)}</div>
</section>`;
}

function lead(report: Report): Markup {
  const sentences = nothingToAudit(report) ? nothingFound(report).join(' ') : summary(report);
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

function blockerTable({ blockers, sources, anchor }: FrontPage): Markup {
  const rows = blockers.slice(0, BLOCKERS_SHOWN).map((cause) => {
    const id = anchor(cause);
    const heading = id === null ? title(cause.title) : html`<a href="#${id}">${title(cause.title)}</a>`;
    const { places, more } = firstPlaces(cause, 1);
    return html`<tr role="row"><td role="cell">${glyph('blocked')}</td><td role="cell"><b>${heading}</b><br><span class="at">${places.map(shortPlace)}${when(more > 0, () => html` and ${count(more, 'more place')}`)}</span></td>
<td role="cell">${title(shortFix(cause))}</td><td role="cell">${cause.targets.map((target) => TARGET_LABELS[target]).join(', ')}</td><td role="cell">${sourceNumbers(cause, sources)}</td></tr>
`;
  });
  const hidden = blockers.length - rows.length;
  return html`<h2>What stands in the way</h2>
<table class="stops" role="table"><thead role="rowgroup"><tr role="row"><td role="cell"></td><th role="columnheader" scope="col">Blocker</th><th role="columnheader" scope="col">What to do</th><th role="columnheader" scope="col">Targets</th><th role="columnheader" scope="col">Source</th></tr></thead>
<tbody role="rowgroup">${rows}</tbody></table>
${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more blocker')} below.</p>`)}`;
}

function planBox({ plan }: Report): Markup {
  const phases = planSummary(plan).map(
    ({ title, states }) => html`<li>${title}: <span class="quiet">${states}</span></li>`,
  );
  return when(phases.length > 0, () => html`<div><h2>Plan</h2><ul>${phases}</ul></div>`);
}

function waiverBox(report: Report): Markup {
  const waived = waivedCauses(report);
  const hidden = waived.length - WAIVERS_SHOWN;
  const items = waived
    .slice(0, WAIVERS_SHOWN)
    .map(
      ({ waiver, cause }) =>
        html`<li><b>${name(cause.rule)}</b>: ${name(waiver.reason)}<br><span class="quiet">${name(waiver.by)}, ${name(waivedUntil(waiver))}</span></li>`,
    );
  return html`<div><h2>Open waivers: ${waived.length}</h2>
${when(items.length > 0, () => html`<ul>${items}</ul>`)}${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more waiver')} below.</p>`)}</div>`;
}

function coverageBox(report: Report): Markup {
  const unread = unreadArtifacts(report);
  const hidden = unread.length - UNREAD_SHOWN;
  const items = unread
    .slice(0, UNREAD_SHOWN)
    .map(({ path, status }) => html`<li><span class="path">${name(path)}</span> ${STATUS_LABELS[status]}</li>`);
  return html`<div><h2>Coverage</h2><p>${coverageSentence(report)}</p>
${when(items.length > 0, () => html`<ul>${items}</ul>`)}${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more file')} below.</p>`)}</div>`;
}
