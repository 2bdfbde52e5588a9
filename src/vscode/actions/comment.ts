/** The comment that keeps a rule quiet at a place of a text file. Pure. */

const HASH =
  /(?:^|\/)(?:[^/]*\.(?:ya?ml|py|sh|bash|toml|cfg|txt|tf|tfvars|hcl|sbatch|slurm|pbtxt|env)|dockerfile[^/]*|[^/]*\.dockerfile|containerfile)$/i;

export interface CommentEdit {
  /** 0-based line before which the text goes. */
  readonly line: number;
  readonly text: string;
}

/**
 * A line of its own above the finding's, with its indentation; null in formats without comments (JSON) and on a line that continues another, where
 * a comment would break the command.
 */
export function ignoreComment(
  path: string,
  lines: readonly string[],
  line: number,
  rule: string,
  reason: string,
): CommentEdit | null {
  if (!HASH.test(path)) return null;
  if (/\\\s*$/.test(lines[line - 1] ?? '')) return null;
  const indent = /^\s*/.exec(lines[line] ?? '')?.[0] ?? '';
  return { line, text: `${indent}# neuron-migration: ignore ${rule} (${reason.replace(/[()\r\n]/g, ' ').trim()})\n` };
}
