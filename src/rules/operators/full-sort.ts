import { onnxRule } from '../define';
import { type ModelIndex, modelIndex, type Place } from '../graph/model-index';
import { nodeLocations } from '../locations';
import { isTraced } from '../route';
import { show } from '../words';
import { LARGEST_K, topkNodes } from './large-topk';

/** Sorts, which exporters write as TopK over the whole axis. */
export const fullSort = onnxRule(
  {
    id: 'onnx/full-sort',
    phase: 'proof-of-concept',
    page: {
      title: 'Sort of a whole axis',
      what: 'Reports TopK nodes whose K is the length of their axis, on routes that trace: that is how exporters write torch.sort and torch.argsort. It is silent for TorchNeuron, of which no document says anything.',
      why: 'The tracing page says that neuronx-cc does not support the sort operator and cuts it out to the CPU with the graph partitioner. The page is old and other documents speak of sorts that compile, so this is a warning.',
      fix: 'Ask for the values that are used with torch.topk, or let the graph partitioner run the sort on the CPU: partitioner_config=torch_neuronx.PartitionerConfig().',
      example: {
        before: 'ordered, order = torch.sort(scores, descending=True)',
        after: 'ordered, order = torch.topk(scores, k=100)',
        language: 'python',
      },
      sources: ['trace-api'],
      since: '0.1.0',
    },
  },
  function* (context) {
    if (!isTraced(context)) return;
    const { reading, inference } = context;
    const index = modelIndex(reading.model, inference);
    const sorts = topkNodes(index).filter(({ place, k }) => k > 1 && k <= LARGEST_K && k === axisLength(place, index));
    const [first] = sorts;
    if (first === undefined) return;
    const dtype = index.typeOf(first.place.scope, first.place.node.inputs[0] ?? '').dtype;
    yield {
      key: 'sort',
      severity: 'warning',
      confidence: 'inferred',
      action: 'Take the largest values instead of sorting all',
      message: `TopK (${show(first.place.node.outputs[0] ?? '')})${dtype === null ? '' : ` on ${dtype}`} takes all ${first.k} elements of its axis, which is a sort, and the tracing page says that torch.sort is not supported.`,
      why: 'Exporters write torch.sort and torch.argsort so. The page cuts the sort out to the CPU; other documents speak of sorts that compile, so try the part first.',
      remedy:
        'Ask for the values that are used with torch.topk, or let torch_neuronx.PartitionerConfig() run the sort on the CPU.',
      sources: ['trace-api'],
      ...nodeLocations(
        reading.path,
        sorts.map(({ place }) => place),
      ),
    };
  },
);

function axisLength({ scope, node }: Place, { typeOf }: ModelIndex): number | null {
  const axis = node.attributes.find(({ name }) => name === 'axis')?.i ?? -1;
  const length = typeOf(scope, node.inputs[0] ?? '').dims?.at(axis);
  return typeof length === 'number' ? length : null;
}
