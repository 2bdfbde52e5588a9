import { type Host, HostError, type RelativePath } from '../../model/host';

/** Takes out the files that are gone. One that cannot be looked at stays, so that the audit says why. */
export async function dropMissing(host: Host, included: Set<RelativePath>): Promise<void> {
  for (const path of included) {
    try {
      if ((await host.stat(path)) === null) included.delete(path);
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }
}
