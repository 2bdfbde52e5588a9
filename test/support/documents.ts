/** Two commits of the Neuron documents' repository, as git has them. */
import { spawnSync } from 'node:child_process';
import { anchor } from '../../src/neuron/sources';

export interface ChangedFile {
  readonly status: 'added' | 'changed' | 'removed' | 'renamed';
  /** As it was before; of an added file as it is. */
  readonly path: string;
  /** Of a renamed one its new path. */
  readonly to: string | null;
}

/** The text of a file at a commit; null where it is not there. Throws where git cannot read the repository. */
export function fileAt(repo: string, commit: string, path: string): string | null {
  const shown = git(repo, ['show', `${commit}:${path}`]);
  return shown.status === 0 ? shown.stdout : null;
}

/** Every path at a commit. Throws where it is not there. */
export function filesAt(repo: string, commit: string): string[] {
  const { status, stdout, stderr } = git(repo, ['ls-tree', '-r', '-z', '--name-only', commit]);
  if (status !== 0) throw new Error(`git cannot list ${commit}: ${stderr.trim()}`);
  return stdout.split('\0').filter((path) => path !== '');
}

/** What differs between two commits. Throws where one of them is not there. */
export function changedFiles(repo: string, from: string, to: string): ChangedFile[] {
  const { status, stdout, stderr } = git(repo, ['diff', '--name-status', '-z', '-M', from, to]);
  if (status !== 0) throw new Error(`git cannot compare ${from} with ${to}: ${stderr.trim()}`);
  const words = stdout.split('\0');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const [letter = '', path = '', to = ''] = words.slice(at, at + 3);
    const moved = letter.startsWith('R') || letter.startsWith('C');
    files.push({ status: STATUS[letter.charAt(0)] ?? 'changed', path, to: letter.startsWith('R') ? to : null });
    at += moved ? 3 : 2;
  }
  return files;
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = { A: 'added', D: 'removed', R: 'renamed', C: 'added' };

/** Labels of an rst document, in their order. */
export function labelsOf(document: string): string[] {
  return document.split('\n').flatMap((line) => LABEL.exec(line)?.[1] ?? []);
}

const LABEL = /^\s*\.\. _([^:]+):\s*$/;

/** The part of a document that a label or a heading begins, up to the next of its kind; null where it has none. The whole for null. */
export function sectionOf(document: string, label: string | null): string | null {
  if (label === null) return document;
  const lines = document.split('\n');
  const labelled = lines.findIndex((line) => LABEL.exec(line)?.[1] === label);
  if (labelled !== -1) {
    const next = lines.findIndex((line, at) => at > labelled && LABEL.test(line) && !isBlankUpTo(lines, labelled, at));
    return lines.slice(labelled, next === -1 ? undefined : next).join('\n');
  }
  const heading = lines.findIndex((line) => line.trim() !== '' && anchor(line.replace(/^\s*#+\s*/, '')) === label);
  if (heading === -1) return null;
  const kind = headingKind(lines, heading);
  const next = lines.findIndex((_, at) => at > heading + 1 && kind !== null && headingKind(lines, at) === kind);
  return lines.slice(heading, next === -1 ? undefined : next).join('\n');
}

/** Whether only blank lines and labels lie between: two labels of one heading. */
function isBlankUpTo(lines: readonly string[], from: number, to: number): boolean {
  return lines.slice(from + 1, to).every((line) => line.trim() === '' || LABEL.test(line));
}

/** "##" of Markdown, the character of the underline of rst; null where the line is no heading. */
function headingKind(lines: readonly string[], at: number): string | null {
  const hashes = /^(#+)\s/.exec(lines[at] ?? '')?.[1];
  if (hashes) return hashes;
  const under = lines[at + 1]?.trim() ?? '';
  const underlined = (lines[at] ?? '').trim() !== '' && under.length >= 3 && /^[=\-~^"'`*+#]+$/.test(under);
  return underlined ? under.charAt(0) : null;
}

function git(repo: string, args: readonly string[]) {
  const run = spawnSync('git', ['-C', repo, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return run;
}
