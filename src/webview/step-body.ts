import type { Confidence, Evidence, Finding } from '../model/finding';
import { carriedOver } from '../report/carried-over';
import { evidenceKey } from '../report/group';
import { TARGET_LABELS } from '../report/words';
import { append, type Child, h } from './dom';
import { icon } from './icons';
import type { Actions, State } from './state';
import { afterTheFix, observedDetails } from './step-effect';
import { stepFields } from './step-fields';
import { affected, placesListed } from './step-places';
import { list, t } from './text';
import type { StepRow } from './view-model';

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
  const open = findings.filter(({ pins = [] }) => pins.length > 0).map(({ fingerprint }) => fingerprint);
  const sdk = state.shown?.report.settings.sdk ?? '';
  const entries: (readonly [string, readonly Child[]])[] = first
    ? [
        [t('step.why'), whys(findings)],
        [t('step.todo'), paragraphs(findings.map((finding) => finding.remedy))],
        ...(row.effect === null || state.target === null
          ? []
          : [[t('step.after'), afterTheFix(row.effect, TARGET_LABELS[state.target])] as const]),
        ...(row.observed.length === 0 ? [] : [[t('step.observed'), observedDetails(row, actions)] as const]),
        [t('step.evidence'), [evidenceList(findings, sdk, actions)]],
        [t('step.holdsFor'), [list(row.targets.map((target) => TARGET_LABELS[target]))]],
        [t('step.affected'), affected(row, state, actions)],
      ]
    : [[t('step.why'), [step.detail]]];
  entries.push([t('step.doneWhen'), [step.doneWhen]]);
  return [
    h('dl', {}, ...entries.map(([term, description]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...description)))),
    first !== undefined &&
      h(
        'div',
        { class: 'tools' },
        open.length > 0 &&
          button('pin', t('step.pin'), `pin ${step.id}`, () => actions.post({ type: 'pin', findings: open })),
        place !== null &&
          button('goto', t('step.openFirst'), `first ${step.id}`, () =>
            actions.post({ type: 'open', location: place }),
          ),
        button('book', t('step.rulePage'), `rule ${step.id}`, () =>
          actions.post({ type: 'openRule', rule: first.rule }),
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

function evidenceList(findings: readonly Finding[], sdk: string, actions: Actions): Child {
  const sources = new Map(findings.flatMap((finding) => finding.evidence).map((entry) => [evidenceKey(entry), entry]));
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
