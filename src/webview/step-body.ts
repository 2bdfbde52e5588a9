import type { Confidence, Evidence, Finding } from '../model/finding';
import { carriedOver } from '../report/carried-over';
import { evidenceKey } from '../report/group';
import { TARGET_LABELS } from '../report/words';
import { append, type Child, h } from './dom';
import { icon } from './icons';
import { PLANNER_FILE } from './shared/names';
import type { Actions, State } from './state';
import { afterTheFix, observedDetails } from './step-effect';
import { stepFields } from './step-fields';
import { affected, placesListed } from './step-places';
import { comesAfter, doneParts, effortParts, filesOf, proofAction } from './step-plan';
import { list, t } from './text';
import { openPins, type StepRow, waivable } from './view-model';

/** So many different explanations of one step are written out. */
const TEXTS = 4;

/** Prepares the body of an open step; the function given back fills it: why, what to do, on whose word, where, and who does it. */
export function stepBody(body: HTMLElement, id: string, actions: Actions): (row: StepRow, state: State) => void {
  const details = h('div', {});
  const fields = stepFields(id, actions);
  body.append(details, fields.element);
  let shown: { readonly row: StepRow; readonly listed: number } | null = null;
  return (row, state) => {
    const listed = placesListed(row, state);
    if (shown?.row === row && shown.listed === listed) return;
    shown = { row, listed };
    details.replaceChildren();
    append(details, detailParts(row, state, actions));
    fields.show(row.step);
  };
}

function detailParts(row: StepRow, state: State, actions: Actions): Child[] {
  const { findings, step, place } = row;
  const first = findings[0];
  const sdk = state.shown?.report.settings.sdk ?? '';
  const entries: (readonly [string, readonly Child[]])[] = first
    ? [
        [t('step.why'), whys(findings)],
        [t('step.todo'), paragraphs(findings.map((finding) => finding.remedy))],
        ...(row.effect === null || state.target === null
          ? []
          : [[t('step.after'), afterTheFix(row.effect, TARGET_LABELS[state.target])] as const]),
        ...(row.observed.length === 0 ? [] : [[t('step.observed'), observedDetails(row, actions)] as const]),
        [
          t('step.evidence'),
          [
            evidenceList(
              findings.flatMap(({ evidence }) => evidence),
              sdk,
              actions,
            ),
          ],
        ],
        [t('step.holdsFor'), [list(row.targets.map((target) => TARGET_LABELS[target]))]],
        [t('step.affected'), affected(row, state, actions)],
      ]
    : [
        [t('step.why'), [step.detail]],
        ...(step.how.length === 0 ? [] : [[t('step.todo'), step.how.map((way) => h('p', {}, way))] as const]),
        ...(step.documents.length === 0
          ? []
          : [[t('step.evidence'), [evidenceList(step.documents, sdk, actions)]] as const]),
        ...(step.files.length === 0 ? [] : [[t('step.files'), filesOf(step, actions)] as const]),
      ];
  if (step.after.length > 0) entries.push([t('step.comesAfter'), comesAfter(step, state, actions)]);
  if (step.effort.maxDays > 0) entries.push([t('step.effort'), effortParts(step)]);
  entries.push([t('step.doneWhen'), doneParts(step)]);
  const proof = proofAction(step, actions);
  return [
    h('dl', {}, ...entries.map(([term, description]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...description)))),
    h(
      'div',
      { class: 'tools' },
      openPins(row).length > 0 && button('pin', t('step.pin'), `pin ${step.id}`, () => actions.pin(step.id)),
      first !== undefined &&
        place !== null &&
        button('goto', t('step.openFirst'), `first ${step.id}`, () => actions.post({ type: 'open', location: place })),
      first !== undefined &&
        button('book', t('step.rulePage'), `rule ${step.id}`, () =>
          actions.post({ type: 'openRule', rule: first.rule }),
        ),
      proof !== null && button('link', t('step.openProof'), `proof ${step.id}`, proof),
      waivable(row) !== null && button('waived', t('step.waive'), `waive ${step.id}`, () => actions.waive(step.id)),
      row.waiver?.expires != null &&
        button('file', t('step.editWaiver'), `waiver ${step.id}`, () =>
          actions.post({ type: 'open', location: { path: PLANNER_FILE } }),
        ),
    ),
  ];
}

export function button(
  glyph: Parameters<typeof icon>[0],
  label: string,
  key: string,
  onclick: () => void,
  kind = '',
): HTMLElement {
  return h('button', { type: 'button', class: `button ${kind}`, 'data-key': key, onclick }, icon(glyph), label);
}

/** Each different reason with how sure it is. */
function whys(findings: readonly Finding[]): Child[] {
  const reasons = new Map<string, Confidence>();
  for (const { why, confidence } of findings) if (!reasons.has(why)) reasons.set(why, confidence);
  const shown = [...reasons].slice(0, TEXTS);
  return [
    ...shown.map(([why, confidence]) =>
      h('p', {}, why, ' ', h('span', { class: 'tag' }, t(`confidence.${confidence}`))),
    ),
    ...further(reasons.size),
  ];
}

function paragraphs(texts: readonly string[]): Child[] {
  const different = [...new Set(texts)].filter((text) => text !== '');
  return [...different.slice(0, TEXTS).map((text) => h('p', {}, text)), ...further(different.length)];
}

function further(count: number): Child[] {
  return [count > TEXTS && h('p', { class: 'quiet' }, t('step.furtherTexts', count - TEXTS))];
}

function evidenceList(evidence: readonly Evidence[], sdk: string, actions: Actions): Child {
  const sources = new Map(evidence.map((entry) => [evidenceKey(entry), entry]));
  if (sources.size === 0) return h('p', { class: 'quiet' }, t('step.noEvidence'));
  return h(
    'ul',
    { class: 'sources' },
    ...[...sources.values()].map((entry) => h('li', {}, ...source(entry, sdk, actions))),
  );
}

function source(entry: Evidence, sdk: string, actions: Actions): Child[] {
  const carried = carriedOver(entry, sdk) !== null;
  return [
    sourceLink(entry, actions),
    entry.sdk !== null &&
      h('span', { class: 'tag' }, carried ? t('step.carriedOver', entry.sdk) : t('step.release', entry.sdk)),
  ];
}

/** A link to a document, opened outside. */
export function sourceLink({ title, url }: Evidence, actions: Actions): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      role: 'link',
      class: 'link',
      title: url,
      onclick: () => actions.post({ type: 'openUrl', url }),
    },
    icon('link', 'small'),
    title,
  );
}
