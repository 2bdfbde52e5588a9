import type { OnnxReading } from '../../formats/reading';
import { graphRoute } from '../route';
import type { RuleContext } from '../rule';
import { sentences, show } from '../words';
import { subject } from './describe';
import type { Verdict } from './family';
import type { OperatorIssue } from './issues';

/** Documents about PyTorch/XLA alone; TorchNeuron lowers operators by other means. */
const XLA_ONLY: readonly string[] = ['pytorch-xla-operators', 'pytorch-xla-resize', 'analyze-api'];

/** True where the graph is judged on TorchNeuron and the issue is concluded from PyTorch/XLA. */
export function isUndecidedThere(
  { op, check, claim, confidence, status }: OperatorIssue,
  context: RuleContext,
): boolean {
  if (confidence !== 'inferred' || claim === null || op.startsWith('ai.onnx.ml::')) return false;
  const about = check ?? (status === 'attention' ? null : claim);
  return graphRoute(context)?.route === 'torchneuron' && about?.sources.some((id) => XLA_ONLY.includes(id)) === true;
}

/** What such an issue comes to: nothing that a document decides. */
export function undecidedThere(issue: OperatorIssue, context: RuleContext<OnnxReading>): Verdict {
  return {
    action: `Find out whether ${show(issue.name)} compiles`,
    message: `No document decides whether ${subject(issue)} compiles with TorchNeuron.`,
    why: 'What is known of it is concluded from PyTorch/XLA, and TorchNeuron lowers operators by other means.',
    remedy: sentences(lookUpWords(context), issue.claim?.remedy),
    severity: issue.status === 'attention' ? 'info' : 'warning',
    confidence: 'undocumented',
    sources: ['torchneuron-about-2.33'],
  };
}

/** Where to ask what no document decides. */
export function lookUpWords(context: RuleContext): string {
  return graphRoute(context)?.route === 'torchneuron'
    ? 'Look it up in docs/torch_api_compatibility.md of aws-neuron/torch-neuronx'
    : 'Run torch_neuronx.analyze on the original PyTorch model, or compile the part with this operator';
}
