const POINTER = 'version https://git-lfs.github.com/spec/';

/** Whether a text or its beginning is a Git LFS pointer. Source: git-lfs/git-lfs, docs/spec.md. */
export function isLfsPointer(text: string): boolean {
  return text.startsWith(POINTER);
}

export const LFS_POINTER =
  'It is a Git LFS pointer, and the file itself was not fetched: run "git lfs pull" and audit again.';
