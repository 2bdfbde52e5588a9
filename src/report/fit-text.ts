/** The fit for a terminal: the answer for each target, then instances, degrees and every number with its formula. */
import type { DegreeFit, FitFigure, InstanceFit, ModelFit, TargetFit } from '../model/fit';
import { bytesWords } from './amounts';
import { escapeHiddenInJson, visible, visibleName } from './escape';
import { inputWords } from './figure-words';
import { assumptionWords, FIT_LABELS, fitFigureWords, hostNotes } from './fit-words';
import { createPage, type Page, type TextOptions } from './text/page';
import { count, figure } from './words';

/** What the command `fit` prints: a part of the report. */
export interface FitOutput {
  readonly tool: { readonly name: string; readonly version: string };
  readonly sdk: string;
  readonly fit: readonly ModelFit[];
  /** Sentences on what was left out. */
  readonly notes: readonly string[];
}

export const FIT_FORMATS = ['text', 'json'] as const;
export type FitFormat = (typeof FIT_FORMATS)[number];

/** Pure: the same fit gives the same text, which ends with a line break. */
export const FIT_WRITERS: Readonly<Record<FitFormat, (output: FitOutput) => string>> = {
  text: (output) => fitText(output),
  json: (output) => `${escapeHiddenInJson(JSON.stringify(output, null, 2))}\n`,
};

/** With more models than this only the answers are printed. */
const DETAILED = 3;
const INDENT = '    ';

export function fitText({ fit, sdk, notes }: FitOutput, options: TextOptions = {}): string {
  const page = createPage(options);
  if (fit.length === 0)
    page.paragraph(
      'No model here states its size: a Hugging Face config, a safetensors checkpoint or an ONNX file is wanted.',
    );
  for (const one of fit) answers(page, one);
  for (const note of notes) page.paragraph(visible(note));
  if (fit.length > DETAILED) {
    page.gap();
    page.paragraph('Name one model or folder to see instances, degrees and formulas; --format json has all of them.');
  } else for (const one of fit) details(page, one, fit.length > 1);
  page.gap();
  page.paragraph(`By the documents of SDK ${visible(sdk)}. Figures are sizes, not speed; compile and load to be sure.`);
  return page.toString();
}

function answers(page: Page, one: ModelFit): void {
  const { subject, targets, workload } = one;
  const [first = '', ...others] = subject.paths;
  const also = others.length === 0 ? '' : ` and ${count(others.length, 'more', 'more')}`;
  page.gap();
  page.paragraph(`${visibleName(subject.name)}, ${workload}: ${visibleName(first)}${also}`);
  const wide = Math.max(...targets.map(({ label }) => label.length));
  for (const { label, answer } of targets) page.hanging(`  ${label.padEnd(wide)}  `, visible(answer), wide + 4);
  if (one.assumptions.length > 0) page.hanging('  ', `With ${visible(assumptionWords(one))}.`, 2);
}

function details(page: Page, { subject, figures, targets }: ModelFit, named: boolean): void {
  page.heading(named ? `Model: ${visibleName(subject.paths[0] ?? '')}` : 'Model');
  for (const one of figures) figureLines(page, one);
  for (const target of targets) {
    page.heading(`${target.label}: instances`);
    if (target.instances.length > 0) instanceTable(page, target.instances);
    for (const { instance, host } of target.instances)
      if (host.verdict !== 'unknown') page.item(`${instance}, the machine itself: ${visible(host.reason)}`);
    for (const words of hostNotes(target.instances)) page.item(words);
    for (const blank of target.blanks) page.item(visible(blank));
    if (target.degrees.length > 1) degreeLines(page, target);
    page.heading(
      `${target.label}: one core${target.degree === null ? '' : ` at tensor parallel degree ${target.degree}`}`,
    );
    for (const one of target.figures) figureLines(page, one);
    for (const { instance, largestBatch, largestSequence } of largestOf(target)) {
      figureLines(page, { ...largestBatch, label: `${largestBatch.label} on ${instance}` });
      figureLines(page, { ...largestSequence, label: `${largestSequence.label} on ${instance}` });
    }
  }
}

/** The smallest instance that fits, else the first that may, else the largest. */
function largestOf({ smallest, instances }: TargetFit): readonly InstanceFit[] {
  const named =
    instances.find(({ instance }) => instance === smallest) ??
    instances.find(({ verdict }) => verdict === 'unknown') ??
    instances[instances.length - 1];
  return named === undefined ? [] : [named];
}

function instanceTable(page: Page, instances: readonly InstanceFit[]): void {
  const heads = ['Instance', 'Cores', 'TP', 'Copies', 'Verdict', 'Largest batch', 'Largest sequence', 'Host'];
  const rows = instances.map((one) => [
    one.instance,
    figure(one.cores),
    one.degree === null ? '–' : String(one.degree),
    figure(one.copies),
    FIT_LABELS[one.verdict],
    cell(one.largestBatch),
    cell(one.largestSequence),
    one.hostMemory === null ? 'not known' : `${figure(one.hostMemory)} GiB`,
  ]);
  tableLines(page, heads, rows);
  page.gap();
  for (const { instance, reason } of instances) page.item(`${instance}: ${visible(reason)}`);
}

function degreeLines(page: Page, { label, degrees }: TargetFit): void {
  page.heading(`${label}: tensor parallel degrees`);
  const rows = degrees.map((one) => [
    String(one.degree),
    one.valid ? 'valid' : 'not valid',
    size(one.weights),
    size(one.kvCache),
    needWords(one),
    FIT_LABELS[one.verdict],
    one.reason === null ? '' : visible(one.reason),
  ]);
  tableLines(page, ['TP', 'Rules', 'Weights', 'KV cache', 'Need per core', 'Memory', 'Why'], rows);
}

function tableLines(page: Page, heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => (row[i] ?? '').length)));
  for (const row of [heads, ...rows])
    page.line(
      row
        .map((cellText, i) => cellText.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function cell(one: FitFigure): string {
  return one.value === null ? 'not known' : figure(one.value);
}

function size(bytes: number | null): string {
  return bytes === null ? '–' : bytesWords(bytes);
}

function needWords({ need, bound }: DegreeFit): string {
  return need === null ? '–' : `${bound === 'at-least' ? 'at least ' : ''}${bytesWords(need)}`;
}

function figureLines(page: Page, one: FitFigure): void {
  page.item(`${visible(one.label)}: ${visible(fitFigureWords(one))}`);
  if (one.value !== null) {
    page.hanging(INDENT, `= ${visible(one.formula)}`, INDENT.length);
    if (one.inputs.length > 0)
      page.hanging(`${INDENT}  `, visible(one.inputs.map(inputWords).join('; ')), INDENT.length + 2);
  }
  if (one.note !== null) page.hanging(`${INDENT}  `, visible(one.note), INDENT.length + 2);
}
