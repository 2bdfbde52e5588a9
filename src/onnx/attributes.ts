/** AttributeProto.AttributeType and the field that each stands for. Source: onnx/onnx.proto. */
import type { AttributeDraft } from './draft';

type ValueField = Exclude<keyof AttributeDraft, 'name' | 'type' | 'refAttrName'>;

/** By AttributeType number; 0 is UNDEFINED. */
const FIELDS: readonly (ValueField | null)[] = [
  null,
  'f',
  'i',
  's',
  't',
  'g',
  'floats',
  'ints',
  'strings',
  'tensors',
  'graphs',
  'sparse',
  'sparses',
  'tp',
  'types',
];

export const isAttributeType = (type: number): boolean => type >= 0 && type < FIELDS.length;

/**
 * Once an attribute is read: finds the type of one that is stored without (IR version 1), and sets numbers, texts and lists that
 * writers leave out because they are zero or empty. Lists of numbers are copied, which gives back the room they grew by.
 */
export function settleAttribute(attribute: AttributeDraft): void {
  if (attribute.type === 0) {
    attribute.type = Math.max(
      0,
      FIELDS.findIndex((field) => field !== null && attribute[field] !== undefined),
    );
  }
  if (attribute.refAttrName !== '') return;
  switch (FIELDS[attribute.type]) {
    case 'f':
      attribute.f ??= 0;
      break;
    case 'i':
      attribute.i ??= 0;
      break;
    case 's':
      attribute.s ??= new Uint8Array();
      break;
    case 'floats':
      attribute.floats = attribute.floats?.slice() ?? [];
      break;
    case 'ints':
      attribute.ints = attribute.ints?.slice() ?? [];
      break;
    case 'strings':
      attribute.strings ??= [];
      break;
    case 'tensors':
      attribute.tensors ??= [];
      break;
    case 'graphs':
      attribute.graphs ??= [];
      break;
    case 'sparses':
      attribute.sparses ??= [];
      break;
    case 'types':
      attribute.types ??= [];
      break;
    default:
  }
}
