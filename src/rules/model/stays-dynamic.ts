import type { GraphLocation } from '../../model/finding';
import { domainName } from '../../onnx/facts';
import type { Origin } from '../../onnx/infer/dim';
import { type OnnxContext, onnxRule } from '../define';
import { operatorIssues } from '../operators/issues';
import { counted, show } from '../words';

/** So many places are listed. */
const LISTED = 20;

/** Sizes that no pin fixes, where no rule on operators has spoken of the node already. */
export const staysDynamic = onnxRule(
  {
    id: 'onnx/stays-dynamic',
    phase: 'proof-of-concept',
    page: {
      title: 'Shape that stays dynamic under every pin',
      what: 'Reports nodes whose output shape is still open when every open size of the graph inputs is pinned, because it depends on tensor values. Tried by inferring the model once with all of them pinned. Nodes that a rule on operators reports already are not repeated; nodes of unknown operators are not accused.',
      why: 'A compiled Neuron graph has fixed shapes (NCC_EMOD025), so the graph does not compile as it stands.',
      fix: 'Compute the parameter that decides the shape from shapes or constants, work with a fixed upper bound and a mask, or move the node out of the compiled graph.',
      example: {
        before: 'y = x.sum(dim=axes)          # axes is an input of the model',
        after: 'y = x.sum(dim=(1, 2))        # fixed when the model is exported',
        language: 'python',
      },
      sources: ['ncc-emod025'],
      since: '0.1.0',
    },
  },
  function* (context) {
    const { reading, dynamics } = context;
    const spoken = spokenOf(context);
    const roots = dynamics.roots.filter(({ origin }) => origin.cause === 'data' && !spoken.has(placeOf(origin)));
    for (const op of new Set(roots.map(({ origin }) => origin.op))) {
      const own = roots.filter(({ origin }) => origin.op === op);
      const values = own.reduce((sum, root) => sum + root.values, 0);
      yield {
        key: op,
        severity: 'blocker',
        confidence: 'documented',
        action: `Give ${show(op)} a fixed output shape`,
        message: `The output shape of ${show(op)} depends on data and leaves ${counted(values, 'value')} dynamic under every pin.`,
        why: 'The compiler refuses dynamic dimensions. All open sizes of the inputs were pinned to see what is left.',
        remedy: `Compute what decides the shape from shapes or constants, or use a fixed upper bound and a mask; otherwise run ${show(op)} on the CPU outside of the compiled graph.`,
        neuronError: 'NCC_EMOD025',
        sources: ['ncc-emod025'],
        locations: own.slice(0, LISTED).map(({ origin }) => locationOf(origin, reading.path)),
        occurrences: own.length,
      };
    }
  },
);

/** Nodes that a rule on operators has an issue with. */
function spokenOf({ reading, inference, target, knowledge }: OnnxContext): ReadonlySet<string> {
  const issues = operatorIssues(reading.model, inference, target, knowledge);
  return new Set(
    issues.flatMap(({ places }) =>
      places.flatMap(({ scope, node }) =>
        node.outputs.map((tensor) => placeOf({ graph: scope.label, node: node.name, tensor })),
      ),
    ),
  );
}

/** By its name, of a node without one by the tensor. */
function placeOf({ graph, node, tensor }: Pick<Origin, 'graph' | 'node' | 'tensor'>): string {
  return `${graph}\0${node === '' ? tensor : node}`;
}

function locationOf({ graph, node, op, tensor }: Origin, path: string): GraphLocation {
  const qualified = op.includes('::') ? op : `${domainName('')}::${op}`;
  return { path, graph, ...(node !== '' && { node }), op: qualified, ...(tensor !== '' && { tensor }) };
}
