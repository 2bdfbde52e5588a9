/** Routes and targets on page one: the verdict of each route for each model, the one to take marked. */
import type { MatrixModels, MatrixRow } from '../../model/matrix';
import type { Report } from '../../model/report';
import { TAKEABLE } from '../../model/routes';
import { TARGETS, type Target } from '../../model/target';
import { pathsWords, rowLabel } from '../route-words';
import { count, TARGET_LABELS } from '../words';
import { verdictMark } from './glyphs';
import { html, type Markup, NOTHING, name, when } from './markup';
import { matrix } from './matrix';

/** Rows in sight; the others are counted. */
const ROWS = 8;

/** Falls back to the files and targets where no matrix was worked out. */
export function frontMatrix(report: Report): Markup {
  const models = report.matrix?.models ?? [];
  if (models.length === 0) return matrix(report);
  const columns = TARGETS.filter((target) => report.settings.targets.includes(target));
  const heads = columns.map((target) => html`<th role="columnheader" scope="col">${TARGET_LABELS[target]}</th>`);
  const groups: Markup[] = [];
  let left = ROWS;
  let hidden = 0;
  for (const one of models) {
    const routes = routesHere(one);
    hidden += Math.max(routes.length - Math.max(left, 0), 0);
    if (left > 0 && routes.length > 0) groups.push(modelRows(report, one, routes.slice(0, left), columns));
    left -= routes.length;
  }
  return html`<h2>Routes and targets</h2>
<p class="quiet">The verdict at SDK ${report.settings.sdk}; an arrow leads to the verdict after every fix. Marked: the route to take.</p>
<div class="scroll" role="region" aria-label="Routes and targets" tabindex="0"><table class="matrix" role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Route</th>${heads}</tr></thead>
<tbody role="rowgroup">${workspaceRow(report, columns)}</tbody>${groups}</table></div>
${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more row')}, and other releases, <a href="#releases">below</a>.</p>`)}`;
}

function workspaceRow({ verdicts, verdictsAfter }: Report, columns: readonly Target[]): Markup {
  const cells = columns.map((target) => {
    const now = verdicts[target] ?? 'unknown';
    const after = verdictsAfter[target] ?? now;
    return cell(target, html`${verdictMark(now)}${when(after !== now, () => html` → ${verdictMark(after)}`)}`);
  });
  return html`<tr role="row"><th role="rowheader" scope="row"><b>All files</b></th>${cells}</tr>
`;
}

/** Routes that are there for one of the targets at the release of the report. */
function routesHere({ rows }: MatrixModels): readonly (readonly MatrixRow[])[] {
  const routes = new Map<MatrixRow['route'], MatrixRow[]>();
  for (const row of rows) routes.set(row.route, [...(routes.get(row.route) ?? []), row]);
  return [...routes.values()].filter((own) => own.some(({ now }) => now !== null));
}

function modelRows(
  { routes: answers, settings }: Report,
  { paths }: MatrixModels,
  routes: readonly (readonly MatrixRow[])[],
  columns: readonly Target[],
): Markup {
  const rows = routes.map((own) => {
    const label = rowLabel({
      route: own[0]?.route ?? null,
      state: own.find(({ now }) => now !== null)?.state ?? null,
    });
    const cells = columns.map((target) => {
      const row = own.find((one) => one.target === target);
      const answer = answers.find((one) => one.target === target && one.paths.includes(paths[0] ?? ''));
      const planned = answer?.options.find(
        ({ route, fit }) => route === settings.deployment.route && TAKEABLE.includes(fit),
      );
      const take = planned?.route ?? answer?.take;
      const mark =
        row === undefined || row.now === null ? html`<span class="quiet">not covered</span>` : verdictMark(row.now);
      return cell(target, mark, row?.now != null && row.route !== null && row.route === take);
    });
    return html`<tr role="row"><th role="rowheader" scope="row">${label}</th>${cells}</tr>
`;
  });
  return html`<tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="rowgroup" colspan="${columns.length + 1}" class="group">${name(pathsWords(paths, (path) => path))}</th></tr>
${rows}</tbody>`;
}

function cell(target: Target, content: Markup, taken = false): Markup {
  const picked = taken ? html` class="pick"` : NOTHING;
  return html`<td role="cell" data-target="${TARGET_LABELS[target]}"${picked}>${content}${when(taken, () => html`<span class="sr">, the route to take</span>`)}</td>`;
}
