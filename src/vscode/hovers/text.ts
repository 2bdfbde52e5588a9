/** What a hover says, as Markdown for VS Code. Pure; every string that is not ours is escaped. */
import type { Evidence, Finding, WaiverMark } from '../../model/finding';
import { carriedOver } from '../../report/carried-over';
import { httpsUrl, visible } from '../../report/escape';
import { ruleCommand } from '../command-uris';
import { t } from '../l10n';

/** Message and rule, then {@link detailsMarkdown}. */
export function findingMarkdown(finding: Finding, sdk: string): string {
  const { message, rule } = finding;
  const headline = `**${escapeText(message)}** neuron([${escapeText(rule)}](${ruleCommand(rule)}))`;
  return `${headline}\n\n${detailsMarkdown(finding, sdk)}`;
}

/** Why, what to do, sources with release and confidence. `sdk`: the release the audit judged for. */
export function detailsMarkdown(finding: Finding, sdk: string): string {
  const { why, remedy, neuronError, observed, waived } = finding;
  return [
    escapeText(why),
    neuronError === null ? '' : escapeText(t('The compile would end in {0}.', visible(neuronError))),
    remedy === '' ? '' : `${escapeText(t('What to do:'))} ${escapeText(remedy)}`,
    observed === undefined
      ? ''
      : escapeText(t('Observed in {0}: {1}', visible(observed.path), visible(observed.words))),
    ...sourceLines(finding, sdk),
    waived === null ? '' : escapeText(waiverText(waived)),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** What something is on Neuron: the name, the sentences, the sources with their releases. */
export function counterpartMarkdown(
  { subject, words }: { readonly subject: string; readonly words: readonly string[] },
  evidence: readonly Evidence[],
  sdk: string,
): string {
  const sources = evidence.map((source) => [sourceLink(source), ...releaseNotes(source, sdk)].join(' · '));
  const headline = `**${escapeText(subject)}** · ${escapeText(t('on Neuron'))}`;
  return [headline, ...words.map((sentence) => escapeText(sentence)), ...sources].join('\n\n');
}

function sourceLines({ evidence, confidence }: Finding, sdk: string): readonly string[] {
  const words = confidenceWord(confidence);
  if (evidence.length === 0) return [escapeText(words)];
  return evidence.map((source) => [sourceLink(source), ...sourceNotes(source, sdk, words)].join(' · '));
}

function sourceLink({ title, url }: Evidence): string {
  const href = httpsUrl(url);
  return href === null ? escapeText(title) : `[${escapeText(title)}](<${href}>)`;
}

function sourceNotes(source: Evidence, sdk: string, confidence: string): readonly string[] {
  return [...releaseNotes(source, sdk), escapeText(confidence)];
}

function releaseNotes(source: Evidence, sdk: string): readonly string[] {
  const release = source.sdk === null ? [] : [t('SDK {0}', source.sdk)];
  const carried = carriedOver(source, sdk) === null ? [] : [t('carried over')];
  return [...release, ...carried].map(escapeText);
}

function confidenceWord(confidence: Finding['confidence']): string {
  switch (confidence) {
    case 'documented':
      return t('documented');
    case 'inferred':
      return t('inferred');
    case 'undocumented':
      return t('undocumented');
    default:
      return confidence satisfies never;
  }
}

/**
 * Text that Markdown shows as it stands: a backslash before every ASCII punctuation mark leaves neither markup nor HTML nor a link
 * that forms by itself.
 */
export function escapeText(text: string): string {
  return visible(text).replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

function waiverText({ by, expires, reason }: WaiverMark): string {
  return expires === null
    ? t('Waived by {0}: {1}', visible(by), visible(reason))
    : t('Waived by {0} until {1}: {2}', visible(by), expires, visible(reason));
}
