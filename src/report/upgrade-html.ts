import type { Upgrade, UpgradeChange, UpgradeFinding } from '../model/upgrade';
import { GLYPHS, glyph, SEVERITY_GLYPHS, verdictMark } from './html/glyphs';
import { html, link, type Markup, NOTHING, name, title } from './html/markup';
import { page } from './html/page';
import { pathsWords } from './route-words';
import { changeKind, moveWords, routeChangeWords, routeSubject, upgradeSummary, upgradeTitle } from './upgrade-words';
import { count, TARGET_LABELS } from './words';

const LISTED = 500;

/** The upgrade as one page without script or external resource, in the dress of the report. */
export function upgradeHtml(upgrade: Upgrade): string {
  const { changes, findings, routes, notes, settings, knowledge, tool } = upgrade;
  const body = html`${GLYPHS}
<header class="mast"><div><p class="quiet">SDK upgrade for AWS Neuron</p><h1>${upgradeTitle(upgrade)}</h1></div></header>
<main>
<p class="lead">${upgradeSummary(upgrade)}</p>
<h2>Verdicts</h2>
${verdictTable(upgrade)}
${section('Findings', findings, findingItem)}
${section('Routes', routes, (one) => html`<li><b>${routeSubject(one, (path) => path)}</b><br>${routeChangeWords(one)}</li>`)}
${section(
  'Changes that touch this workspace',
  changes.filter(({ touches }) => touches),
  changeItem,
)}
${section(
  'Other changes',
  changes.filter(({ touches }) => !touches),
  changeItem,
)}
${section('Notes', notes, (note) => html`<li>${note}</li>`)}
</main>
<footer><p>Judged as of ${settings.asOf} by ${tool.name} ${tool.version}. The knowledge base ends with SDK ${knowledge.neuronSdk}; last checked on ${knowledge.verified}.</p></footer>`;
  return page('SDK upgrade for AWS Neuron', body);
}

function verdictTable({ verdicts, from, to }: Upgrade): Markup {
  const rows = verdicts.map(
    ({ target, before, after }) =>
      html`<tr><th scope="row">${TARGET_LABELS[target]}</th><td>${verdictMark(before)}</td><td>${verdictMark(after)}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">Target</th><th scope="col">SDK ${from}</th><th scope="col">SDK ${to}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function findingItem(one: UpgradeFinding): Markup {
  return html`<li>${glyph(SEVERITY_GLYPHS[one.after ?? one.before ?? 'info'])} <b>${title(one.title)}</b> <span class="state">${moveWords(one)}</span><br>${one.message}<br><span class="at">${pathsWords(one.paths, (path) => path)}; ${name(one.rule)}</span></li>
`;
}

function changeItem(change: UpgradeChange): Markup {
  const sources = change.evidence.map(
    (evidence, at) => html`${at === 0 ? '' : ', '}${link(evidence.url, evidence.title)}`,
  );
  return html`<li><b>${name(change.subject)}</b> <span class="quiet">${changeKind(change)}</span><br>${change.words} <span class="at">${sources}</span></li>
`;
}

function section<T>(heading: string, entries: readonly T[], item: (entry: T) => Markup): Markup {
  if (entries.length === 0) return NOTHING;
  const hidden = entries.length - LISTED;
  return html`<section><h2>${heading}: ${entries.length}</h2><ul class="plain">${entries.slice(0, LISTED).map(item)}</ul>${hidden > 0 ? html`<p class="quiet">and ${count(hidden, 'more', 'more')}, in the JSON output</p>` : NOTHING}</section>
`;
}
