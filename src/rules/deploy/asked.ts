import type { InstanceMention, ResourceMention } from '../../formats/mentions';
import type { OtherReading } from '../../formats/reading';
import type { Location, TextRange } from '../../model/finding';
import { groupBy } from '../../model/group-by';
import type { RelativePath } from '../../model/host';
import { TARGETS, type Target } from '../../model/target';
import type { Knowledge, ResourceClaim } from '../../neuron/knowledge';
import { listed } from '../words';

/** What one container or job asks for under one name. */
export interface Asked {
  readonly name: string;
  readonly claim: ResourceClaim | null;
  readonly scope: string;
  /** The largest that is written; null where it is a template. */
  readonly quantity: number | null;
  readonly mentions: readonly ResourceMention[];
}

/** What a file asks for, container by container: limits and requests of a name are one. */
export function askedFor({ mentions }: OtherReading, knowledge: Knowledge): Asked[] {
  const groups = groupBy(mentions.resources, ({ scope, name }) => JSON.stringify([scope ?? '', name]));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const counts = group.map(({ quantity }) => quantity).filter((quantity) => quantity !== null);
    return {
      name: first.name,
      claim: knowledge.resource(first.name),
      scope: first.scope ?? '',
      quantity: counts.length === 0 ? null : Math.max(...counts),
      mentions: group,
    };
  });
}

/** Whether what one scope names lies in another, or is the same. */
export function within(inner: string | undefined, outer: string | undefined): boolean {
  return inner !== undefined && outer !== undefined && (inner === outer || inner.startsWith(`${outer}/`));
}

/** Whether a target is one that the container may run on: where its pod selects instances, one of theirs. */
export function mayRunOn({ mentions }: OtherReading, scope: string, target: Target): boolean {
  const targets = mentions.instances
    .filter((instance) => within(scope, instance.scope))
    .map(({ type }) => targetOf(type));
  return targets.length === 0 || targets.includes(target);
}

/** More places than this are counted, not listed. */
const LISTED = 20;

/** Where something stands in a file: the first places, with the count of all. */
export function textLocations(
  path: RelativePath,
  ranges: readonly TextRange[],
): { locations: Location[]; occurrences: number } {
  return { locations: ranges.slice(0, LISTED).map((range) => ({ path, range })), occurrences: ranges.length };
}

/** The target that an instance type belongs to, "trn2u.48xlarge" to Trn2; null of an instance without Neuron devices. */
export function targetOf(type: string): Target | null {
  return TARGETS.find((target) => type.startsWith(target)) ?? null;
}

/** Types as they are written: those of SageMaker with "ml.". Each once. */
export function typesOf(mentions: readonly InstanceMention[]): string[] {
  const written = mentions.map(({ type, range }) => (nameWithin(range, `ml.${type}`) === null ? type : `ml.${type}`));
  return [...new Set(written)];
}

/** NeuronCores of one chip of a target, physical ones and those that a program sees by default; null where no document tells. */
export function coresPerChip(
  target: Target,
  knowledge: Knowledge,
): { readonly cores: number; readonly logical: number } | null {
  const [instance] = knowledge.instances(target);
  return instance === undefined
    ? null
    : { cores: instance.cores / instance.chips, logical: instance.logicalCores / instance.chips };
}

/** "aws.amazon.com/neuron: 4", or the name alone where the count is not known. */
export function written({ name, quantity }: Pick<Asked, 'name' | 'quantity'>): string {
  return quantity === null ? name : `${name}: ${quantity}`;
}

/** "a is", "a and b are": names as the subject of a verb in its two forms. */
export function subject(names: readonly string[], singular: string, plural: string): string {
  const distinct = [...new Set(names)];
  return `${listed(distinct)} ${distinct.length === 1 ? singular : plural}`;
}

/** The range without quotes around the name; null where something else stands there. */
export function nameWithin(range: TextRange, name: string): TextRange | null {
  const { start, end } = range;
  if (start.line !== end.line) return null;
  const spare = end.column - start.column - name.length;
  if (spare !== 0 && spare !== 2) return null;
  const quote = spare / 2;
  return { start: { ...start, column: start.column + quote }, end: { ...end, column: end.column - quote } };
}
