/** The gate of the knowledge base with what it needs of the file system. Bundled by `test/run/knowledge.mjs`; unit tests use it too. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FILES } from '../../src/neuron/data';
import { type LintReport, lint } from '../../src/neuron/lint';
import type { RepositorySource, SourcesFile } from '../../src/neuron/schema';
import { anchor } from '../../src/neuron/sources';
import { ALL_RULES } from '../../src/rules';
import type { CitingRule } from './knowledge-next';

export { DATA } from '../../src/neuron/data';
export { withConflictTable } from './conflict-table';
export { nextRelease } from './knowledge-next';

export const RULE_IDS: ReadonlySet<string> = new Set(ALL_RULES.map(({ id }) => id));

/** Lints the bundled data; `root` is the project's folder, whose code is searched for cited sources. */
export function gate(root: string): LintReport {
  return lint(FILES, citedInCode(path.join(root, 'src')), RULE_IDS);
}

/** Every string literal of the code outside the knowledge base: source ids among them count as cited. */
function citedInCode(folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.startsWith('neuron')) continue;
    for (const [, text] of readFileSync(path.join(folder, file), 'utf8').matchAll(/'([\w.-]+)'/g))
      if (text) found.add(text);
  }
  return found;
}

/** The Neuron documents that entries cite, with the commit they were read at. */
export function neuronDocuments(): { readonly commit: string; readonly sources: readonly RepositorySource[] } {
  const { repositories, sources } = FILES.sources as SourcesFile;
  const commit = repositories.neuron?.commit ?? '';
  return {
    commit,
    sources: sources.filter(
      (source): source is RepositorySource => !('url' in source) && source.repository === 'neuron',
    ),
  };
}

/** What each rule cites on its page. */
export function ruleSources(): readonly CitingRule[] {
  return ALL_RULES.map(({ id, page }) => ({ id, sources: page.sources }));
}

/** Whether a document has the label: an rst label, or a heading whose slug it is. */
export function hasLabel(document: string, label: string): boolean {
  const lines = document.split('\n').map((line) => line.trim());
  return (
    lines.includes(`.. _${label}:`) || lines.some((line) => line !== '' && anchor(line.replace(/^#+\s*/, '')) === label)
  );
}
