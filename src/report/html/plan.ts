import type { Phase, Plan, Step } from '../../model/plan';
import { effortWords, personDays } from '../amounts';
import { httpsUrl } from '../escape';
import { planSentence } from '../plan-words';
import { capital, STATE_LABELS } from '../words';
import { html, link, type Markup, NOTHING, name, title, when } from './markup';
import { type Cites, type Sources, sourceNumbers } from './sources';
import { stepAnchor } from './step-anchor';

/** What the steps cite, so that their sources get numbers too. */
export function planCites({ phases }: Plan): readonly Cites[] {
  return phases.flatMap(({ steps }) => steps.map(({ documents }) => ({ evidence: documents })));
}

/** Steps by phase with state, owner, effort and what comes before them; a step leads to the cause that it settles. */
export function planSection(plan: Plan, anchorOf: (fingerprint: string) => string | null, sources: Sources): Markup {
  if (plan.phases.length === 0) return NOTHING;
  const titles = new Map(plan.phases.flatMap(({ steps }) => steps.map((step) => [step.id, step])));
  return html`<section aria-labelledby="plan"><h2 id="plan">Plan</h2>
<p>${planSentence(plan) ?? 'Every step is settled.'} <span class="quiet">${plan.effortNote}</span></p>
${plan.phases.map((phase) => phaseBlock(phase, { anchorOf, titles, sources }))}</section>`;
}

interface Context {
  readonly anchorOf: (fingerprint: string) => string | null;
  /** By id. */
  readonly titles: ReadonlyMap<string, Step>;
  readonly sources: Sources;
}

function phaseBlock({ title: heading, steps, totals }: Phase, context: Context): Markup {
  const left = totals.left.maxDays > 0 ? `${personDays(totals.left)} left` : 'nothing left';
  return html`<h3>${heading} <span class="quiet">${totals.settled} of ${totals.steps} settled, ${left}</span></h3>
<ol class="steps">${steps.map((step) => stepItem(step, context))}</ol>
`;
}

function stepItem(step: Step, { anchorOf, titles, sources }: Context): Markup {
  const { how, check, note, evidence, spentDays } = step;
  const anchor = step.findings.map(anchorOf).find((id) => id !== null) ?? null;
  const heading = anchor === null ? title(step.title) : html`<a href="#${anchor}">${title(step.title)}</a>`;
  const before = step.blockedBy.flatMap((id) => titles.get(id) ?? []);
  const until = step.waivedUntil === null ? '' : ` until ${step.waivedUntil}`;
  const spent = spentDays === null ? '' : `; ${spentDays} d spent`;
  return html`<li id="${stepAnchor(step)}"><p><b>${heading}</b> <span class="state">${capital(STATE_LABELS[step.state])}${name(until)}</span> <span class="quiet">${step.owner === null ? html`nobody yet` : html`owner ${name(step.owner)}`}, ${effortWords(step.effort)}${spent}</span></p>
<p>${step.detail} ${sourceNumbers({ evidence: step.documents }, sources)}</p>${when(how.length > 0, () => html`<ul class="how">${how.map((sentence) => html`<li>${sentence}</li>`)}</ul>`)}${when(before.length > 0, () => html`<p>After: ${before.map((one, at) => html`${at === 0 ? '' : '; '}<a href="#${stepAnchor(one)}">${title(one.title)}</a>`)}</p>`)}${when(note !== null, () => html`<p>Note: ${note ?? ''}</p>`)}${when(evidence !== null, () => html`<p>Evidence: ${evidence === null ? '' : evidenceOf(evidence)}</p>`)}<p class="quiet">Done when ${step.doneWhen}.${when(check !== null, () => html` ${check?.says ?? ''}`)}</p></li>
`;
}

function evidenceOf(evidence: string): Markup {
  return httpsUrl(evidence) === null ? html`${evidence}` : link(evidence, evidence);
}
