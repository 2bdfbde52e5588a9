import type {
  BatchPhase,
  BucketPlan,
  BucketSetting,
  ModelBatching,
  ModelBuckets,
  StartingBatch,
} from '../model/batching';
import type { Evidence } from '../model/finding';
import type { Report } from '../model/report';
import type { Target } from '../model/target';
import { decimal } from './amounts';
import { httpsUrl, visible, visibleName } from './escape';
import { inputWords } from './figure-words';
import { pathsWords } from './route-words';
import { createPage, type Page, type TextOptions } from './text/page';
import { capital, count, figure, ROUTE_LABELS, targetList } from './words';

const INDENT = '    ';
/** Models of the listing; the others are counted. */
const LISTED = 60;

const PHASES: Readonly<Record<BatchPhase, string>> = {
  pass: 'one pass',
  context: 'prompts',
  generation: 'token generation',
  training: 'training',
};

/** Starting batches and bucket plans for a terminal, every number with its formula and inputs. */
export function bucketsText({ batching }: Report, options: TextOptions = {}): string {
  const page = createPage(options);
  page.heading('Batches to begin with');
  if (batching.starting.length === 0) page.paragraph('No model was found that a batch can be worked out for.');
  else {
    page.paragraph(
      'A place to begin measuring, for each copy of a model: try batches on both sides. Whether they fit in memory is another question.',
    );
    page.gap();
  }
  for (const model of batching.starting.slice(0, LISTED)) startingLines(page, model);
  const more = batching.starting.length - LISTED;
  if (more > 0) page.item(`and ${count(more, 'more', 'more')}, in the JSON output`);
  for (const plan of batching.plans) planLines(page, plan);
  if (batching.plans.length === 0) {
    page.heading('Buckets');
    page.paragraph('No lengths are given; name them with --lengths or under "lengths" in the planner file.');
  }
  sourceLines(page, [
    ...batching.starting.flatMap(({ starts }) => starts.flatMap(({ batch }) => batch.evidence)),
    ...batching.plans.flatMap(({ models, settings }) => [
      ...models.flatMap(({ compilations }) => compilations.flatMap(({ evidence }) => evidence)),
      ...settings.flatMap(({ evidence }) => evidence),
    ]),
  ]);
  return page.toString();
}

function sourceLines(page: Page, evidence: readonly Evidence[]): void {
  const lines = new Set(evidence.map(({ title, url }) => `${visible(title)}, ${httpsUrl(url) ?? visible(url)}`));
  if (lines.size === 0) return;
  page.heading('Sources');
  for (const line of lines) page.item(line);
}

function startingLines(page: Page, { paths, dtype, starts, notes }: ModelBatching): void {
  page.item(`${pathsWords(paths, visibleName)}${dtype === null ? '' : `, ${dtype}`}`);
  for (const [phase, own] of byPhase(starts)) {
    const formula = own.flatMap(({ batch }) => (batch.value === null ? [] : [batch.formula]))[0];
    page.hanging('  ', `${capital(PHASES[phase])}${formula === undefined ? '' : `: ${formula}`}`, 2);
    for (const { batch, targets } of alike(own)) {
      const words =
        batch.value === null
          ? `blank. ${visible(batch.reason)}`
          : `${figure(batch.value)} (${batch.confidence}), with ${batch.inputs.map((input) => visible(inputWords(input))).join('; ')}`;
      page.hanging(INDENT, `${targetList(targets)}: ${words}`, INDENT.length);
    }
  }
  for (const note of notes) page.hanging('  ', visible(note), 2);
}

function byPhase(starts: readonly StartingBatch[]): [BatchPhase, StartingBatch[]][] {
  const phases = [...new Set(starts.map(({ phase }) => phase))];
  return phases.map((phase) => [phase, starts.filter((start) => start.phase === phase)]);
}

/** Targets with the same blank together; numbers have inputs of their own. */
function alike(starts: readonly StartingBatch[]): { batch: StartingBatch['batch']; targets: Target[] }[] {
  const groups: { batch: StartingBatch['batch']; targets: Target[] }[] = [];
  for (const { batch, target } of starts) {
    const same = groups.find(({ batch: known }) => sameBatch(known, batch));
    if (same === undefined) groups.push({ batch, targets: [target] });
    else same.targets.push(target);
  }
  return groups;
}

function sameBatch(a: StartingBatch['batch'], b: StartingBatch['batch']): boolean {
  if (a.value === null) return b.value === null && a.reason === b.reason;
  if (b.value === null) return false;
  return (
    a.value === b.value &&
    a.confidence === b.confidence &&
    a.inputs.every(({ value, from }, at) => value === b.inputs[at]?.value && from === b.inputs[at]?.from)
  );
}

function planLines(page: Page, plan: BucketPlan): void {
  const { lengths, sets, suggested } = plan;
  page.heading(`Buckets of ${visibleName(lengths.dimension)}`);
  page.paragraph(
    `${count(lengths.requests, 'request')}, ${count(lengths.distinct, 'different length')} from ${figure(lengths.shortest)} to ${figure(lengths.longest)}, mean ${lengths.mean.toFixed(1)}; ${visible(lengths.from)}.`,
  );
  page.gap();
  const shown = plan.models.length === 1 ? plan.models[0] : undefined;
  page.hanging(INDENT, `buckets  padding  ${shown === undefined ? '' : 'compilations  '}lengths`, INDENT.length);
  for (const [at, { buckets, padding }] of sets.entries()) {
    const mark = at + 1 === suggested ? '  * ' : INDENT;
    const share = padding.value === null ? 'blank' : `${decimal(padding.value * 100, 1)} %`;
    const graphs = shown?.compilations[at]?.value ?? null;
    const columns = [
      String(buckets.length).padStart(7),
      share.padStart(9),
      ...(shown === undefined ? [] : [(graphs === null ? 'blank' : figure(graphs)).padStart(14)]),
    ].join('');
    page.hanging(
      `${mark}${columns}  `,
      buckets.map(({ length }) => figure(length)).join(', '),
      mark.length + columns.length + 2,
    );
  }
  page.gap();
  page.paragraph(`* ${plan.why}`);
  for (const note of plan.notes) page.paragraph(visible(note));
  page.paragraph(plan.compileTime.reason);
  page.gap();
  if (plan.models.length === 0)
    page.paragraph(`No model that was read has an open dimension ${visibleName(lengths.dimension)}.`);
  for (const model of plan.models.slice(0, LISTED)) modelLines(page, model, suggested);
  for (const setting of plan.models.length === 0 ? [] : plan.settings) settingLines(page, setting);
}

function modelLines(page: Page, { paths, compilations, beyond }: ModelBuckets, suggested: number): void {
  page.item(pathsWords(paths, visibleName));
  const graphs = compilations[suggested - 1];
  if (graphs !== undefined && graphs.value !== null) {
    const inputs = graphs.inputs.map(({ name, value, from }) => `${name} ${value} (${from})`).join('; ');
    page.hanging(
      INDENT,
      `${count(graphs.value, 'compilation')} (${graphs.confidence}) = ${visible(graphs.formula)}, with ${visible(inputs)}`,
      INDENT.length,
    );
  }
  if (beyond !== null)
    page.hanging(
      INDENT,
      `The model takes up to ${figure(beyond)} by its config; longer requests do not fit.`,
      INDENT.length,
    );
}

function settingLines(page: Page, { route, targets, where, text, notes }: BucketSetting): void {
  page.gap();
  const label = route === null ? 'To audit a bucket' : `${ROUTE_LABELS[route]} on ${targetList(targets)}`;
  page.paragraph(`${label}: ${where}`);
  for (const line of text.trimEnd().split('\n')) page.verbatim(`${INDENT}${visible(line, 10_000)}`);
  for (const note of notes) page.item(visible(note));
}
