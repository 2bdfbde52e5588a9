import { onnxRule } from '../define';
import { counted, listed, show } from '../words';

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
      what: 'Reports values whose declared type or shape differs from what the operators give, and nodes whose inputs do not fit together. Both statements are kept; the audit goes on with the inferred one.',
      why: 'Such a file was often edited after its export. Readers differ in what they believe, and a conversion to PyTorch may give another model than the one that runs today.',
      fix: 'Export the model again, or remove the stale value_info and infer the shapes anew. Compare outputs with the present runtime.',
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
  function* ({ reading, inference }) {
    const { contradictions } = inference;
    if (contradictions.length === 0) return;
    const named = contradictions.map(
      ({ node, op, tensor, message }) => `${show(tensor || node || op)} (${show(message)})`,
    );
    yield {
      key: 'contradictions',
      severity: 'info',
      confidence: 'inferred',
      action: 'Export the model without contradictions',
      message: `The model contradicts itself in ${counted(contradictions.length, 'place')}: ${listed(named, NAMED)}.`,
      why: 'What the file declares and what its operators give are not the same. The inferred type or shape was used.',
      remedy:
        'Export the model again, or remove the stale declarations and infer the shapes anew; then compare outputs.',
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
