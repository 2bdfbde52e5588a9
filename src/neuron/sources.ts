import type { Evidence } from '../model/finding';
import { lazy } from './lazy';
import type { RepositoryEntry, SourceEntry, SourcesFile } from './schema';

/** Files that the documentation site publishes as a page. */
const PAGE = /\.(?:rst|md|ipynb)$/;

/** Evidence by source id; throws on an id that is not in `sources.json`. */
export function sourceQueries(file: SourcesFile): (id: string) => Evidence {
  const byId = lazy(() => new Map(file.sources.map((source) => [source.id, toEvidence(source, file)])));
  return (id) => {
    const evidence = byId().get(id);
    if (!evidence) throw new Error(`no source with the id "${id}"`);
    return evidence;
  };
}

/** The address of a source: the published page where its repository has a site, else the file at the commit that was read. */
export function sourceUrl(source: SourceEntry, repositories: SourcesFile['repositories']): string {
  if ('url' in source) return source.url;
  const repository = repositoryOf(source.repository, repositories);
  if (repository.site !== null && PAGE.test(source.path)) {
    const page = `${repository.site}${source.path.replace(PAGE, '')}.html`;
    return source.label === null ? page : `${page}#${anchor(source.label)}`;
  }
  const kind = /\.\w+$/.test(source.path) ? 'blob' : 'tree';
  const file = `https://github.com/${repository.repo}/${kind}/${repository.commit}/${source.path}`;
  return source.label === null ? file : `${file}#${anchor(source.label)}`;
}

/** The id that Sphinx makes of a label or a heading. */
export function anchor(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function toEvidence(source: SourceEntry, file: SourcesFile): Evidence {
  const sdk =
    source.sdk !== undefined || 'url' in source ? source.sdk : repositoryOf(source.repository, file.repositories).sdk;
  return { title: source.title, url: sourceUrl(source, file.repositories), sdk: sdk ?? null };
}

function repositoryOf(name: string, repositories: SourcesFile['repositories']): RepositoryEntry {
  const repository = repositories[name];
  if (!repository) throw new Error(`no repository "${name}" in sources.json`);
  return repository;
}
