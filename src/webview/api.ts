import type { Target } from '../model/target';
import type { FromWebview, ToWebview } from '../protocol';
import type { Filters } from './row-filters';
import * as shared from './shared/connection';
import type { FoldingId } from './state';

/** What survives a reload of the view: choices and places, never the report. */
export interface Remembered {
  readonly target: Target | null;
  readonly open: readonly string[];
  /** What an older release remembered lacks some. */
  readonly filters: Partial<Filters>;
  readonly scroll: number;
  /** Absent in what an older release remembered. */
  readonly matrixOpen?: boolean;
  readonly sectionsOpen?: readonly FoldingId[];
}

export type Editor = shared.Connection<FromWebview, ToWebview, Remembered>;

/** Connects to the extension. May be called once in the life of the page. */
export function connect(): Editor {
  return shared.connect();
}
