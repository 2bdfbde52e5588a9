import type { OnnxReading } from '../../formats/reading';
import type { RelativePath } from '../../model/host';
import type { Settings } from '../../model/settings';
import { createPace } from '../../node/pace';
import { today } from '../../node/today';
import type { Summary } from '../../overview/types';
import type { PinChanges, PinSource } from '../../overview-protocol';
import type { ReadingCache } from '../../reading-cache';
import { hostOf } from '../audits/host';
import type { AuditRoot } from '../audits/root';
import { readDefaults } from '../audits/settings';
import { loadCore } from '../core';

/** A model that was read, with the settings it is judged under. */
export interface LoadedModel {
  readonly reading: OnnxReading;
  readonly summary: Summary;
  /** Null where the planner file or the settings are wrong; `failure` says how. */
  readonly settings: Settings | null;
  readonly failure: string | null;
  readonly sources: Readonly<Record<string, PinSource>>;
  /** Milliseconds until the summary stood. */
  readonly readMs: number;
}

/** The model, or why it cannot be read. Rejects with Cancelled. */
export async function loadModel(
  root: AuditRoot,
  path: RelativePath,
  cache: ReadingCache,
  isCancelled: () => boolean,
): Promise<LoadedModel | string> {
  const started = performance.now();
  const { openModel, overviewSettings, summaryOf } = await loadCore();
  const host = hostOf(root);
  const reading = await openModel({ host, path, cache, pace: createPace(isCancelled) });
  if (typeof reading === 'string') return reading;
  const settled = await overviewSettings(host, readDefaults(root), today()).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  const failed = typeof settled === 'string';
  return {
    reading,
    summary: summaryOf(reading, failed ? {} : settled.settings.deployment),
    settings: failed ? null : settled.settings,
    failure: failed ? settled : null,
    sources: failed ? {} : sourcesOf(settled.settings.pins, settled.filePins),
    readMs: performance.now() - started,
  };
}

function sourcesOf(pins: Settings['pins'], filePins: Settings['pins']): Record<string, PinSource> {
  return Object.fromEntries(
    Object.keys(pins).map((pin) => [pin, Object.hasOwn(filePins, pin) ? ('file' as const) : ('settings' as const)]),
  );
}

/** The pins of the settings with changes that are not saved. */
export function changedPins(pins: Settings['pins'], changes: PinChanges): Settings['pins'] {
  const merged = Object.entries<number | null>({ ...pins, ...changes });
  return Object.fromEntries(merged.filter((pin): pin is [string, number] => isSize(pin[1])));
}

/** A message of a page is only trusted to be JSON. */
function isSize(size: unknown): boolean {
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 1;
}
