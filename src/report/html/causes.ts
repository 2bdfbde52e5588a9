import type { Location } from '../../model/finding';
import type { Step } from '../../model/plan';
import type { RuleText } from '../../model/rule-text';
import { daysWords, effortWords } from '../amounts';
import { baselineNote, fixSentences, messageSentences, observedSentences } from '../cause-words';
import type { ShownCause } from '../effects';
import { type FindingGroup, firstPlaces } from '../group';
import { placeWords } from '../places';
import { CONFIDENCE_MEANINGS, capital, count, figure, SEVERITY_LABELS, STATE_LABELS, targetList } from '../words';
import { glyph, SEVERITY_GLYPHS } from './glyphs';
import { code, html, type Markup, NOTHING, name, title, when } from './markup';
import { type Sources, sourceLink } from './sources';
import { stepAnchor } from './step-anchor';

/** Places, reasons and messages in sight, and folded under them; the others are counted. */
const IN_SIGHT = 8;
const MESSAGES_IN_SIGHT = 3;
const FOLDED = 60;
const CHANGES = 3;
const IN_A_LIST = 100;

/** What a card shows beside its cause. */
export interface CardContext {
  readonly sources: Sources;
  readonly rule: RuleText | undefined;
  /** The step of the plan that settles it. */
  readonly step: Step | undefined;
}

/** One root cause in full. `id` is the anchor that page one and the plan lead to. */
export function causeCard(cause: ShownCause, id: string, { sources, rule, step }: CardContext): Markup {
  const fixes = fixSentences(cause);
  const baseline = baselineNote(cause);
  const observed = observedSentences(cause);
  const errors = cause.neuronErrors.map((error) => html`, ends in ${code(error)}`);
  return html`<article class="cause" id="${id}" aria-labelledby="${id}-title"${filterData(cause)}>
<header>${glyph(SEVERITY_GLYPHS[cause.severity])}<div><h3 id="${id}-title">${title(cause.title)}</h3>
<p class="quiet">${SEVERITY_LABELS[cause.severity]} on ${targetList(cause.targets)}${errors}, rule ${code(cause.rule)}</p></div>${step === undefined ? NOTHING : html`<p class="rhs">${daysWords(step.effort)}<br>${step.owner === null ? 'nobody yet' : name(step.owner)}</p>`}</header>
<dl>${when(cause.messages.length > 1, () => row('What', messageList(messageSentences(cause))))}${row('Why', sentences(cause.whys))}${row('What to do', html`${sentences(fixes)}${changes(cause)}`)}${when(observed.length > 0, () => row('Observed', sentences(observed)))}${when(cause.effects.length > 0, () => row('Effect', sentences(cause.effects)))}
${row(`Where (${figure(cause.occurrences)})`, placeList(cause))}${row('Confidence', html`${capital(cause.confidence)}: ${CONFIDENCE_MEANINGS[cause.confidence]}.`)}
${when(cause.evidence.length > 0, () => row('Evidence', evidenceList(cause, sources)))}${baseline === null ? NOTHING : row('Baseline', html`${capital(baseline)}.`)}${step === undefined ? NOTHING : row('Plan', planWords(step, cause))}${rule === undefined ? NOTHING : row('Rule', ruleText(rule))}</dl>
</article>
`;
}

/** What the filters read. */
function filterData({ severity, targets }: FindingGroup): Markup {
  return html` data-s="${severity}" data-t="${targets.join(' ')}"`;
}

/** What the certain edits replace, before and after. */
function changes({ findings }: FindingGroup): Markup {
  const all = findings.flatMap(({ edit }) => edit?.changes ?? []);
  const items = all
    .slice(0, CHANGES)
    .map(
      ({ path, range, before, after }) =>
        html`<div class="change"><p class="at path">${name(path)}:${range.start.line}</p><p><del>${before}</del></p><p><ins>${after}</ins></p></div>`,
    );
  return html`${items}${when(all.length > CHANGES, () => html`<p class="quiet">and ${count(all.length - CHANGES, 'more change')}</p>`)}`;
}

function planWords(step: Step, { findings }: FindingGroup): Markup {
  const [first] = findings;
  const more = findings.length > 1 ? ` and ${figure(findings.length - 1)} more` : '';
  return html`<a href="#${stepAnchor(step)}">${title(step.title)}</a>, ${STATE_LABELS[step.state]}; ${effortWords(step.effort)}. Done when ${step.doneWhen}. <span class="at">Fingerprint ${first?.fingerprint ?? ''}${more}</span>`;
}

/** What the rule says of itself, folded. */
function ruleText({ title: heading, what, why, fix }: RuleText): Markup {
  return html`<details><summary>${title(heading)}</summary><p>${what}</p><p><b>Why:</b> ${why}</p><p><b>What to do:</b> ${fix}</p></details>`;
}

/** Causes beyond those shown in full, a line each; in lists of few, so that the browser lays out only those in sight. */
export function causeLines(causes: readonly FindingGroup[], shown: number): Markup {
  if (causes.length === 0) return NOTHING;
  const hidden = causes.length - shown;
  const lines = causes.slice(0, shown).map(causeLine);
  const lists = Array.from(
    { length: Math.ceil(lines.length / IN_A_LIST) },
    (_, at) => html`<ul class="rows">${lines.slice(at * IN_A_LIST, (at + 1) * IN_A_LIST)}</ul>
`,
  );
  return html`<section aria-labelledby="further"><h2 id="further">${count(causes.length, 'further cause')}, in short</h2>
${lists}${when(hidden > 0, () => html`<p class="quiet">${count(hidden, 'more cause')} in the JSON report.</p>`)}</section>
`;
}

function causeLine(cause: FindingGroup): Markup {
  return html`<li${filterData(cause)}><b>${SEVERITY_LABELS[cause.severity]}</b> ${name(cause.title)} <span class="at">${targetList(cause.targets)}; ${count(cause.occurrences, 'place')}; ${name(cause.rule)}</span></li>
`;
}

/** File and name of a place. */
export function shortPlace(location: Location): Markup {
  const { path, position, name: subject } = placeWords(location);
  return html`<span class="path">${name(path)}${when(position !== '', () => html`:${position}`)}</span>${when(subject !== '', () => html` ${code(subject)}`)}`;
}

/** A place in a line, with all that is known of it. */
function placeMarkup(location: Location): Markup {
  const { path, position, name: subject, details } = placeWords(location);
  const more = details.map(({ label, value }, index) => html`${index === 0 ? '' : ', '}${label}${name(value)}`);
  return html`<span class="path">${name(path)}${when(position !== '', () => html`:${position}`)}</span>${when(subject !== '', () => html` ${code(subject)}`)}${when(more.length > 0, () => html` <span class="quiet">${more}</span>`)}`;
}

function placeList(cause: FindingGroup): Markup {
  const { places, more } = firstPlaces(cause, IN_SIGHT + FOLDED);
  const items = places.map((place) => html`<li>${placeMarkup(place)}</li>`);
  return foldedList(items, more);
}

function messageList(messages: readonly string[]): Markup {
  const items = messages.map((message) => html`<li>${message}</li>`);
  const listed = items.slice(0, MESSAGES_IN_SIGHT + FOLDED);
  return foldedList(listed, items.length - listed.length, { inSight: MESSAGES_IN_SIGHT, others: 'more like these' });
}

function sentences(texts: readonly string[]): Markup {
  if (texts.length <= 1) return html`${texts[0] ?? ''}`;
  const items = texts.slice(0, IN_SIGHT + FOLDED).map((text) => html`<li>${text}</li>`);
  return foldedList(items, texts.length - items.length);
}

function foldedList(items: readonly Markup[], more: number, { inSight = IN_SIGHT, others = 'more' } = {}): Markup {
  const folded = items.slice(inSight);
  const uncounted = when(more > 0, () => html`<p class="quiet">and ${figure(more)} ${others}</p>`);
  return html`<ul>${items.slice(0, inSight)}</ul>${when(folded.length > 0, () => html`<details><summary>${figure(folded.length)} ${others}</summary><ul>${folded}</ul></details>`)}${uncounted}`;
}

function evidenceList(cause: FindingGroup, sources: Sources): Markup {
  return html`<ul>${cause.evidence.map((evidence) => html`<li>[${sources.number(evidence)}] ${sourceLink(evidence)}</li>`)}</ul>`;
}

function row(term: string, description: Markup): Markup {
  return html`<div><dt>${term}</dt><dd>${description}</dd></div>`;
}
