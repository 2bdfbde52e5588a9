import type { RelativePath } from '../../model/host';

/**
 * Where a URI path lies below another, decoded, "/" as separator; the empty string for the same path, null where it does not lie
 * below. A drive letter (`/C:/…`) is compared without case, as Windows writes it both ways.
 */
export function relativePath(folder: string, file: string): RelativePath | null {
  const base = withoutEndSlashes(lowerDrive(folder));
  const path = withoutEndSlashes(lowerDrive(file));
  if (path === base) return '';
  return path.startsWith(`${base}/`) ? path.slice(base.length + 1) : null;
}

function withoutEndSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

function lowerDrive(path: string): string {
  return /^\/[A-Za-z]:/.test(path) ? `/${path.charAt(1).toLowerCase()}${path.slice(2)}` : path;
}
