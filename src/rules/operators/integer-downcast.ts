import { compareSdk } from '../../neuron/version';
import type { OnnxContext } from '../define';
import { type FlagState, flagState } from '../flags';
import { compilerRelease } from '../route';
import type {} from '../rule';
import { capital, sentences, show } from '../words';
import { subject } from './describe';
import type { Verdict } from './family';
import type { OperatorIssue } from './issues';

/** Operations that `--implicit-integer-downcast` names, and what they lose. Source: CLI reference of neuronx-cc, SDK 2.32. */
interface Downcast {
  /** Value of the flag that allows it. */
  readonly kind: 'dot' | 'pow' | 'scatter';
  /** What happens to the numbers where it is allowed. */
  readonly loss: string;
  readonly cast: string;
  /** Another document that refuses what the flag allows. */
  readonly conflict?: string;
}

/**
 * What the flag comes to. `permitted` where a documented default does, `open` where no document states the default, `unknown` where
 * the compiler has no such flag.
 */
type Fate = 'allowed' | 'forbidden' | 'permitted' | 'open' | 'unknown';

const FLAG = '--implicit-integer-downcast';

/** Says what an integer operation without an integer path on the device comes to, by the compiler of the route and the planned flag. */
export function downcastVerdict(
  issue: OperatorIssue,
  context: OnnxContext,
  { kind, loss, cast, conflict }: Downcast,
): Verdict {
  const compiler = compilerRelease(context);
  const state = flagState(FLAG, context);
  const fate = fateOf(kind, state);
  const set = `${FLAG}=${show(state?.value ?? '')}`;
  const what = issue.dtype === null ? `${subject(issue)} on integers` : subject(issue);
  // On Inf2 and Trn1 a matrix multiplication of 32-bit integers only warns, whatever the flag says.
  const refusable = issue.check?.neuronError !== null;
  const why = (said: string) => sentences(issue.check?.note && capital(issue.check.note), said, conflict);
  if (fate === 'allowed')
    return {
      action: `Check the results of ${kind} on integers`,
      message: `${what} ${loss}, as ${set} allows.`,
      why: why('The planned compiler flags allow it, so it compiles; large values lose digits'),
      severity: 'info',
      neuronError: null,
    };
  const base = { action: `Cast integers before ${issue.name}`, severity: 'warning' } as const;
  if (!refusable)
    return { ...base, message: `${what} ${loss}.`, why: why('Large values lose digits'), remedy: `${cast}.` };
  if (fate === 'forbidden')
    return {
      ...base,
      message: `${what} is refused.`,
      why: why(`${state?.planned ? 'The planned flag' : 'The default'} ${set} forbids the detour over another type`),
      remedy: sentences(cast, `To accept the loss, name ${kind} in ${FLAG}`),
      severity: issue.confidence === 'documented' ? 'blocker' : 'warning',
    };
  if (fate === 'unknown')
    return {
      ...base,
      message: `${what} ${loss}${conflict === undefined ? '' : ', or is refused'}.`,
      why: sentences(
        why('The compiler of this release permits it and has no flag that decides'),
        compiler === context.settings.sdk ? '' : `The route pins the compiler of SDK ${release(compiler)}`,
      ),
      remedy: `${cast}.`,
    };
  const permitted = fate === 'permitted';
  return {
    ...base,
    message: permitted
      ? `${what} ${loss} by default, and SDK 2.33 was announced to refuse it.`
      : `${what} is refused or ${loss.replace(/^is /, '')}.`,
    why: sentences(
      why(permitted ? PERMITTED : UNDECIDED),
      permitted && compareSdk(context.settings.sdk, '2.33.0') >= 0 ? UNCONFIRMED : null,
    ),
    remedy: sentences(cast, `To accept the loss, set ${FLAG}=${kind} explicitly`),
  };
}

function fateOf(kind: Downcast['kind'], state: FlagState | null): Fate {
  if (state === null) return 'unknown';
  if (state.value === null) return 'open';
  const allowed = state.value.split(',').some((word) => word === kind || word === 'all');
  if (!allowed) return 'forbidden';
  return state.planned ? 'allowed' : 'permitted';
}

/** "2.32" of "2.32.0". */
function release(sdk: string): string {
  return sdk.split('.').slice(0, 2).join('.');
}

const PERMITTED =
  'The command line reference of SDK 2.32 permits the detour by default, while the page of the error speaks of refusing by default';

const UNCONFIRMED =
  'The route pins the compiler of SDK 2.32, and the pages of SDK 2.33 do not confirm the announced default';

const UNDECIDED =
  'Whether the compiler warns or stops is decided by --implicit-integer-downcast, whose default has been announced to change and is not documented from SDK 2.33 on';
