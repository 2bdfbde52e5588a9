import { onnxRule } from '../define';
import { sentences } from '../words';

/** What the inference has to say of a graph as a whole. */
export const inferenceNotes = onnxRule(
  {
    id: 'onnx/inference-notes',
    phase: 'proof-of-concept',
    page: {
      title: 'Graph that is out of order, cyclic or too large to follow',
      what: 'Reports graphs whose nodes are not stored in an order that runs (they were ordered first), nodes that wait for each other, and models whose inference met a limit, so that types and shapes behind it are unknown.',
      why: 'ONNX demands a topological order without cycles. Converters that walk the nodes as stored fail on such a file, although some runtimes repair it.',
      fix: 'Sort the graph, for example with onnx-graphsurgeon (toposort) or by loading and saving it with ONNX Runtime. Break cycles at their source.',
      example: {
        before: 'onnx.save(model, path)',
        after:
          'graph = onnx_graphsurgeon.import_onnx(model)\nonnx.save(onnx_graphsurgeon.export_onnx(graph.cleanup().toposort()), path)',
        language: 'python',
      },
      sources: ['onnx-ir'],
      since: '0.1.0',
    },
  },
  function* ({ reading, inference }) {
    if (inference.notes.length === 0) return;
    yield {
      key: 'notes',
      severity: 'info',
      confidence: 'inferred',
      action: 'Store the graph in an order that runs',
      message: sentences(...inference.notes),
      why: 'ONNX demands that nodes are stored in topological order, without cycles.',
      remedy: 'Sort the graph and save it again before the conversion.',
      sources: ['onnx-ir'],
      locations: [{ path: reading.path }],
    };
  },
);
