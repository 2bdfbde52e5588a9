import type { FlagClaim } from '../neuron/knowledge';
import { flagValue } from '../routes/compiler-flags';
import { compilerRelease } from './route';
import type { RuleContext } from './rule';

export { flagValue, logicalCoresFlag } from '../routes/compiler-flags';

/** What a flag of the compiler comes to. */
export interface FlagState {
  readonly claim: FlagClaim;
  /** The planned value, or the documented default where none is planned; null where neither is known. */
  readonly value: string | null;
  /** Whether the plan sets it to a value of its own. */
  readonly planned: boolean;
}

/** The flag as the compiler of the route has it for the target; null where that compiler has no such flag. */
export function flagState(name: string, context: RuleContext): FlagState | null {
  const claim = context.knowledge.flag(name, context.target, compilerRelease(context));
  if (claim === null) return null;
  const value = flagValue(context.settings.deployment, name);
  const planned = value !== null && value !== '' && value !== 'default';
  return { claim, value: planned ? value : claim.default, planned };
}
