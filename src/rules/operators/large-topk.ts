import { onnxRule } from '../define';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { show } from '../words';

/** The largest K that the compiler was seen to take: the message of NCC_EVRF014 names it, no page does. */
export const LARGEST_K = 16384;

/** TopK and sorts over more elements than the compiler was seen to take. */
export const largeTopk = onnxRule(
  {
    id: 'onnx/large-topk',
    phase: 'proof-of-concept',
    page: {
      title: 'TopK with a very large K',
      what: 'Reports TopK nodes whose K is above 16384, which a full sort of a vocabulary comes to. A public report shows the compiler refusing such a K; no document states the limit, so this is a warning.',
      why: 'In the report the compiler rewrites a sort to TopK with K as long as the axis and stops with NCC_EVRF014, which asks for a K of at most 16384. A maintainer confirmed it up to SDK 2.31.',
      fix: 'Ask for the few values that are used, for example the 50 that sampling needs, instead of sorting the whole axis; or take TopK in tiles and again over their results.',
      example: {
        before: 'ordered, _ = torch.sort(logits, descending=True)   # 128256 values',
        after: 'ordered, _ = torch.topk(logits, k=50)',
        language: 'python',
      },
      sources: ['issue-topk-limit'],
      since: '0.1.0',
    },
  },
  function* ({ reading, inference }) {
    const index = modelIndex(reading.model, inference);
    const places = topkNodes(index).filter(({ k }) => k > LARGEST_K);
    const [first] = places;
    if (first === undefined) return;
    yield {
      key: 'k',
      severity: 'warning',
      confidence: 'inferred',
      action: `Take TopK with K of at most ${LARGEST_K}`,
      message: `TopK (${show(first.place.node.outputs[0] ?? '')}) asks for K=${first.k}, and the compiler was seen to refuse a K above ${LARGEST_K} (NCC_EVRF014).`,
      why: 'No document states the limit; the compiler named it in a public report, where a sort of a whole vocabulary had become such a TopK.',
      remedy: `Ask for the values that are used only, or take TopK over tiles of at most ${LARGEST_K} and again over their results.`,
      sources: ['issue-topk-limit'],
      ...nodeLocations(
        reading.path,
        places.map(({ place }) => place),
      ),
    };
  },
);

/** The TopK nodes that do not fold, with K where the file tells it. */
export function topkNodes(index: ModelIndex): { readonly place: Place; readonly k: number }[] {
  return (index.operators.get('ai.onnx::TopK') ?? []).flatMap((place) => {
    const { scope, node } = place;
    const given = index.rangeOf(scope, node.inputs[1] ?? '');
    const k =
      node.attributes.find(({ name }) => name === 'k')?.i ??
      (given !== null && given.low === given.high ? given.low : null);
    return k === null || index.isFolded(place) ? [] : [{ place, k }];
  });
}
