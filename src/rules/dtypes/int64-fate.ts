import type { Confidence } from '../../model/finding';
import type { DtypeClaim } from '../../neuron/knowledge';
import type { OnnxContext } from '../define';
import { flagState } from '../flags';
import { compilerRelease } from '../route';

export const NATIVE_FLAG = '--native-int64';

/** What the compiler of the route does with 64-bit integers. */
export interface Int64Fate {
  /** cut: they become 32-bit. kept: they stay. open: the flag decides, and no document states its default. */
  readonly fate: 'cut' | 'kept' | 'open';
  /** Whether the compiler has the flag that keeps 64 bits, for this target. */
  readonly hasFlag: boolean;
  readonly claim: DtypeClaim;
  /** How sure that is. */
  readonly confidence: Confidence;
}

/** @param dtype "INT64" or "UINT64". Null where nothing is known of the type on the target. */
export function int64Fate(dtype: string, context: OnnxContext): Int64Fate | null {
  const claim = context.knowledge.dtype(dtype, context.target, compilerRelease(context));
  if (claim === null) return null;
  const flag = flagState(NATIVE_FLAG, context);
  const hasFlag = flag !== null;
  const confidence = flag?.planned ? 'documented' : claim.confidence;
  if (claim.status === 'native' || flag?.value === 'enabled') return { fate: 'kept', hasFlag, claim, confidence };
  const cut = claim.status === 'converted' || flag?.value === 'disabled';
  return { fate: cut ? 'cut' : 'open', hasFlag, claim, confidence: cut ? confidence : 'undocumented' };
}
