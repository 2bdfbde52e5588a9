import * as vscode from 'vscode';
import type { Finding } from '../../model/finding';
import { pathBelow } from '../audits/root';
import type { AuditStore } from '../audits/store';
import { commandUri, OPEN_CHECKLIST, OPEN_RULE } from '../command-uris';
import { t } from '../l10n';
import { toRange } from '../range';
import { detailsMarkdown, escapeText, findingMarkdown } from './text';

/** Shows why, what to do and the sources where a finding stands in a text file. */
export function provideHovers(store: AuditStore): vscode.Disposable {
  return vscode.languages.registerHoverProvider('*', {
    provideHover(document, position) {
      const hits = findingsAt(store, document, position);
      const first = hits[0];
      if (first === undefined) return undefined;
      // VS Code shows the messages above this; they are repeated only to tell several findings apart.
      const write = hits.length === 1 ? detailsMarkdown : findingMarkdown;
      const texts = new Set(hits.map(({ finding, sdk }) => write(finding, sdk)));
      const checklist = `[${escapeText(t('Open checklist'))}](${commandUri(OPEN_CHECKLIST, [])})`;
      return new vscode.Hover([...texts, checklist].map(trusted), first.range);
    },
  });
}

interface Hit {
  readonly range: vscode.Range;
  readonly finding: Finding;
  /** The release that it was judged for. */
  readonly sdk: string;
}

/** The findings of the last audits at a place of a text file. */
export function findingsAt(store: AuditStore, { uri }: vscode.TextDocument, position: vscode.Position): readonly Hit[] {
  return store.all().flatMap(({ root, state }) => {
    const path = state.report === null ? null : pathBelow(root, uri);
    if (state.report === null || path === null) return [];
    const { sdk } = state.report.settings;
    return state.report.findings.flatMap((finding) =>
      finding.locations.flatMap((place) =>
        'range' in place && place.path === path && toRange(place.range).contains(position)
          ? [{ range: toRange(place.range), finding, sdk }]
          : [],
      ),
    );
  });
}

/** Markdown whose links may run our two commands, and no other. */
export function trusted(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown);
  text.isTrusted = { enabledCommands: [OPEN_RULE, OPEN_CHECKLIST] };
  return text;
}
