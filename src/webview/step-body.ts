import type { Confidence, Evidence, Finding } from '../model/finding';
import { STEP_STATES, type StepState } from '../model/plan';
import { evidenceKey } from '../report/group';
import { TARGET_LABELS } from '../report/words';
import { type Child, h } from './dom';
import { icon } from './icons';
import { carriedOver } from './overview';
import type { Actions, State } from './state';
import { affected } from './step-places';
import { list, t } from './text';
import type { StepRow } from './view-model';

/** So many different explanations of one step are written out. */
const TEXTS = 4;

/** An open step: why, what to do, on whose word, where, and who does it. */
export function bodyParts(row: StepRow, state: State, actions: Actions): Child[] {
  const { findings, step, place } = row;
  const first = findings[0];
  const sdk = state.shown?.report.settings.sdk ?? '';
  const entries: (readonly [string, readonly Child[]])[] = [
    [t('step.why'), first ? whys(findings) : [h('p', {}, step.detail)]],
  ];
  if (first) {
    entries.push(
      [t('step.todo'), paragraphs(findings.map((finding) => finding.remedy))],
      [t('step.evidence'), [evidenceList(findings, sdk, actions)]],
      [t('step.holdsFor'), [list(row.targets.map((target) => TARGET_LABELS[target]))]],
      [t('step.affected'), affected(row, state, actions)],
    );
  }
  entries.push([t('step.doneWhen'), [step.doneWhen]], [t('step.track'), [tracking(row, actions)]]);
  return [
    h('dl', {}, ...entries.map(([term, description]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...description)))),
    first !== undefined &&
      h(
        'div',
        { class: 'tools' },
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
  const different = [...new Set(texts)];
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
    h(
      'button',
      {
        type: 'button',
        role: 'link',
        class: 'link',
        title: entry.url,
        onclick: () => actions.post({ type: 'openUrl', url: entry.url }),
      },
      icon('link', 'small'),
      entry.title,
    ),
    entry.sdk !== null &&
      h('span', { class: 'tag' }, carried ? t('step.carriedOver', entry.sdk) : t('step.release', entry.sdk)),
  ];
}

function tracking(row: StepRow, actions: Actions): Child {
  const { step } = row;
  const select = h('select', {
    'data-key': `state ${step.id}`,
    onchange: () => actions.setStep(row, { state: select.value as StepState }),
  });
  for (const state of STEP_STATES) {
    const settable = state === 'open' || state === 'doing' || state === 'done';
    if (settable || state === step.state)
      select.append(h('option', { value: state, disabled: !settable }, t(`state.${state}`)));
  }
  select.value = step.state;
  const owner = h('input', {
    type: 'text',
    maxlength: 100,
    spellcheck: 'false',
    autocomplete: 'off',
    'data-key': `owner ${step.id}`,
    onchange: () => actions.setStep(row, { owner: owner.value.trim() }),
  });
  owner.value = step.owner ?? '';
  const note = h('textarea', {
    rows: 2,
    maxlength: 2000,
    'data-key': `note ${step.id}`,
    onchange: () => actions.setStep(row, { note: note.value.trim() }),
  });
  note.value = step.note ?? '';
  return h(
    'div',
    { class: 'track' },
    h('label', {}, h('span', {}, t('filter.state')), select),
    h('label', {}, h('span', {}, t('step.owner')), owner),
    h('label', { class: 'wide' }, h('span', {}, t('step.note')), note),
  );
}
