import { HostError, type HostErrorCode, type RelativePath } from '../model/host';
import { quoted } from '../text/quote';

const CODES: Readonly<Record<string, HostErrorCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EISDIR: 'not-a-file',
  ELOOP: 'too-many-links',
};

/** The path for a sentence. The root has no name of its own in it: absolute paths are never shown. */
function shown(path: RelativePath): string {
  return path === '' ? 'the audited folder' : quoted(path);
}

export function hostError(code: HostErrorCode, path: RelativePath, detail = ''): HostError {
  const name = shown(path);
  const messages: Readonly<Record<HostErrorCode, string>> = {
    'not-found': `There is nothing at ${name}, or a link in it leads nowhere.`,
    'no-permission': `There is no permission to read ${name}.`,
    'not-a-file': `${name} is not a regular file.`,
    'too-many-links': `${name} is a link that leads back to itself.`,
    unavailable: `${name} could not be read${detail && ` (${detail})`}.`,
  };
  const message = messages[code];
  return new HostError(code, message.charAt(0).toUpperCase() + message.slice(1));
}

/** An error of `node:fs` in the host's words. */
export function fromNodeError(error: unknown, path: RelativePath): HostError {
  if (error instanceof HostError) return error;
  const code = (error as { code?: unknown } | null)?.code;
  const name = typeof code === 'string' ? code : '';
  return hostError(CODES[name] ?? 'unavailable', path, name);
}
