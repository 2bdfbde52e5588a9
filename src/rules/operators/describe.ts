import type { OperatorCheck } from '../../neuron/knowledge';
import { listed, show } from '../words';
import { attributeValue } from './checks';
import type { OperatorIssue } from './issues';

/** An operator with its type and the condition it breaks, as the subject of a sentence: "Resize on FLOAT with mode=cubic". */
export function subject(issue: OperatorIssue): string {
  const { name, check, dtype, rank, places } = issue;
  const operator = operatorOn(issue);
  if (check === null) return operator;
  const node = places[0]?.node;
  switch (check.kind) {
    case 'attribute': {
      if (check.must === 'absent') return `${operator} with ${check.name}`;
      const value = attributeValue(node?.attributes.find((attribute) => attribute.name === check.name));
      return `${operator} with ${check.name}=${valueWords(value ?? 'its default')}`;
    }
    case 'constant-input':
      return `${operator} with ${check.name} from data`;
    case 'constant-output':
      return `${operator} with ${check.name} from data`;
    case 'constant-input-equals':
      return `${operator} with another value than ${valueWords(check.value)} at input ${check.index}`;
    case 'dtype':
      return `${operatorWords(name)} on ${dtype ?? listed(check.notIn, 3, 'or')}`;
    case 'dtype-if-attribute': {
      const value = attributeValue(node?.attributes.find((attribute) => attribute.name === check.attribute));
      return `${operatorWords(name)} on ${dtype ?? listed(check.notIn, 3, 'or')} with ${check.attribute}=${valueWords(value)}`;
    }
    case 'output-unused':
      return `${operator} whose output ${check.name} is used`;
    case 'input-absent':
      return `${operator} with input ${check.name} connected`;
    case 'static-input':
      return `${operator} of a dynamic shape`;
    case 'rank':
      return `${operator} of rank ${rank ?? 'unknown'}, not ${listed(check.must.map(String), 5, 'or')},`;
    case 'not-both':
      return `${operator} with both ${check.attributes.join(' and ')} above 1`;
    default:
      return check satisfies never;
  }
}

/** "TopK on FLOAT"; the name alone where no type is known, and where the first input is no data but what the condition is about. */
export function operatorOn({ name, types, check }: OperatorIssue): string {
  const isParameter = check?.kind === 'constant-input' && check.index === 0;
  const on = types.length === 0 || isParameter ? '' : ` on ${listed(types, 2)}`;
  return `${operatorWords(name)}${on}`;
}

/** An operator's name in a sentence; a model may hold nodes without one. */
export function operatorWords(name: string): string {
  return name === '' ? 'An operator without a name' : show(name);
}

/** The value that a broken condition is about, for a location; undefined where it is an attribute. */
export function tensorOf(check: OperatorCheck | null, inputs: readonly string[], outputs: readonly string[]) {
  if (check === null) return undefined;
  if ('input' in check) return inputs[check.input];
  if (check.kind === 'constant-output') return undefined;
  if ('index' in check) return check.kind === 'output-unused' ? outputs[check.index] : inputs[check.index];
  return undefined;
}

function valueWords(value: unknown): string {
  return show(Array.isArray(value) ? `[${value.slice(0, 6).join(', ')}]` : String(value));
}
