import { audit } from '../audit';
import { loadKnowledge } from '../neuron/load';
import { compareSdk } from '../neuron/version';
import { upgradeOf } from '../outlook/upgrade';
import type { ReadingCache } from '../reading-cache';
import { UPGRADE_FORMATS, UPGRADE_WRITERS, upgradeText } from '../report/upgrade';
import { auditRequest } from './audit-request';
import { deliver } from './deliver';
import { allowOnly, oneOf, type RawOptions } from './options';
import { UsageError } from './usage';

/** `upgrade PATH... --from SDK [--to SDK]`: prints what changes for the workspace between two releases. Each file is read once. */
export async function upgradeCommand(operands: readonly string[], options: RawOptions): Promise<number> {
  allowOnly(options, 'upgrade', [
    'from',
    'to',
    'target',
    'workload',
    'pin',
    'config',
    'format',
    'output',
    'as-of',
    'no-progress',
    'quiet',
  ]);
  if (operands.length === 0) throw new UsageError('upgrade wants a file or folder');
  if (options.from === undefined) throw new UsageError('upgrade wants --from, the release that is in use');
  const format = oneOf(options.format ?? 'text', UPGRADE_FORMATS, '--format');
  const knowledge = loadKnowledge();
  const to = options.to ?? knowledge.newest.sdk;
  const [older, newer] = [knowledge.resolveRelease(options.from), knowledge.resolveRelease(to)];
  if (older && newer && compareSdk(older.sdk, newer.sdk) >= 0)
    throw new UsageError(`--to must be a later release than --from; ${newer.sdk} is not later than ${older.sdk}`);
  const { request, done } = auditRequest(operands, options);
  const cache: ReadingCache = new Map();
  const at = (sdk: string) => audit({ ...request, cache, matrix: 'never', options: { ...request.options, sdk } });
  try {
    const upgrade = upgradeOf(await at(options.from), await at(to), knowledge);
    deliver(
      (terminal) =>
        format === 'text' && terminal !== null ? upgradeText(upgrade, terminal) : UPGRADE_WRITERS[format](upgrade),
      options,
    );
  } finally {
    done();
  }
  return 0;
}
