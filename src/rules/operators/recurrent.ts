import { onnxRule } from '../define';
import { modelIndex } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { sentences } from '../words';

/** Recurrent layers, which become long unrolled graphs. */
export const recurrent = onnxRule(
  {
    id: 'onnx/recurrent',
    phase: 'proof-of-concept',
    page: {
      title: 'Recurrent layer',
      what: 'Reports LSTM, GRU and RNN nodes, one warning for each kind in a file.',
      why: 'The time loop of a recurrent layer is unrolled when it is traced: the sequence length becomes fixed, the graph grows with it, and a long sequence runs into the instruction limit of the compiler (NCC_EBVF030, NCC_EXTP004). Sequences of varying length need padding and masks.',
      fix: 'Trace the original PyTorch layer with a fixed, moderate length, pad and mask shorter inputs, and measure compile time and instruction count early.',
      example: {
        before: 'out, _ = lstm(pack_padded_sequence(x, lengths))',
        after: 'out, _ = lstm(pad_to(x, 128))   # one length\nout = out * mask[..., None]',
        language: 'python',
      },
      sources: ['ncc-ebvf030', 'ncc-extp004'],
      since: '0.1.0',
    },
  },
  function* ({ reading, inference, target, knowledge }) {
    const { operators } = modelIndex(reading.model, inference);
    for (const name of ['LSTM', 'GRU', 'RNN']) {
      const places = operators.get(`ai.onnx::${name}`);
      const claim = knowledge.operator('ai.onnx', name, target);
      if (places === undefined || claim === null) continue;
      yield {
        key: name,
        severity: 'warning',
        confidence: claim.confidence,
        action: `Give ${name} a fixed length and try its compile`,
        message: `${name} is unrolled over the sequence, which fixes the length and may exceed the compiler's instruction limit.`,
        why: sentences(claim.why),
        remedy: sentences(claim.remedy),
        sources: claim.sources,
        ...nodeLocations(reading.path, places),
      };
    }
  },
);
