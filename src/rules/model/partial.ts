import { onnxRule } from '../define';
import { sentences } from '../words';

/** Models of which a limit or a fault left some part unread. */
export const partialModel = onnxRule(
  {
    id: 'onnx/partial',
    phase: 'proof-of-concept',
    page: {
      title: 'ONNX model that was read in part',
      what: 'Reports models of which only a part was read: a limit on depth, counts or lengths was reached, or the file ends early. The findings of the part that was read stand.',
      why: 'What was not read may hold blockers, so a model that was cut short is never ready.',
      fix: 'Check that the file is complete. A model beyond the limits is unusual: split it, or export it without repeated constants.',
      example: {
        before: 'model.onnx   truncated download',
        after: 'curl -fLO https://…/model.onnx && sha256sum model.onnx',
        language: 'sh',
      },
      sources: [],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    if (reading.status !== 'partial') return;
    yield {
      key: 'partial',
      severity: 'warning',
      confidence: 'undocumented',
      action: 'Check that the model file is complete',
      message: `Only a part of this model was read: ${sentences(reading.reason ?? 'no reason is known')}`,
      why: sentences('What was not read may hold blockers', ...reading.model.truncations.slice(0, 5)),
      remedy: 'Check that the file is complete, and audit it again.',
      sources: [],
      locations: [{ path: reading.path }],
    };
  },
);
