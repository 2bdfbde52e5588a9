import { execFileSync } from 'node:child_process';
import type { Finding } from '../../src/model/finding';
import type { Report } from '../../src/model/report';
import type { RootReport, TreeNode } from '../../src/vscode/views/node';
import { setting } from './workbench';

/** Runs the built command line's audit on the sample and returns what it prints. */
export function auditSample(...options: string[]): string {
  const args = [setting('CLI'), 'audit', '.', '--fail-on', 'never', ...options];
  return execFileSync(process.execPath, args, { cwd: setting('SAMPLE'), encoding: 'utf8', stdio: 'pipe' });
}

/** What the command line says of the sample; the surfaces of the extension must say the same. */
export function sampleReport(): Report {
  return JSON.parse(auditSample('--format', 'json')) as Report;
}

/** That report as the views take it. */
export function asRoot(report: Report): RootReport {
  return { root: { key: 'sample', name: 'document-search' }, report };
}

/** The rows that a view shows of a tree before anything is unfolded or folded, as `rowsWhere` reads them. */
export function shownRows(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap(({ label, description, unfolded, children }) => [
    description ? `${label} | ${description}` : label,
    ...(unfolded ? shownRows(children) : []),
  ]);
}

/** The warning about the 28 attention heads of the sample's config.json, line 7, and the title of the step that asks for a change. */
export function headsWarning({ findings, plan }: Report): { readonly finding: Finding; readonly step: string } {
  const finding = findings.find(
    ({ rule, severity }) => rule === 'config/heads-tensor-parallel' && severity === 'warning',
  );
  if (finding === undefined) throw new Error('The sample has no warning about its attention heads any more.');
  const steps = plan.phases.flatMap((phase) => phase.steps);
  const step = steps.find((candidate) => candidate.findings.includes(finding.fingerprint));
  if (step === undefined) throw new Error('No step of the plan is about the attention heads.');
  return { finding, step: step.title };
}
