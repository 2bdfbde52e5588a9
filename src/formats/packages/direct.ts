import { baseName } from '../../text/path';
/** What pip installs that is no name: a URL, an archive, a repository. */
export interface DirectReference {
  /** As the file name, the fragment or the repository says. */
  readonly name: string;
  readonly nameAt: number;
  readonly nameLength: number;
  /** Of a wheel or source archive, from its file name. */
  readonly version: string | null;
  readonly source: string;
  readonly marker: string | null;
  /** Of the reference itself. */
  readonly length: number;
}

const SCHEME = /^(?:(?:git|hg|svn|bzr)\+[a-z+]+|https?|file|s3|ftp):/i;
const ARCHIVE = /\.(?:whl|tar\.gz|zip|tar\.bz2)$/i;

/** The direct reference that a text begins with; null where it is a name, or where nothing tells which package it is. */
export function directReference(text: string): DirectReference | null {
  const source = text.split(/[\s;]/, 1)[0] ?? '';
  const bare = source.split(/[?#]/, 1)[0] ?? '';
  if (!SCHEME.test(source) && !ARCHIVE.test(bare)) return null;
  const rest = text.slice(source.length).trimStart();
  const marker = rest.startsWith(';') ? rest.slice(1).trim() : null;
  const found = named(source, bare);
  return found === null ? null : { ...found, source, marker, length: source.length };
}

type Named = Pick<DirectReference, 'name' | 'nameAt' | 'nameLength' | 'version'>;

function named(source: string, bare: string): Named | null {
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]*)/.exec(source);
  if (egg?.[1] !== undefined) return span(egg[1], egg.index + 5, null);
  const file = baseName(bare);
  const at = bare.length - file.length;
  const archive = /^([A-Za-z0-9][A-Za-z0-9_.]*)-(\d[^-]*)(?:-.*)?\.whl$/i.exec(file);
  if (archive?.[1] !== undefined) return span(archive[1], at, decoded(archive[2] ?? ''));
  const dash = /-\d/.exec(file)?.index;
  if (ARCHIVE.test(file) && dash !== undefined && /^[A-Za-z0-9]/.test(file))
    return span(file.slice(0, dash), at, file.slice(dash + 1).replace(ARCHIVE, ''));
  return /^(?:git|hg|svn|bzr)\+/i.test(source) ? repository(bare) : null;
}

/** `git+https://host/owner/name.git@branch`: a branch may hold slashes, and `git@` may stand before the host. */
function repository(bare: string): Named | null {
  const host = bare.indexOf('/', bare.indexOf('://') + 3);
  const branch = bare.indexOf('@', Math.max(host, 0));
  const path = branch < 0 ? bare : bare.slice(0, branch);
  const at = path.lastIndexOf('/') + 1;
  const name = path.slice(at).replace(/\.git$/, '');
  return /^[A-Za-z0-9][\w.-]*$/.test(name) ? span(name, at, null) : null;
}

function span(name: string, nameAt: number, version: string | null): Named {
  return { name, nameAt, nameLength: name.length, version };
}

/** "%2B" in the address of a wheel stands for "+". */
function decoded(version: string): string {
  return version.replace(/%2B/gi, '+');
}
