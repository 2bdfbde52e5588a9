import type { Step } from '../../model/plan';

/** The id of a step in the plan's section. */
export function stepAnchor({ id }: Step): string {
  return `step-${id.replace(/[^\w-]+/g, '-')}`;
}
