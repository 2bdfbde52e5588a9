import type { MatrixRow } from '../../model/matrix';
import type { Report } from '../../model/report';
import { type RouteOption, TAKEABLE } from '../../model/routes';
import { TARGETS, type Target } from '../../model/target';
import { modelNames, moreModels, type RouteAnswer, type RouteGroup, routeGroups, routeNeeds } from '../route-groups';
import { FIT_WORDS, flipWords, pathsWords, rowLabel, runWords, STATE_WORDS } from '../route-words';
import { count, list, TARGET_LABELS, targetList } from '../words';
import { verdictMark } from './glyphs';
import { html, type Markup, NOTHING, name, title, when } from './markup';

/** Models shown in each section; the others are counted. */
const MODELS = 40;

const COLUMNS = ['Route', 'State', 'Fit', 'Why and what it needs'];
const BREAK = html`<br>`;

/** Every route for each model, the one to take first; models with the same answers together. */
export function routeSection(report: Report): Markup {
  const groups = routeGroups(report, true);
  if (groups.length === 0) return NOTHING;
  const blocks = groups.slice(0, MODELS).map((group) => {
    const label = group.models.map(({ model, paths }) => `${model}, ${pathsWords(paths, (path) => path)}`).join('; ');
    const rows = group.answers.map(
      ({ targets, words, take, choices, others }) =>
        html`<tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="rowgroup" colspan="4">${targetList(targets)} <span class="quiet">${words}</span></th></tr>
${choices.map((option) => optionRow(option, option === take))}
${otherRow(others)}</tbody>`,
    );
    return html`<h3>${modelList(group)}</h3>
<div class="scroll" role="region" aria-label="Routes of ${title(label)}" tabindex="0"><table class="routes" role="table">
<thead role="rowgroup"><tr role="row">${COLUMNS.map((words) => html`<th role="columnheader" scope="col">${words}</th>`)}</tr></thead>
${rows}</table></div>
`;
  });
  const needs = routeNeeds(groups);
  return html`<section aria-labelledby="routes"><h2 id="routes">Routes</h2>
${blocks}${beyond(groups.slice(MODELS).reduce((sum, { models }) => sum + models.length, MODELS))}
${when(needs.length > 0, () => html`<h3>What the routes to take need</h3><ul class="plain">${needs.map(({ route, words }) => html`<li><b>${route}</b>: ${words}</li>`)}</ul>`)}</section>`;
}

function modelList(group: RouteGroup): Markup {
  const named = modelNames(group).map(
    ({ model, paths }, at) =>
      html`${at === 0 ? NOTHING : BREAK}${model} <span class="path quiet">${pathsWords(paths, (path) => path)}</span>`,
  );
  const more = moreModels(group);
  return more === null ? html`${named}` : html`${named}<br><span class="quiet">${more}</span>`;
}

function optionRow({ label, state, fit, reason, needs }: RouteOption, taken: boolean): Markup {
  return html`<tr role="row"><td role="cell">${taken ? html`<b>${label}</b>` : html`${label}`}${when(taken, () => html` <span class="state">take this</span>`)}</td><td role="cell">${state === null ? '' : STATE_WORDS[state]}</td><td role="cell">${FIT_WORDS[fit]}</td><td role="cell">${reason}${when(!taken && TAKEABLE.includes(fit) && needs !== null, () => html` <span class="quiet">${needs?.words ?? ''}</span>`)}</td></tr>
`;
}

function otherRow(options: RouteAnswer['others']): Markup {
  if (options.length === 0) return NOTHING;
  const items = options.map(
    ({ label, reasons }) => html`<li>${label}: <span class="quiet">${reasons.join(' ')}</span></li>`,
  );
  return html`<tr role="row"><td role="cell" colspan="4"><details><summary>Not for this model here: ${list(options.map(({ label }) => label))}</summary><ul>${items}</ul></details></td></tr>
`;
}

/** The verdicts by route and target, and what another release or flag would change. */
export function releaseSection({ matrix, settings }: Report): Markup {
  if (matrix === null || matrix.models.length + matrix.workspace.length === 0) return NOTHING;
  const columns = TARGETS.filter((target) => settings.targets.includes(target));
  const heads = columns.map((target) => html`<th role="columnheader" scope="col">${TARGET_LABELS[target]}</th>`);
  const groups = [
    ...(matrix.workspace.length > 0 ? [{ label: 'The workspace', rows: matrix.workspace }] : []),
    ...matrix.models.slice(0, MODELS).map(({ paths, rows }) => ({ label: pathsWords(paths, (path) => path), rows })),
  ];
  const bodies = groups.map(
    ({
      label,
      rows,
    }) => html`<tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="rowgroup" colspan="${columns.length + 1}" class="group">${name(label)}</th></tr>
${byRoute(rows).map((own) => releaseRow(own, columns))}</tbody>`,
  );
  return html`<section aria-labelledby="releases"><h2 id="releases">Routes, targets and releases</h2>
<p class="quiet">The verdict at SDK ${settings.sdk}, and under it what another release or a compiler flag would change.</p>
<div class="scroll" role="region" aria-label="Verdicts by route and target" tabindex="0"><table class="matrix" role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Route</th>${heads}</tr></thead>
${bodies}</table></div>${beyond(matrix.models.length)}</section>`;
}

function byRoute(rows: readonly MatrixRow[]): readonly (readonly MatrixRow[])[] {
  const routes = new Map<MatrixRow['route'], MatrixRow[]>();
  for (const row of rows) routes.set(row.route, [...(routes.get(row.route) ?? []), row]);
  return [...routes.values()];
}

function releaseRow(rows: readonly MatrixRow[], columns: readonly Target[]): Markup {
  const [first] = rows;
  if (first === undefined) return NOTHING;
  const cells = columns.map((target) => {
    const row = rows.find((one) => one.target === target);
    return html`<td role="cell" data-target="${TARGET_LABELS[target]}">${row === undefined ? html`<span class="quiet">not covered</span>` : cell(row)}</td>`;
  });
  const label =
    first.route === null
      ? 'Planned or first route'
      : rowLabel({ route: first.route, state: rows.find(({ state }) => state !== null)?.state ?? null });
  return html`<tr role="row"><th role="rowheader" scope="row">${label}</th>${cells}</tr>
`;
}

function cell({ now, flips, runs }: MatrixRow): Markup {
  const history = runs.length > 1 ? runs.map(runWords).join('; ') : '';
  const mark = now === null ? html`<span class="quiet">not here</span>` : verdictMark(now);
  return html`<span title="${history}">${mark}</span>${flips.map((flip) => html`<br><span class="at">${flipWords(flip)}</span>`)}`;
}

function beyond(models: number): Markup {
  return when(
    models > MODELS,
    () => html`<p class="quiet">and ${count(models - MODELS, 'more model')}, in the JSON report</p>`,
  );
}
