import type { Report } from '../../model/report';
import { releaseWords } from '../carried-over';
import { baselineNote, fixSentences, messageSentences, observedSentences } from '../cause-words';
import type { ShownCause } from '../effects';
import { httpsUrl, visible, visibleName, visibleTitle } from '../escape';
import { type FindingGroup, firstPlaces } from '../group';
import { placeLine } from '../places';
import { waivedCauses, waivedUntil } from '../waived';
import { CONFIDENCE_MEANINGS, count, figure, targetList } from '../words';
import type { Page } from './page';

const INDENT = 4;
const LABEL = 12;
/** Places, messages, reasons named one by one; the others are counted. */
const LISTED = 3;
/** More of these, since they differ by target. */
const SENTENCES = 5;
/** Causes in full and, beyond them, in a line each; what is left is in the JSON report. */
const FULL_LISTED = 50;
const SHORT_LISTED = 60;

/** Root causes of one severity, numbered from `first`, judged for the release `sdk`. */
export function fullLines(page: Page, causes: readonly ShownCause[], first: number, sdk: string): void {
  for (const [index, cause] of causes.slice(0, FULL_LISTED).entries()) causeLines(page, cause, first + index, sdk);
  shortLines(page, causes.slice(FULL_LISTED));
}

/** One root cause with everything that settles it. */
function causeLines(page: Page, cause: ShownCause, number: number, sdk: string): void {
  page.hanging(`${number}.`.padEnd(INDENT), visibleTitle(cause.title), INDENT);
  labelled(page, 'targets', [targetList(cause.targets)]);
  if (cause.messages.length > 1) labelled(page, 'what', firstOf(messageSentences(cause), LISTED, 'more like these'));
  const { places, more } = firstPlaces(cause, LISTED);
  labelled(page, 'where', [
    ...places.map((place) => placeLine(place, visibleName)),
    ...(more > 0 ? [`and ${figure(more)} more`] : []),
  ]);
  labelled(page, 'why', firstOf(cause.whys, SENTENCES));
  labelled(page, 'fix', firstOf(fixSentences(cause), SENTENCES));
  labelled(
    page,
    'observed',
    observedSentences(cause).map((words) => visible(words)),
  );
  labelled(
    page,
    'effect',
    cause.effects.map((words) => visible(words)),
  );
  labelled(page, 'error', cause.neuronErrors.map(visibleName));
  labelled(
    page,
    'source',
    cause.evidence.flatMap((source) => sourceLines(source, sdk)),
  );
  if (cause.confidence !== 'documented') {
    labelled(page, 'confidence', [`${cause.confidence}: ${CONFIDENCE_MEANINGS[cause.confidence]}`]);
  }
  labelled(page, 'rule', [visibleName(cause.rule)]);
  const baseline = baselineNote(cause);
  if (baseline !== null) labelled(page, 'baseline', [baseline]);
  page.gap();
}

/** Causes in a line each. */
export function shortLines(page: Page, causes: readonly ShownCause[]): void {
  for (const cause of causes.slice(0, SHORT_LISTED)) {
    const { places, more } = firstPlaces(cause, 1);
    const where = places.map((place) => placeLine(place, visibleName)).join('');
    const others = more > 0 ? ` and ${count(more, 'more place')}` : '';
    page.item(`${visibleTitle(cause.title)} (${visibleName(cause.rule)}; ${cause.confidence}; ${where}${others})`);
  }
  const hidden = causes.length - SHORT_LISTED;
  if (hidden > 0) page.item(`and ${count(hidden, 'more cause')}; the JSON report holds them all`);
}

/** What a run refutes, and which output says so. */
export function refutedLines(page: Page, causes: readonly FindingGroup[]): void {
  if (causes.length > 0) page.heading(`Refuted by a run: ${count(causes.length, 'cause')}`);
  for (const cause of causes.slice(0, SHORT_LISTED)) {
    const said = observedSentences(cause).map((words) => visible(words));
    page.item(
      `${visibleTitle(cause.title)} (${visibleName(cause.rule)}, ${count(cause.occurrences, 'place')}). ${said.join(' ')}`,
    );
  }
  const hidden = causes.length - SHORT_LISTED;
  if (hidden > 0) page.item(`and ${count(hidden, 'more cause')}; the JSON report holds them all`);
}

/** What is waived, by whom, why and until when. */
export function waivedLines(page: Page, report: Report): void {
  const waived = waivedCauses(report);
  if (waived.length > 0) page.heading(`Waived: ${count(waived.length, 'cause')}`);
  for (const { waiver, cause } of waived) {
    const until = `waived ${visibleName(waivedUntil(waiver))} by ${visibleName(waiver.by)}: ${visible(waiver.reason)}`;
    page.item(
      `${visibleTitle(cause.title)} (${visibleName(cause.rule)}, ${count(cause.occurrences, 'place')}); ${until}`,
    );
  }
}

function sourceLines(source: FindingGroup['evidence'][number], sdk: string): string[] {
  const release = releaseWords(source, sdk);
  const title = visible(source.title);
  return [release === null ? title : `${title}, ${visibleName(release)}`, httpsUrl(source.url) ?? visible(source.url)];
}

function firstOf(sentences: readonly string[], limit: number, others = 'more'): string[] {
  const shown = sentences.filter((sentence) => sentence !== '').map((sentence) => visible(sentence));
  return shown.length <= limit ? shown : [...shown.slice(0, limit), `and ${figure(shown.length - limit)} ${others}`];
}

/** The label beside the first line; nothing where there are no lines. */
function labelled(page: Page, label: string, lines: readonly string[]): void {
  for (const [index, line] of lines.entries()) {
    const shown = (index === 0 ? label : '').padEnd(LABEL);
    page.hanging(' '.repeat(INDENT) + page.paint('dim', shown), line, INDENT + LABEL);
  }
}
