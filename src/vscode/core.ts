/** The audit core, initialised on first use: activation only pays for what it registers. */
import type * as Modules from './core-modules';

export type Core = typeof Modules;

let loading: Promise<Core> | undefined;

export function loadCore(): Promise<Core> {
  loading ??= import('./core-modules');
  return loading;
}
