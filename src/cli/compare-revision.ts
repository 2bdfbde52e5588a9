import { existsSync } from 'node:fs';
import { type AuditRequest, audit } from '../audit';
import { compareRevision } from '../compare/revision';
import type { Comparison } from '../model/comparison';
import { SettingsError } from '../model/problem';
import { openRevision, type Revision } from '../node/revision';
import { visible } from '../report/escape';
import { auditRequest } from './audit-request';
import type { RawOptions } from './options';
import { findRoot } from './root';
import { UsageError } from './usage';

/** Audits files and folders as a commit holds them and as they lie on the disk. Nothing is checked out. */
export async function auditBoth(operands: readonly string[], name: string, options: RawOptions): Promise<Comparison> {
  const { root } = findRoot(operands, options.root);
  const revision = await openRevision(root, name);
  try {
    const { request, done } = auditRequest(operands, options);
    try {
      const before = await auditRevision(request, revision, name, options);
      const after = await audit({ ...request, matrix: 'never' });
      const { commit, modules, host, tracks } = revision;
      return compareRevision(before, after, { name, commit, modules, missing: host.missing(), tracks });
    } finally {
      done();
    }
  } finally {
    revision.close();
  }
}

async function auditRevision(request: AuditRequest, { host }: Revision, name: string, options: RawOptions) {
  const { config } = request.options;
  if (config !== undefined && existsSync(options.config ?? '') && (await host.stat(config)) === null)
    throw new UsageError(`--config ${options.config}: revision ${visible(name)} does not hold it`);
  const there = await Promise.all(request.paths.map(async (path) => (await host.stat(path)) !== null));
  const paths = request.paths.filter((_, i) => there[i]);
  try {
    return await audit({ ...request, host, paths, matrix: 'never' });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new UsageError(error.message.replace(/^/gm, `at revision ${visible(name)}: `));
  }
}
