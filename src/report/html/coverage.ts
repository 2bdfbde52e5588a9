import type { Artifact } from '../../model/artifact';
import type { Report } from '../../model/report';
import { coverageSentence, unreadArtifacts } from '../coverage';
import { count, KIND_LABELS, STATUS_LABELS } from '../words';
import { html, type Markup, name, when } from './markup';
import { allFiles } from './matrix';

/** Rows of each list; the others are counted. */
const LISTED = 1000;

/** What was looked at, what was not analysed and why, what was ignored, and the verdict of each file. */
export function coverageSection(report: Report): Markup {
  const unread = unreadArtifacts(report);
  const { notes } = report.coverage;
  return html`<section aria-labelledby="coverage"><h2 id="coverage">Coverage</h2>
<p>${coverageSentence(report)}</p>
${when(unread.length > 0, () => html`<h3>Not analysed in full</h3><ul class="plain">${unread.slice(0, LISTED).map(unreadItem)}</ul>${beyond(unread.length)}`)}
${when(notes.length > 0, () => html`<h3>Left out and noted</h3><ul class="plain">${notes.slice(0, LISTED).map((note) => html`<li>${note}</li>`)}</ul>${beyond(notes.length)}`)}
${allFiles(report)}
</section>`;
}

function unreadItem({ path, kind, status, reason }: Artifact): Markup {
  return html`<li><span class="path">${name(path)}</span> ${STATUS_LABELS[status]} <span class="quiet">(${KIND_LABELS[kind]})</span>${when(reason !== null, () => html`: ${reason ?? ''}`)}</li>
`;
}

function beyond(all: number): Markup {
  return when(
    all > LISTED,
    () => html`<p class="quiet">and ${count(all - LISTED, 'more', 'more')}, in the JSON report</p>`,
  );
}
