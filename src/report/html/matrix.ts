import type { Artifact } from '../../model/artifact';
import type { Report } from '../../model/report';
import { TARGETS, type Target, VERDICT_RANK } from '../../model/target';
import { count, TARGET_LABELS } from '../words';
import { verdictMark } from './glyphs';
import { html, type Markup, NOTHING, name, when } from './markup';

/** Files on page one; where there are more, {@link allFiles} lists them. */
const SHOWN = 6;
const LISTED = 1000;

/** The files that a verdict was found for, the worst first, and a verdict for each target. */
export function matrix(report: Report): Markup {
  const { targets } = report.settings;
  const judged = report.artifacts.filter(isJudged);
  if (judged.length === 0) return NOTHING;
  const worst = judged.toSorted((a, b) => rank(b, targets) - rank(a, targets));
  return html`<h2>Models and targets</h2>
${verdictTable('Verdicts of the models', worst.slice(0, SHOWN), targets)}
${when(judged.length > SHOWN, () => html`<p class="quiet">The ${SHOWN} worst; <a href="#files">all ${judged.length} files</a> below.</p>`)}`;
}

/** Every file with its verdicts in the order of the report; nothing where the matrix of page one holds them all. */
export function allFiles(report: Report): Markup {
  const judged = report.artifacts.filter(isJudged);
  if (judged.length <= SHOWN) return NOTHING;
  const hidden = judged.length - LISTED;
  return html`<h3 id="files">Files</h3>
${verdictTable('Verdicts of all files', judged.slice(0, LISTED), report.settings.targets)}
${when(hidden > 0, () => html`<p class="quiet">and ${count(hidden, 'more', 'more')}, in the JSON report</p>`)}`;
}

function verdictTable(label: string, artifacts: readonly Artifact[], targets: readonly Target[]): Markup {
  const columns = TARGETS.filter((target) => targets.includes(target));
  const heads = columns.map((target) => html`<th role="columnheader" scope="col">${TARGET_LABELS[target]}</th>`);
  const rows = artifacts.map(({ path, verdicts }) => {
    const cells = columns.map(
      (target) =>
        html`<td role="cell" data-target="${TARGET_LABELS[target]}">${verdictMark(verdicts[target] ?? 'unknown')}</td>`,
    );
    return html`<tr role="row"><th role="rowheader" scope="row" class="path">${name(path)}</th>${cells}</tr>
`;
  });
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table class="matrix" role="table">
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">File</th>${heads}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></div>`;
}

function isJudged({ verdicts }: Artifact): boolean {
  return Object.keys(verdicts).length > 0;
}

function rank({ verdicts }: Artifact, targets: readonly Target[]): number {
  return Math.max(...targets.map((target) => VERDICT_RANK[verdicts[target] ?? 'unknown']));
}
