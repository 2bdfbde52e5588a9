/** Path arithmetic of the host, pure, so that Windows paths can be tested anywhere: `lib` is `path.posix` or `path.win32`. */
import type { PlatformPath } from 'node:path';
import type { RelativePath } from '../model/host';

/** `absolute` as seen from `root`, or null where it lies outside. */
export function toRelative(root: string, absolute: string, lib: PlatformPath): RelativePath | null {
  const relative = lib.relative(root, absolute);
  if (relative === '..' || relative.startsWith(`..${lib.sep}`) || lib.isAbsolute(relative)) return null;
  return relative.split(lib.sep).join('/');
}

/**
 * The absolute path of a path below the root; null where it is none: an empty, "." or ".." segment, a NUL, on Windows also "\", ":" (a drive or
 * a stream of a file) and names of devices.
 */
export function toAbsolute(root: string, relative: RelativePath, lib: PlatformPath): string | null {
  if (relative === '') return root;
  const segments = relative.split('/');
  const refused = lib.sep === '\\' ? isRefusedOnWindows : () => false;
  if (segments.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0') || refused(name))) {
    return null;
  }
  return `${root}${root.endsWith(lib.sep) ? '' : lib.sep}${segments.join(lib.sep)}`;
}

function isRefusedOnWindows(name: string): boolean {
  return /[\\:]/.test(name) || /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name);
}

/** The folder of a repository in a Hugging Face cache (`models--ORG--NAME`) whose `blobs` folder holds the file, or null. */
export function huggingFaceRepository(file: string, lib: PlatformPath): string | null {
  const blobs = lib.dirname(file);
  const repository = lib.dirname(blobs);
  return lib.basename(blobs) === 'blobs' && lib.basename(repository).startsWith('models--') ? repository : null;
}
