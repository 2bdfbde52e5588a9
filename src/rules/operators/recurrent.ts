import { onnxRule } from '../define';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { listed, sentences } from '../words';

/** Recurrent layers, which become long unrolled graphs. */
export const recurrent = onnxRule(
  {
    id: 'onnx/recurrent',
    phase: 'proof-of-concept',
    page: {
      title: 'Recurrent layer',
      what: 'Reports LSTM, GRU and RNN nodes, one warning for each kind in a file with the number of steps, and a note where there is one step only.',
      why: 'The time loop of a recurrent layer is unrolled when it is compiled: the sequence length becomes fixed, the graph grows with it, and a long sequence runs into the instruction limit of the compiler (NCC_EBVF030, NCC_EXTP004). Sequences of varying length need padding and masks.',
      fix: 'Compile the original PyTorch layer with a fixed, moderate length, pad and mask shorter inputs, and measure compile time and instruction count early.',
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
    const index = modelIndex(reading.model, inference);
    for (const name of ['LSTM', 'GRU', 'RNN']) {
      const places = index.operators.get(`ai.onnx::${name}`);
      const claim = knowledge.operator('ai.onnx', name, target);
      if (places === undefined || claim === null) continue;
      const steps = places.map((place) => stepsOf(place, index));
      const known = steps.filter((count) => count !== null);
      const most = known.length === steps.length ? Math.max(...known) : null;
      yield {
        key: name,
        severity: most !== null && most <= 1 ? 'info' : 'warning',
        confidence: claim.confidence,
        action: `Give ${name} a fixed length and try its compile`,
        message: messageOf(`${name}${typeWords(places, index)}`, most),
        why: sentences(claim.why),
        remedy: sentences(claim.remedy),
        sources: claim.sources,
        ...nodeLocations(reading.path, places),
      };
    }
  },
);

function messageOf(layer: string, steps: number | null): string {
  if (steps === null)
    return `${layer} is unrolled over a sequence whose length the file leaves open: it becomes fixed, and a long one may exceed the compiler's instruction limit.`;
  return steps <= 1
    ? `${layer} makes one step only, so nothing is unrolled; no document speaks of recurrent layers.`
    : `${layer} is unrolled over ${steps} steps, so each other length needs a compile of its own, and a long one may exceed the compiler's instruction limit.`;
}

/** Length of the sequence; null where it is not fixed. */
function stepsOf({ scope, node }: Place, { typeOf }: ModelIndex): number | null {
  const batchFirst = node.attributes.find(({ name }) => name === 'layout')?.i === 1;
  const steps = typeOf(scope, node.inputs[0] ?? '').dims?.at(batchFirst ? 1 : 0);
  return typeof steps === 'number' && steps >= 0 ? steps : null;
}

function typeWords(places: readonly Place[], { typeOf }: ModelIndex): string {
  const types = new Set(places.flatMap(({ scope, node }) => typeOf(scope, node.inputs[0] ?? '').dtype ?? []));
  return types.size === 0 ? '' : ` on ${listed([...types].sort(), 2)}`;
}
