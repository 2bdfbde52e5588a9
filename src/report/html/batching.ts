/** Batches to begin with, and for each length distribution which buckets to compile: requests by length, padding by number of buckets. */
import type { BatchingReport, BucketPlan, BucketSet, ModelBatching } from '../../model/batching';
import { decimal, shareWords } from '../amounts';
import { figureWords, inputWords } from '../figure-words';
import { pathsWords } from '../route-words';
import { count, figure, ROUTE_LABELS, TARGET_LABELS, targetList } from '../words';
import { bar, percent } from './chart';
import { code, html, type Markup, NOTHING, name, when } from './markup';
import { type Cites, type Sources, sourceNumbers } from './sources';

const MODELS = 40;
const PLANS = 12;
const SETS = 12;

/** What the section cites, so that its sources get numbers too. */
export function batchingCites({ starting, plans }: BatchingReport): readonly Cites[] {
  return [
    ...starting.slice(0, MODELS).flatMap(({ starts }) => starts.map(({ batch }) => batch)),
    ...plans.slice(0, PLANS).flatMap(({ settings }) => settings),
  ];
}

export function batchingSection({ starting, plans }: BatchingReport, sources: Sources): Markup {
  if (starting.length + plans.length === 0) return NOTHING;
  const hidden = starting.length - MODELS;
  return html`<section aria-labelledby="batching"><h2 id="batching">Batch and buckets</h2>
${when(
  starting.length > 0,
  () => html`<h3>Batches to begin a measurement with</h3>
<div class="scroll" role="region" aria-label="Starting batches" tabindex="0"><table class="wide"><thead><tr>${['Model', 'Target', 'Phase', 'Batch', 'Formula and inputs'].map((words) => html`<th scope="col">${words}</th>`)}</tr></thead>
${starting.slice(0, MODELS).map((model) => startRows(model, sources))}</table></div>${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more model')} in the JSON report.</p>`)}`,
)}
${plans.slice(0, PLANS).map((plan) => planBlock(plan, sources))}${when(plans.length > PLANS, () => html`<p class="quiet">${count(plans.length - PLANS, 'more dimension')} in the JSON report.</p>`)}</section>`;
}

function startRows(model: ModelBatching, sources: Sources): Markup {
  const rows = model.starts.map(
    ({ target, phase, batch }, at) =>
      html`<tr>${when(at === 0, () => html`<th scope="rowgroup" rowspan="${model.starts.length}" class="path">${name(pathsWords(model.paths, (path) => path))}</th>`)}<td>${TARGET_LABELS[target]}</td><td>${phase}</td><td>${batch.value === null ? html`<span class="quiet">blank</span>` : html`<b>${figure(batch.value)}</b>`}</td><td class="at">${batch.value === null ? batch.reason : html`${batch.formula}<br>${batch.inputs.map(inputWords).join('; ')}, ${batch.confidence}`} ${sourceNumbers(batch, sources)}</td></tr>
`,
  );
  const notes = model.notes.join(' ');
  return html`<tbody>${rows}${when(notes !== '', () => html`<tr><td colspan="5" class="at">${notes}</td></tr>`)}</tbody>`;
}

function planBlock(plan: BucketPlan, sources: Sources): Markup {
  const { lengths, sets, suggested, why, notes, settings, models, compileTime } = plan;
  const chosen = sets[suggested - 1];
  const [one] = sets;
  const gain =
    chosen === undefined || one === undefined || one === chosen
      ? ''
      : `: ${count(chosen.buckets.length, 'bucket')} cut padding from ${paddingWords(one)} to ${paddingWords(chosen)}`;
  const blank = compileTime.reason.replace(/\.$/, '');
  return html`<h3>Lengths of ${code(lengths.dimension)}${gain}</h3>
<p class="quiet">${count(lengths.requests, 'request')} from ${name(lengths.from)}: ${figure(lengths.shortest)} to ${figure(lengths.longest)}, on average ${decimal(lengths.mean, 1)}. ${why}</p>
<div class="two">${chosen === undefined ? NOTHING : histogram(sets.at(-1) ?? chosen, chosen)}<table class="sets"><thead><tr><th scope="col">Buckets</th><th scope="col">Requests, padding</th><th scope="col">Padding</th><th scope="col">Graphs</th></tr></thead>
<tbody>${sets.slice(0, SETS).map((set, at) => setRow(set, at === suggested - 1, models[0]?.compilations[at] ?? null))}</tbody></table></div>
<p class="quiet">Padding is the share of computed elements that belong to no request. ${models.length === 0 ? 'No model has this dimension.' : `Graphs are counted for ${pathsWords(models[0]?.paths ?? [], (path) => path)}.`} Time of a compile: ${blank}. ${notes.join(' ')}</p>
${settings.map(({ route, targets, where, text, notes: own, ...cites }) => html`<div class="write"><p>Write in ${name(where)} <span class="quiet">${route === null ? '' : ROUTE_LABELS[route]} ${targetList(targets)}</span> ${sourceNumbers(cites, sources)}</p><pre>${text.split('\n').map((line) => html`${line}\n`)}</pre><p class="at">${own.join(' ')}</p></div>`)}
`;
}

function paddingWords({ padding }: BucketSet): string {
  return padding.value === null ? 'a share that is not known' : shareWords(padding.value);
}

function setRow(
  { buckets, padding }: BucketSet,
  chosen: boolean,
  graphs: BucketPlan['models'][number]['compilations'][number] | null,
): Markup {
  const filled = 1 - (padding.value ?? 0);
  const shape =
    padding.value === null
      ? NOTHING
      : bar([
          { kind: 'w', from: 0, to: filled },
          { kind: 'pad', from: filled, to: 1 },
        ]);
  return html`<tr${chosen ? html` class="pick"` : NOTHING}><th scope="row">${buckets.map(({ length }) => figure(length)).join(', ')}${when(chosen, () => html` <span class="state">suggested</span>`)}</th><td>${shape}</td><td>${padding.value === null ? figureWords(padding) : shareWords(padding.value)}</td><td>${graphs === null || graphs.value === null ? '' : figure(graphs.value)}</td></tr>
`;
}

/** Requests by length as areas, as finely as the sets tell; lines at the suggested buckets with their share of requests above. */
function histogram({ buckets }: BucketSet, chosen: BucketSet): Markup {
  const longest = buckets.at(-1)?.length ?? 1;
  const all = buckets.reduce((sum, { requests }) => sum + requests, 0);
  const density = buckets.map(({ length, requests }, at) => requests / (length - (buckets[at - 1]?.length ?? 0)));
  const most = Math.max(...density);
  const bars = buckets.map(({ length }, at) => {
    const from = (buckets[at - 1]?.length ?? 0) / longest;
    const height = ((density[at] ?? 0) / most) * 104;
    return html`<rect class="w" x="${percent(from)}" width="${percent(length / longest - from)}" y="${Number((124 - height).toFixed(1))}" height="${Number(height.toFixed(1))}"/>`;
  });
  let labelled = -1;
  const marks = chosen.buckets.map(({ length, requests }, at) => {
    const to = length / longest;
    const from = (chosen.buckets[at - 1]?.length ?? 0) / longest;
    // Labels that would run into each other are left to the table.
    const room = to - labelled > 0.11;
    if (room) labelled = to;
    const share =
      to - from > 0.13
        ? html`<text x="${percent((from + to) / 2)}" y="11">${shareWords(requests / all)}</text>`
        : NOTHING;
    return html`<line class="lim" x1="${percent(to)}" x2="${percent(to)}" y1="16" y2="128"/>${when(room, () => html`<text x="${percent(to)}" y="141"${at === chosen.buckets.length - 1 ? html` class="end"` : NOTHING}>${figure(length)}</text>`)}${share}`;
  });
  const words = chosen.buckets.map(({ length, requests }) => `${figure(requests)} up to ${figure(length)}`).join(', ');
  return html`<svg class="hist" role="img" aria-label="Requests by length: ${words}">${bars}<line class="base" x1="0" x2="100%" y1="124" y2="124"/>${marks}</svg>`;
}
