/** Whether each model fits: the answer per target, memory of one core by degree, instances, and the formulas with their inputs. */
import type { DegreeFit, FitFigure, InstanceFit, ModelFit, TargetFit } from '../../model/fit';
import { bytesWords, shareWords } from '../amounts';
import { inputWords } from '../figure-words';
import { assumptionWords, FIT_GLYPHS, FIT_LABELS, fitFigureWords, hostNotes } from '../fit-words';
import { pathsWords } from '../route-words';
import { count, figure, ROUTE_LABELS, TARGET_LABELS } from '../words';
import { type BarPart, bar, legend, percent, ticks } from './chart';
import { glyph } from './glyphs';
import { html, type Markup, NOTHING, name, when } from './markup';
import { type Cites, type Sources, sourceNumbers } from './sources';

/** Models shown in full; the others are counted. */
const MODELS = 12;
const INSTANCES = 24;
const GIB = 1024 ** 3;

/** What the fit cites, so that its sources get numbers too. */
export function fitCites(fits: readonly ModelFit[]): readonly Cites[] {
  return fits.slice(0, MODELS).flatMap(allFigures);
}

export function fitSection(fits: readonly ModelFit[], sources: Sources): Markup {
  if (fits.length === 0) return NOTHING;
  const hidden = fits.length - MODELS;
  return html`<section aria-labelledby="fit"><h2 id="fit">Fit</h2>
${fits.slice(0, MODELS).map((fit) => modelBlock(fit, sources))}${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more model')} in the JSON report.</p>`)}</section>`;
}

function modelBlock(fit: ModelFit, sources: Sources): Markup {
  const { name: model, paths } = fit.subject;
  const charted = fit.targets.filter((target) => target.degrees.some(({ need }) => need !== null));
  // A graph runs on one core: what decides stands in the answers.
  const details = html`${fit.targets.map((target) => instanceTable(target, paths[0] ?? model))}
${formulas(fit, sources)}`;
  const blanks = [...new Set(fit.targets.flatMap((target) => target.blanks))];
  return html`<h3>${model} <span class="path quiet">${name(pathsWords(paths, (path) => path))}</span></h3>
<ul class="plain">${fit.targets.map(({ target, verdict, answer }) => html`<li>${glyph(FIT_GLYPHS[verdict])} <b>${TARGET_LABELS[target]}</b> ${answer}</li>`)}</ul>
<p class="quiet">Taken: ${assumptionWords(fit)}.</p>
${when(charted.length > 0, () => chart(fit, charted))}
${fit.subject.nature === 'graph' ? html`<details><summary>Instances, formulas and inputs</summary>${details}</details>` : details}${when(blanks.length > 0, () => html`<p class="quiet">Left blank: ${blanks.map((words) => html`${words} `)}</p>`)}
`;
}

function chart(fit: ModelFit, targets: readonly TargetFit[]): Markup {
  const limits = targets.flatMap((target) => capacity(target) ?? []);
  const needs = targets.flatMap(({ degrees }) =>
    degrees.flatMap(({ valid, need }) => (valid && need !== null ? [need] : [])),
  );
  const most = Math.max(...needs, ...limits);
  // The bars of small degrees would squeeze all others to nothing.
  const scale = limits.length === 0 ? most : Math.min(most * 1.05, Math.max(...limits) * 2.2);
  const grid = ticks(scale / GIB, 6);
  const heads = grid.map((at) => html`<text x="${percent((at * GIB) / scale)}" y="11">${String(at)}</text>`);
  const training = fit.workload === 'training';
  return html`<div class="scroll" role="region" aria-label="Memory of one core, ${name(fit.subject.paths[0] ?? fit.subject.name)}" tabindex="0"><table class="chart">
<caption>Memory of one core in GiB by tensor parallel degree${when(most > scale, () => html`; longer bars are cut`)}${legend(
    [
      ['w', 'weights'],
      ['k', 'KV cache'],
      ['a', training ? 'gradients, optimizer states, activations' : 'other'],
      ['lim', 'memory of a core'],
      ['over', 'too much'],
    ],
  )}</caption>
<thead><tr><th scope="col">Degree</th><td><svg class="axis" aria-hidden="true">${heads}</svg></td><th scope="col">Need of a core</th></tr></thead>
${targets.map((target) =>
  targetRows(
    target,
    scale,
    grid.map((at) => (at * GIB) / scale),
  ),
)}</table></div>`;
}

/** Memory of one core in bytes; null: no document says. */
function capacity({ figures, instances }: TargetFit): number | null {
  const gib = instances.find(({ coreMemory }) => coreMemory !== null)?.coreMemory;
  return figures.find(({ id }) => id === 'memory-per-core')?.value ?? (gib == null ? null : gib * GIB);
}

function targetRows(target: TargetFit, scale: number, grid: readonly number[]): Markup {
  const limit = capacity(target);
  const has = limit === null ? 'memory of a core is not stated' : `${bytesWords(limit)} a core`;
  const route = target.route === null ? '' : `, ${ROUTE_LABELS[target.route]}`;
  const valid = target.degrees.filter((one) => one.valid);
  const invalid = new Map<string, number[]>();
  for (const { degree, reason, valid: ok } of target.degrees)
    if (!ok) invalid.set(reason ?? '', [...(invalid.get(reason ?? '') ?? []), degree]);
  return html`<tbody><tr><th scope="rowgroup" colspan="3" class="group">${target.label} <span class="quiet">${has}${route}</span></th></tr>
${valid.map((degree) => degreeRow(degree, limit, scale, grid, degree.degree === target.degree))}${[...invalid].map(([reason, degrees]) => html`<tr><th scope="row">TP ${degrees.join(', ')}</th><td colspan="2" class="quiet">not valid: ${reason}</td></tr>`)}</tbody>
`;
}

function degreeRow(
  { degree, weights, kvCache, need, verdict, reason }: DegreeFit,
  limit: number | null,
  scale: number,
  grid: readonly number[],
  judged: boolean,
): Markup {
  const first = (weights ?? 0) / scale;
  const second = first + (kvCache ?? 0) / scale;
  const parts: BarPart[] = [
    { kind: 'w', from: 0, to: first },
    { kind: 'k', from: first, to: second },
    { kind: 'a', from: second, to: (need ?? 0) / scale },
    ...(verdict === 'does-not-fit' && limit !== null && need !== null
      ? [{ kind: 'over' as const, from: limit / scale, to: need / scale }]
      : []),
  ];
  const words =
    need === null
      ? ''
      : limit === null
        ? ', limit not known'
        : need > limit
          ? `, ${bytesWords(need - limit)} too much`
          : `, ${shareWords(need / limit)}`;
  return html`<tr><th scope="row">TP ${degree}</th><td>${bar(parts, limit === null ? null : limit / scale, grid)}</td><td>${glyph(FIT_GLYPHS[verdict])} <b>${need === null ? 'not known' : bytesWords(need)}</b>${words}${when(judged, () => html` <span class="state">used below</span>`)}${when(reason !== null, () => html` <span class="at">${reason ?? ''}</span>`)}</td></tr>
`;
}

function instanceTable({ label, instances, smallest }: TargetFit, of: string): Markup {
  if (instances.length === 0) return NOTHING;
  const heads = [
    'Instance',
    'Cores',
    'GiB a core',
    'TP',
    'Copies',
    'Answer',
    'Largest batch',
    'Largest sequence',
    'Memory of the host',
  ];
  const hidden = instances.length - INSTANCES;
  return html`<div class="scroll" role="region" aria-label="Instances of ${label}, ${name(of)}" tabindex="0"><table class="wide"><caption>Instances of ${label}</caption>
<thead><tr>${heads.map((words) => html`<th scope="col">${words}</th>`)}</tr></thead>
<tbody>${instances.slice(0, INSTANCES).map((one) => instanceRow(one, one.instance === smallest))}</tbody></table></div>${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more instance')} in the JSON report.</p>`)}${hostNotes(instances).map((words) => html`<p class="quiet">${words}</p>`)}`;
}

function instanceRow(one: InstanceFit, smallest: boolean): Markup {
  const { instance, cores, coreMemory, degree, copies, verdict, reason, host, hostMemory } = one;
  return html`<tr><th scope="row">${name(instance)}${when(smallest, () => html` <span class="state">smallest</span>`)}</th><td>${figure(cores)}</td><td>${coreMemory === null ? 'not stated' : figure(coreMemory)}</td><td>${degree === null ? 'none' : figure(degree)}</td><td>${figure(copies)}</td><td>${glyph(FIT_GLYPHS[verdict])} ${FIT_LABELS[verdict]}. ${reason}</td><td>${shownValue(one.largestBatch, reason)}</td><td>${shownValue(one.largestSequence, reason)}</td><td class="at">${host.verdict === 'unknown' ? (hostMemory === null ? 'not stated' : `${figure(hostMemory)} GiB`) : host.reason}</td></tr>
`;
}

/** A blank whose reason stands in the row already is only called one. */
function shownValue(one: FitFigure, said: string): Markup {
  if (one.value !== null) return html`${figure(one.value)}`;
  return html`<span class="at">${one.reason === said ? 'blank' : fitFigureWords(one)}</span>`;
}

function allFigures({ figures, targets }: ModelFit): readonly FitFigure[] {
  return [...figures, ...targets.flatMap((target) => target.figures)];
}

/** Each formula once with its inputs; what differs by target stands behind its name. */
function formulas(fit: ModelFit, sources: Sources): Markup {
  const shown = new Set<string>();
  const rows = [{ label: '', figures: fit.figures }, ...fit.targets].flatMap(({ label, figures }) =>
    figures.flatMap((one) => {
      const key = JSON.stringify([one.label, one.value, one.value === null ? one.reason : one.formula]);
      return shown.has(key) ? [] : [shown.add(key) && formulaRow(label, one, sources)];
    }),
  );
  return when(rows.length > 0, () => html`<dl class="formula">${rows}</dl>`);
}

function formulaRow(target: string, one: FitFigure, sources: Sources): Markup {
  const { label, note } = one;
  const how =
    one.value === null
      ? NOTHING
      : html` = ${one.formula}${when(one.inputs.length > 0, () => html`<br><span class="at">${one.inputs.map(inputWords).join('; ')}</span>`)} <span class="at">${one.confidence}</span>`;
  return html`<div><dt>${label}${when(target !== '', () => html` <span class="quiet">${target}</span>`)}</dt><dd><b>${fitFigureWords(one)}</b>${how}${when(note !== null, () => html` <span class="at">${note ?? ''}</span>`)} ${sourceNumbers(one, sources)}</dd></div>
`;
}
