import type { OperatorCheck } from '../../neuron/knowledge';
import type { Attribute } from '../../onnx/graph';
import type { ModelIndex, Place } from '../graph/model-index';
import { type Nature, outputName } from '../graph/nature';

/** unknown: what the check asks for cannot be told from the file; that is no failure. */
export type Outcome = 'passes' | 'fails' | 'unknown';

/** What an attribute is when the node does not state it, where that is not what the check wants. Source: the operators' pages in the ONNX specification. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([['DepthToSpace.mode', 'DCR']]);

/** Whether one node meets one condition of its operator. */
export function evaluate(check: OperatorCheck, place: Place, index: ModelIndex): Outcome {
  const { scope, node } = place;
  const input = (at: number) => node.inputs[at] ?? '';
  switch (check.kind) {
    case 'attribute':
      return attributeOutcome(check, place);
    case 'constant-input':
      return constantOutcome(input(check.index), place, index);
    case 'constant-output': {
      const body = index.graphIn(place, check.attribute);
      return body === null ? 'unknown' : outcomeOf(index.natureOf(body, outputName(body, check.index)));
    }
    case 'constant-input-equals': {
      const elements = input(check.index) === '' ? null : index.valueOf(scope, input(check.index))?.constant?.elements;
      if (elements === null) return 'passes';
      if (elements === undefined || elements.length === 0) return 'unknown';
      return elements.every((element) => element === Number(check.value)) ? 'passes' : 'fails';
    }
    case 'dtype':
      return dtypeOutcome(input(check.input), check.notIn, place, index);
    case 'dtype-if-attribute': {
      const value = attributeValue(node.attributes.find(({ name }) => name === check.attribute));
      if (value === undefined || value === check.notEquals) return 'passes';
      return dtypeOutcome(input(check.input), check.notIn, place, index);
    }
    case 'output-unused': {
      const name = node.outputs[check.index] ?? '';
      return name !== '' && index.isUsed(scope, name) ? 'fails' : 'passes';
    }
    case 'input-absent':
      return input(check.index) === '' ? 'passes' : 'fails';
    case 'static-input':
      // Graph inputs without a fixed shape are reported once, by the rule on dynamic dimensions.
      return 'unknown';
    case 'rank': {
      const { dims } = index.typeOf(scope, input(check.input));
      if (dims === null) return 'unknown';
      return check.must.includes(dims.length) ? 'passes' : 'fails';
    }
    case 'not-both':
      return check.attributes.every((name) => aboveOne(attributeValue(node.attributes.find((a) => a.name === name))))
        ? 'fails'
        : 'passes';
    default:
      return check satisfies never;
  }
}

function attributeOutcome(check: OperatorCheck & { kind: 'attribute' }, { node }: Place): Outcome {
  const attribute = node.attributes.find(({ name }) => name === check.name);
  if (attribute !== undefined && attribute.refAttrName !== '') return 'unknown';
  // The target of a Cast is an element type, and those have rules of their own.
  if (node.op === 'Cast') return 'unknown';
  const value = attribute === undefined ? DEFAULTS.get(`${node.op}.${check.name}`) : attributeValue(attribute);
  if (check.must === 'absent') return attribute === undefined ? 'passes' : 'fails';
  if (value === undefined) return attribute === undefined ? 'passes' : 'unknown';
  const wanted = Array.isArray(check.value) ? check.value : [check.value];
  const meets = {
    'all-ones': () => Array.isArray(value) && value.every((one) => one === 1),
    equals: () => value === check.value,
    in: () => wanted.includes(value),
    'not-in': () => !wanted.includes(value),
  }[check.must]();
  return meets ? 'passes' : 'fails';
}

function constantOutcome(name: string, { scope }: Place, index: ModelIndex): Outcome {
  return name === '' ? 'passes' : outcomeOf(index.natureOf(scope, name));
}

function outcomeOf(nature: Nature): Outcome {
  return nature === 'data' ? 'fails' : nature === 'unknown' || nature === 'loop' ? 'unknown' : 'passes';
}

function dtypeOutcome(name: string, notIn: readonly string[], { scope }: Place, index: ModelIndex): Outcome {
  const { dtype } = index.typeOf(scope, name);
  if (dtype === null) return 'unknown';
  return notIn.includes(dtype) ? 'fails' : 'passes';
}

function aboveOne(value: unknown): boolean {
  return Array.isArray(value) && value.some((one) => typeof one === 'number' && one > 1);
}

/** An attribute as plain data: number, text or a list of numbers; undefined for tensors, graphs and what is absent. */
export function attributeValue(attribute: Attribute | undefined): number | string | readonly number[] | undefined {
  if (attribute === undefined) return undefined;
  if (attribute.ints !== undefined && attribute.ints.length > 0) return attribute.ints;
  if (attribute.floats !== undefined && attribute.floats.length > 0) return attribute.floats;
  if (attribute.s !== undefined) return new TextDecoder().decode(attribute.s);
  return attribute.i ?? attribute.f;
}

/** True where the file shows an output axis that is neither of fixed length nor as long as the input's. */
export function opensAxis({ scope, node }: Place, index: ModelIndex): boolean {
  const given = index.typeOf(scope, node.inputs[0] ?? '').dims;
  const made = index.typeOf(scope, node.outputs[0] ?? '').dims;
  if (given === null || made === null) return false;
  return made.some((dim, axis) => typeof dim !== 'number' && (dim === null || dim !== given[axis]));
}
