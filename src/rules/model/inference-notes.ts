import type { Severity } from '../../model/finding';
import type { NoteKind } from '../../onnx/infer/state';
import { onnxRule } from '../define';
import type { Draft } from '../rule';
import { sentences } from '../words';

type Words = Pick<Draft, 'confidence' | 'action' | 'why' | 'remedy'> & { readonly severity: Severity };

/** By what the inference has to say of a graph. What it gave up on leaves the verdict unknown. */
const WORDS: Readonly<Record<NoteKind, Words>> = {
  order: {
    severity: 'info',
    confidence: 'inferred',
    action: 'Store the graph in an order that runs',
    why: 'ONNX demands that nodes are stored in topological order. They were ordered first.',
    remedy: 'Sort the graph and save it again before the conversion.',
  },
  cycle: {
    severity: 'warning',
    confidence: 'inferred',
    action: 'Break the cycle in the graph',
    why: 'ONNX demands a graph without cycles; nodes that wait for each other never run.',
    remedy: 'Find the edge that closes the cycle, usually a name that an edit reused, and export the model again.',
  },
  missing: {
    severity: 'warning',
    confidence: 'inferred',
    action: 'Restore the value that a node reads',
    why: 'A node whose input nothing makes cannot run.',
    remedy: 'Export the model again, or give the value as an input or initializer; an edit may have removed its node.',
  },
  limit: {
    severity: 'warning',
    confidence: 'undocumented',
    action: 'Simplify the model until it can be followed',
    why: 'Types and shapes behind the limit are unknown, so nothing can be said about the nodes there.',
    remedy:
      'Fold constants and inline functions (for example with onnx-simplifier or ONNX Runtime at the basic level), then audit again.',
  },
};

/** What the inference has to say of a graph as a whole. */
export const inferenceNotes = onnxRule(
  {
    id: 'onnx/inference-notes',
    phase: 'proof-of-concept',
    page: {
      title: 'Graph that is out of order, broken or too large to follow',
      what: 'Reports graphs whose nodes are not stored in an order that runs (they were ordered first), nodes that wait for each other, nodes that read what nothing makes, and models whose inference met a limit, so that types and shapes behind it are unknown.',
      why: 'ONNX demands a topological order without cycles. Converters that walk the nodes as stored fail on such a file, although some runtimes repair the order.',
      fix: 'Sort the graph, for example with onnx-graphsurgeon (toposort) or by loading and saving it with ONNX Runtime. Repair cycles and missing values at their source.',
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
    for (const kind of new Set(inference.notes.map((note) => note.kind))) {
      const texts = inference.notes.filter((note) => note.kind === kind).map(({ text }) => text);
      yield {
        ...WORDS[kind],
        key: kind,
        message: sentences(...texts),
        sources: kind === 'limit' ? [] : ['onnx-ir'],
        locations: [{ path: reading.path }],
      };
    }
  },
);
