import type { Severity } from '../model/finding';
import type { Report } from '../model/report';
import { observedSentences } from './cause-words';
import { headline, refutedCauses } from './decision';
import { type ShownCause, shownCauses } from './effects';
import type { FindingGroup } from './group';
import { stamp } from './headings';
import { batchingCites, batchingSection } from './html/batching';
import { causeCard, causeLines } from './html/causes';
import { costSection } from './html/cost';
import { coverageSection } from './html/coverage';
import { FILTER } from './html/filter';
import { fitCites, fitSection } from './html/fit';
import { frontPage } from './html/front-page';
import { GLYPHS } from './html/glyphs';
import { type Markup, html as markup, NOTHING, name, title, when } from './html/markup';
import { page } from './html/page';
import { planCites, planSection } from './html/plan';
import { releaseSection, routeSection } from './html/routes';
import { carriedCount, numberSources, type Sources, sourceList } from './html/sources';
import { stepsByFinding } from './plan-words';
import { waivedCauses, waivedUntil } from './waived';
import { count, ROUTE_LABELS } from './words';

/** Causes shown in full and, beyond them, in a line each; what is left is counted. Keeps the page readable and below 2 MB. */
const CARDS = 150;
const ROWS = 3000;

const HEADINGS: Readonly<Record<Severity, string>> = { blocker: 'Blockers', warning: 'Warnings', info: 'Notes' };

/**
 * The report for a reviewer: one page without external resource, to be read without its script, which only filters. First the decision (one printed sheet), then every
 * root cause with evidence, the waivers, the plan, coverage and sources. Follows the reader's light or dark preference.
 */
export function html(report: Report): string {
  const causes = shownCauses(report);
  const waived = waivedCauses(report);
  const sources = numberSources([
    ...causes,
    ...waived.map(({ cause }) => cause),
    ...fitCites(report.fit),
    ...batchingCites(report.batching),
    ...planCites(report.plan),
  ]);
  const ids = new Map(causes.slice(0, CARDS).map((cause, index) => [cause.key, `cause-${index + 1}`]));
  const idByFingerprint = new Map(
    causes.flatMap((cause) => cause.findings.map((finding) => [finding.fingerprint, ids.get(cause.key) ?? null])),
  );
  const body = markup`${GLYPHS}
<header class="mast"><div><p class="quiet">Migration report for AWS Neuron</p><h1>${headline(report)}</h1></div>${facts(report, sources)}</header>
<main>
${frontPage({ report, causes, sources, anchor: (cause) => ids.get(cause.key) ?? null })}
${causeSections(report, causes, ids, sources)}
${routeSection(report)}
${releaseSection(report)}
${fitSection(report.fit, sources)}
${batchingSection(report.batching, sources)}
${costSection(report.cost)}
${refutedSection(refutedCauses(report))}
${waivedSection(report)}
${planSection(report.plan, (fingerprint) => idByFingerprint.get(fingerprint) ?? null, sources)}
${coverageSection(report)}
${sourceList(report, sources)}
</main>
<footer>${stamp(report).map((sentence) => markup`<p>${sentence}</p>`)}
<p>Every claim cites a document and its release. What no document decides is called unknown.</p></footer>`;
  return page('Migration report for AWS Neuron', body, { script: causes.length > 0 });
}

function facts({ settings, knowledge, tool }: Report, sources: Sources): Markup {
  const { deployment, pins } = settings;
  const pinned = Object.entries(pins).map(([symbol, size]) => `${symbol} = ${size}`);
  const rows: [string, string][] = [
    ['Neuron SDK', settings.sdk],
    ['Workload', settings.workload],
    ['Route', deployment.route === undefined ? '' : ROUTE_LABELS[deployment.route]],
    ['Instance', deployment.instance ?? ''],
    ['Pins', pinned.sort().join(', ')],
    ['Knowledge', `to ${knowledge.neuronSdk}, checked ${knowledge.verified}`],
    ['Carried over', `${carriedCount(sources, settings.sdk)} of ${sources.all.length} sources`],
    ['As of', settings.asOf],
    ['Planner', tool.version],
  ];
  return markup`<dl class="facts">${rows.filter(([, value]) => value !== '').map(([term, value]) => markup`<div><dt>${term}</dt><dd>${name(value)}</dd></div>`)}</dl>`;
}

function causeSections(
  report: Report,
  causes: readonly ShownCause[],
  ids: ReadonlyMap<string, string>,
  sources: Sources,
): Markup {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const steps = stepsByFinding(report.plan);
  const sections = (Object.keys(HEADINGS) as Severity[]).map((severity) => {
    const own = causes.filter((cause) => cause.severity === severity);
    const cards = own.flatMap((cause) => {
      const id = ids.get(cause.key);
      const step = cause.findings.map(({ fingerprint }) => steps.get(fingerprint)).find((one) => one !== undefined);
      return id === undefined ? [] : [causeCard(cause, id, { sources, step, rule: rules.get(cause.rule) })];
    });
    if (cards.length === 0) return NOTHING;
    return markup`<section aria-labelledby="${severity}"><h2 id="${severity}">${HEADINGS[severity]} by root cause: ${own.length}</h2>
${cards}</section>
`;
  });
  return markup`${when(causes.length > 0, () => FILTER)}${sections}${causeLines(causes.slice(CARDS), ROWS)}`;
}

function refutedSection(refuted: readonly FindingGroup[]): Markup {
  return when(
    refuted.length > 0,
    () => markup`<section aria-labelledby="refuted"><h2 id="refuted">Refuted by a run: ${refuted.length}</h2>
<ul class="plain">${refuted.slice(0, ROWS).map(
      (cause) =>
        markup`<li><b>${title(cause.title)}</b> <span class="quiet">${name(cause.rule)}, ${count(cause.occurrences, 'place')} in ${count(cause.artifacts.length, 'file')}</span><br>${observedSentences(cause).join(' ')}</li>
`,
    )}</ul></section>`,
  );
}

function waivedSection(report: Report): Markup {
  const waived = waivedCauses(report);
  return when(
    waived.length > 0,
    () => markup`<section aria-labelledby="waived"><h2 id="waived">Waived</h2>
<ul class="plain">${waived.slice(0, ROWS).map(
      ({ waiver, cause }) =>
        markup`<li><b>${title(cause.title)}</b> <span class="quiet">${name(cause.rule)}, ${count(cause.occurrences, 'place')} in ${count(cause.artifacts.length, 'file')}</span><br>Waived by ${name(waiver.by)} ${name(waivedUntil(waiver))}: ${waiver.reason}</li>
`,
    )}</ul></section>`,
  );
}
