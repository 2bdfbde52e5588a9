import type { DomainClaim } from '../../neuron/knowledge';
import { onnxRule } from '../define';
import type { Place } from '../graph/model-index';
import { nodeLocations } from '../locations';
import type { Draft } from '../rule';
import { listed, sentences, show } from '../words';
import { operatorWords } from './describe';
import { type OperatorIssue, operatorIssues } from './issues';
import { severityOf } from './severity';

/** Operators that neither ONNX defines nor the knowledge base describes one by one. */
export const foreignDomain = onnxRule(
  {
    id: 'onnx/foreign-domain',
    phase: 'proof-of-concept',
    page: {
      title: 'Operators outside the ONNX standard',
      what: 'Reports operators outside the ONNX standard that are no functions of the model itself, one finding for each domain: runtime extensions, TensorRT plug-ins, operators of a vendor or of your own, and names in the domain of ONNX that it does not define.',
      why: 'An operator without ONNX semantics means something to one runtime only. A converter to PyTorch cannot know it, and no Neuron document describes it.',
      fix: 'Take the model as it was exported, before a runtime optimised it, or load the original PyTorch model. Express operators of your own in PyTorch operations, or as an NKI kernel.',
      example: {
        before: 'session_options.optimized_model_filepath = "model.opt.onnx"',
        after: '# use model.onnx as exported: without fused runtime operators',
        language: 'python',
      },
      sources: ['onnx-operators', 'ort-contrib-operators'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, knowledge }) {
    const byDomain = new Map<string, OperatorIssue[]>();
    for (const issue of operatorIssues(reading.model, target, knowledge)) {
      const domain = issue.op.slice(0, issue.op.lastIndexOf('::'));
      if (issue.claim !== null || issue.folds) continue;
      byDomain.set(domain, [...(byDomain.get(domain) ?? []), issue]);
    }
    for (const [domain, issues] of byDomain) yield draftOf(domain, issues, reading.path);
  },
);

function draftOf(domain: string, issues: readonly OperatorIssue[], path: string): Draft {
  const claim = issues[0]?.domain ?? null;
  const status = claim?.status ?? 'undocumented';
  const confidence = status === 'undocumented' ? 'undocumented' : (claim?.confidence ?? 'undocumented');
  const places: Place[] = issues.flatMap((issue) => issue.places);
  const names = [...new Set(issues.map(({ name }) => operatorWords(name)))].sort();
  return {
    key: domain,
    severity: severityOf(status, confidence),
    confidence,
    action:
      domain === 'ai.onnx' ? 'Replace operators that ONNX does not define' : `Replace the operators of ${show(domain)}`,
    message: messageOf(domain, names, claim),
    why: sentences(
      claim?.why ??
        'Neither ONNX nor a Neuron document describes this domain, so nothing can be said about its operators',
    ),
    remedy: sentences(
      claim?.remedy ?? 'Load the original PyTorch model, or take the model as exported, before a runtime rewrote it',
    ),
    sources: claim?.sources ?? [],
    ...nodeLocations(path, places),
  };
}

function messageOf(domain: string, names: readonly string[], claim: DomainClaim | null): string {
  const are = names.length === 1 ? 'is not an operator' : 'are not operators';
  const what = domain === 'ai.onnx' ? '' : ` of the domain ${show(domain)}`;
  const open =
    claim === null ? `, and no document says what becomes of ${names.length === 1 ? 'it' : 'them'} on Neuron` : '';
  return `${listed(names)}${what} ${are} of the ONNX standard${open}.`;
}
