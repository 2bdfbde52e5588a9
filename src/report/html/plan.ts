import type { Phase, Plan, Step } from '../../model/plan';
import { capital, STATE_LABELS } from '../words';
import { html, type Markup, title, when } from './markup';

/** Steps by phase with state, owner and note; a step leads to the causes that it settles. */
export function planSection(plan: Plan, anchorOf: (fingerprint: string) => string | null): Markup {
  if (plan.phases.length === 0) return html``;
  return html`<section aria-labelledby="plan"><h2 id="plan">Plan</h2>
${plan.phases.map((phase) => phaseBlock(phase, anchorOf))}</section>`;
}

function phaseBlock(phase: Phase, anchorOf: (fingerprint: string) => string | null): Markup {
  return html`<h3>${phase.title}</h3>
<ol class="steps">${phase.steps.map((step) => stepItem(step, anchorOf))}</ol>
`;
}

function stepItem(step: Step, anchorOf: (fingerprint: string) => string | null): Markup {
  const anchor = step.findings.map(anchorOf).find((id) => id !== null) ?? null;
  const heading = anchor === null ? title(step.title) : html`<a href="#${anchor}">${title(step.title)}</a>`;
  return html`<li><p><b>${heading}</b> <span class="state">${capital(STATE_LABELS[step.state])}</span>${when(step.owner !== null, () => html` <span class="quiet">owner ${step.owner ?? ''}</span>`)}</p>
<p>${step.detail}</p>${when(step.note !== null, () => html`<p>Note: ${step.note ?? ''}</p>`)}${when(step.evidence !== null, () => html`<p>Evidence: ${step.evidence ?? ''}</p>`)}<p class="quiet">Done when ${step.doneWhen}.</p></li>
`;
}
