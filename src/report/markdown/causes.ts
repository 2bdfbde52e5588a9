import type { Evidence } from '../../model/finding';
import { releaseWords } from '../carried-over';
import { baselineNote, fixSentences, messageSentences, observedSentences } from '../cause-words';
import type { ShownCause } from '../effects';
import { escapeMarkdown, httpsUrl, markdownCode, TITLE_LIMIT } from '../escape';
import { type FindingGroup, firstPlaces } from '../group';
import { placeLine } from '../places';
import { type WaivedCause, waivedUntil } from '../waived';
import { count, figure, targetList } from '../words';

/** Places, messages and effects named one by one; the others are counted. */
const LISTED = 3;
/** More of these, since they differ by target. */
const SENTENCES = 5;

/** A root cause as a list item with what settles it, judged for the release `sdk`. */
export function causeItem(cause: ShownCause, sdk: string): string {
  const several = cause.messages.length > 1;
  const fixes = fixSentences(cause);
  const baseline = baselineNote(cause);
  const lines = [
    `**${escapeMarkdown(cause.title, TITLE_LIMIT)}** (${targetList(cause.targets)})`,
    ...(several ? [`What: ${sentences(messageSentences(cause), LISTED, 'more like these')}`] : []),
    `Where: ${places(cause, LISTED)}`,
    ...(cause.neuronErrors.length > 0 ? [`Ends in: ${cause.neuronErrors.map(markdownCode).join(', ')}`] : []),
    `Why: ${sentences(cause.whys, SENTENCES)}`,
    ...(fixes.length > 0 ? [`Fix: ${sentences(fixes, SENTENCES)}`] : []),
    ...observedSentences(cause).map((words) => escapeMarkdown(words)),
    ...(cause.effects.length > 0 ? [`Effect: ${sentences(cause.effects, LISTED)}`] : []),
    `Source: ${[...cause.evidence.map((entry) => source(entry, sdk)), cause.confidence].join('; ')}`,
    `Rule: ${markdownCode(cause.rule)}${baseline === null ? '' : `; ${baseline}`}`,
  ];
  return `- ${lines.join('\n  - ')}`;
}

/** A note in a line. */
export function noteItem(note: FindingGroup): string {
  return `- ${escapeMarkdown(note.title, TITLE_LIMIT)} ${places(note, 1)}; ${markdownCode(note.rule)}, ${note.confidence}`;
}

/** A cause that a run refutes in a line, with the output that says so. */
export function refutedItem(cause: FindingGroup): string {
  const said = observedSentences(cause).map((words) => escapeMarkdown(words));
  return `- ${escapeMarkdown(cause.title, TITLE_LIMIT)} ${markdownCode(cause.rule)}, ${count(cause.occurrences, 'place')}; ${said.join(' ')}`;
}

/** A waived cause in a line: who waived it, why and until when. */
export function waivedItem({ waiver, cause }: WaivedCause): string {
  const what = `${escapeMarkdown(cause.title, TITLE_LIMIT)} ${markdownCode(cause.rule)}, ${count(cause.occurrences, 'place')}`;
  return `- ${what}; ${escapeMarkdown(waivedUntil(waiver))} by ${escapeMarkdown(waiver.by)}: ${escapeMarkdown(waiver.reason)}`;
}

function places(cause: FindingGroup, limit: number): string {
  const { places: shown, more } = firstPlaces(cause, limit);
  const words = shown.map((place) => placeLine(place, markdownCode)).join('; ');
  return more > 0 ? `${words} and ${figure(more)} more` : words;
}

function sentences(texts: readonly string[], limit: number, others = 'more'): string {
  const shown = texts.slice(0, limit).map((text) => escapeMarkdown(text).replace(/[^.]$/, '$&.'));
  return [...shown, ...(texts.length > limit ? [`And ${figure(texts.length - limit)} ${others}.`] : [])].join(' ');
}

function source(evidence: Evidence, sdk: string): string {
  const address = httpsUrl(evidence.url);
  const words = escapeMarkdown(evidence.title);
  const release = releaseWords(evidence, sdk);
  const link = address === null ? words : `[${words}](<${address}>)`;
  return release === null ? link : `${link}, ${escapeMarkdown(release)}`;
}
