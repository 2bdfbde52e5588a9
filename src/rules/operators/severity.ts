import type { Confidence, Severity } from '../../model/finding';
import type { OperatorStatus } from '../../neuron/knowledge';

/**
 * What a status amounts to. Only what a document states can block. What no document decides is a warning, so that the verdict
 * is unknown rather than ready; an inferred condition, by contrast, is too weak to spoil one.
 */
export function severityOf(status: OperatorStatus, confidence: Confidence): Severity {
  if (status === 'unsupported' && confidence === 'documented') return 'blocker';
  if (status === 'attention' && confidence !== 'documented') return 'info';
  return 'warning';
}
