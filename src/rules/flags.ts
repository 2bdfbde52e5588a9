import type { Deployment } from '../model/settings';
import type { FlagClaim } from '../neuron/knowledge';
import { compilerRelease } from './route';
import type { RuleContext } from './rule';

/** The last value that the planned compiler flags give `name` ("--native-int64"), spelled "--flag value" or "--flag=value"; null where it is not set. */
export function flagValue(deployment: Deployment, name: string): string | null {
  const words = (deployment.compilerFlags ?? []).flatMap((flag) => flag.split(/\s/)).filter((word) => word !== '');
  let value: string | null = null;
  for (const [i, word] of words.entries()) {
    if (word.startsWith(`${name}=`)) value = word.slice(name.length + 1);
    else if (word === name) value = words[i + 1] ?? '';
  }
  return value;
}

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

/** Spellings of the flag that joins physical cores to logical ones; the documents write the short one with one dash and with two. */
const LOGICAL_CORES = ['--lnc', '-lnc', '--logical-nc-config'];

/** The planned size of a logical NeuronCore with the flag that says so; null where no flag does. */
export function logicalCoresFlag(deployment: Deployment): { readonly flag: string; readonly value: string } | null {
  for (const flag of LOGICAL_CORES) {
    const value = flagValue(deployment, flag);
    if (value !== null) return { flag, value };
  }
  return null;
}
