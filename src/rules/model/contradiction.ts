import type { Graph } from '../../onnx/graph';
import { resolvePins } from '../../onnx/infer/pins';
import { onnxRule } from '../define';
import { counted, listed, sentences, show } from '../words';

/** So many places are listed, and so many named in the message. */
const LISTED = 20;
const NAMED = 3;

/** Places where a model says two things of one value. */
export const contradiction = onnxRule(
  {
    id: 'onnx/contradiction',
    phase: 'proof-of-concept',
    page: {
      title: 'Model that contradicts itself',
      what: 'Reports values whose declared type or shape differs from what the operators give, and nodes whose inputs do not fit together. Both statements are kept; the audit goes on with the inferred one. Where sizes are pinned the finding names them, because a model, or one branch of it, may be made for certain sizes only.',
      why: 'Such a file was often edited after its export. Readers differ in what they believe, and a conversion to PyTorch may give another model than the one that runs today.',
      fix: 'Check the pinned sizes first. Otherwise export the model again, or remove the stale value_info and infer the shapes anew. Compare outputs with the present runtime.',
      example: {
        before: 'onnx.save(edited_model, path)',
        after:
          'del edited_model.graph.value_info[:]\nonnx.save(onnx.shape_inference.infer_shapes(edited_model, strict_mode=True), path)',
        language: 'python',
      },
      sources: ['onnx-shape-inference'],
      since: '0.1.0',
    },
  },
  function* ({ reading, inference, settings }) {
    const { contradictions } = inference;
    if (contradictions.length === 0) return;
    const named = contradictions.map(
      ({ node, op, tensor, message }) => `${show(tensor || node || op)} (${show(message)})`,
    );
    const pinned = pinnedSizes(reading.model.graph, settings.pins);
    const places = counted(contradictions.length, 'place');
    // A node whose inputs do not fit cannot run; a wrong declaration is merely believed by some. A branch may be made for other sizes than the pinned ones
    // and never be taken with these.
    const cannotRun = contradictions.some(({ op, graph }) => op !== '' && (pinned.length === 0 || graph === 'main'));
    yield {
      key: 'contradictions',
      severity: cannotRun ? 'warning' : 'info',
      confidence: 'inferred',
      action: pinned.length > 0 ? 'Pin sizes that the model is made for' : 'Export the model without contradictions',
      message: `${pinned.length > 0 ? `With ${listed(pinned, NAMED)} the` : 'The'} model contradicts itself in ${places}: ${listed(named, NAMED)}.`,
      why: cannotRun
        ? `By the operator specification a node whose inputs do not fit together cannot run, so ${pinned.length > 0 ? 'the model has no graph of these sizes: tables of positions and masks of a fixed length are often shorter' : 'the file is broken or was edited'}.`
        : 'What the file declares and what its operators give are not the same. The inferred type or shape was used.',
      remedy: sentences(
        pinned.length > 0 ? 'Check the pinned sizes: the model, or one branch of it, may be made for others' : '',
        `${pinned.length > 0 ? 'Otherwise export' : 'Export'} the model again, or remove the stale declarations and infer the shapes anew; then compare outputs`,
      ),
      sources: ['onnx-shape-inference'],
      locations: contradictions.slice(0, LISTED).map(({ graph, node, op, tensor }) => ({
        path: reading.path,
        graph,
        ...(node !== '' && { node }),
        ...(op !== '' && { op: op.includes('::') ? op : `ai.onnx::${op}` }),
        ...(tensor !== '' && { tensor }),
      })),
      occurrences: contradictions.length,
    };
  },
);

/** "batch=1" for each pin that fixes a size of the graph's inputs. */
function pinnedSizes(graph: Graph, pins: Readonly<Record<string, number>>): string[] {
  const resolved = resolvePins(graph, pins);
  const names = graph.inputs.flatMap(({ name, type }) =>
    (type !== null && 'dims' in type ? (type.dims ?? []) : []).flatMap((dim, axis) =>
      typeof dim === 'number' && dim >= 0 ? [] : [typeof dim === 'string' && dim !== '' ? dim : `${name}:${axis}`],
    ),
  );
  return [...new Set(names)].flatMap((name) => {
    const size = resolved.get(name);
    return size === undefined ? [] : [`${show(name)}=${size}`];
  });
}
