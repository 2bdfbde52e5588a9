import type { OnnxReading } from '../../formats/reading';
import { flagValue } from '../flags';
import type { RuleContext } from '../rule';
import { capital, sentences, show } from '../words';
import type { Verdict } from './family';
import type { OperatorIssue } from './issues';

/** Operations that `--implicit-integer-downcast` names, and what they lose. Source: CLI reference of neuronx-cc, SDK 2.32. */
interface Downcast {
  /** Value of the flag that allows it. */
  readonly kind: 'dot' | 'pow' | 'scatter';
  /** What happens to the numbers where it is allowed. */
  readonly loss: string;
  readonly cast: string;
}

/**
 * Says what an integer operation without an integer path on the device comes to. Refused where the flag forbids it, lossy where
 * the flag allows it; unset, the releases differ and the default of 2.33 and later is not documented, so it is a warning.
 */
export function downcastVerdict(
  issue: OperatorIssue,
  { settings }: RuleContext<OnnxReading>,
  { kind, loss, cast }: Downcast,
): Verdict {
  const type = issue.dtype ?? 'integer';
  const flag = flagValue(settings.deployment, '--implicit-integer-downcast');
  const allowed = flag?.split(',').some((word) => word === kind || word === 'all');
  const why = (fate: string) => sentences(issue.check?.note && capital(issue.check.note), fate);
  if (allowed)
    return {
      action: `Check the results of ${kind} on integers`,
      message: `${issue.name} on ${type} ${loss}, as --implicit-integer-downcast=${show(flag ?? '')} allows.`,
      why: why('The planned compiler flags allow it, so it compiles; large values lose digits'),
      severity: 'info',
      neuronError: null,
    };
  // On Inf2 and Trn1 a matrix multiplication of 32-bit integers only warns, whatever the flag says.
  const refusable = issue.check?.neuronError !== null;
  const forbidden = refusable && flag === 'none';
  return {
    action: `Cast integers before ${issue.name}`,
    message: `${issue.name} on ${type} ${forbidden ? 'is refused' : refusable ? `is refused or ${loss}` : loss}.`,
    why: why(
      forbidden ? FORBIDDEN : refusable ? UNDECIDED : 'There is no native path for it, so large values lose digits',
    ),
    remedy: sentences(cast, refusable ? `To accept the loss, set --implicit-integer-downcast=${kind} explicitly` : ''),
    severity: forbidden ? 'blocker' : 'warning',
    confidence: 'documented',
  };
}

const FORBIDDEN = 'The planned flag --implicit-integer-downcast=none forbids the detour over another type';

const UNDECIDED =
  'There is no native path for it. Whether the compiler warns or stops is decided by --implicit-integer-downcast, whose default has been announced to change and is not documented from SDK 2.33 on';
