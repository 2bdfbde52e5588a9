/** The coverage view as data: what an audit could not read, and what it left out. Pure. */
import type { Artifact } from '../../model/artifact';
import { unreadArtifacts } from '../../report/coverage';
import { visible, visibleName } from '../../report/escape';
import { t } from '../l10n';
import { CLASS_ICONS, joined, type RootReport, type TreeNode } from './node';

/** Files not read in full, each with its reason; then what was cut short or ignored, in the audit's own sentences. */
export function coverageTree(reports: readonly RootReport[]): readonly TreeNode[] {
  return reports.flatMap((source) => {
    const { coverage } = source.report;
    const files = unreadArtifacts(source.report).map((artifact) => fileNode(source, artifact, reports.length > 1));
    const cut = (coverage.cutShort ?? []).map((note, at) =>
      noteNode(`${source.root.key}#cut#${at}`, note, CLASS_ICONS.warning),
    );
    const notes = coverage.notes.map((note, at) => noteNode(`${source.root.key}#note#${at}`, note, { id: 'note' }));
    return [...files, ...cut, ...notes];
  });
}

/** "212 files looked at". */
export function coverageSummary(reports: readonly RootReport[]): string {
  const files = reports.reduce((sum, { report }) => sum + report.coverage.files, 0);
  const ignored = reports.reduce((sum, { report }) => sum + report.coverage.ignored, 0);
  return joined([
    files === 1 ? t('1 file looked at') : t('{0} files looked at', files),
    ignored === 0 ? null : t('{0} ignored', ignored),
  ]);
}

function fileNode({ root }: RootReport, artifact: Artifact, many: boolean): TreeNode {
  const reason = visible(artifact.reason ?? '');
  const status = statusWord(artifact.status);
  return {
    id: `${root.key}#file#${artifact.path}`,
    label: visibleName(artifact.path),
    description: joined([many ? visibleName(root.name) : null, t('{0}: {1}', status, reason)]),
    tooltip: `${visible(artifact.path)}\n${t('{0}: {1}', status, reason)}`,
    icon: artifact.status === 'unreadable' ? CLASS_ICONS.warning : CLASS_ICONS.info,
    context: 'file',
    children: [],
    place: { root: root.key, location: { path: artifact.path } },
  };
}

function statusWord(status: Artifact['status']): string {
  switch (status) {
    case 'analyzed':
      return t('read');
    case 'partial':
      return t('read in part');
    case 'unreadable':
      return t('unreadable');
    case 'skipped':
      return t('skipped');
    default:
      return status satisfies never;
  }
}

function noteNode(id: string, note: string, icon: NonNullable<TreeNode['icon']>): TreeNode {
  return { id, label: visible(note), tooltip: visible(note), icon, context: 'note', children: [] };
}
