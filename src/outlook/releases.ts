import type { ReleaseSpan } from '../neuron/knowledge';
import { compareSdk } from '../neuron/version';

export function isWithin({ first, last }: ReleaseSpan, sdk: string): boolean {
  return compareSdk(first, sdk) <= 0 && compareSdk(sdk, last) <= 0;
}

/** The release that stands for a span: the one of the settings where it lies in it, else the newest. */
export function judgedAt(span: ReleaseSpan, sdk: string): string {
  return isWithin(span, sdk) ? sdk : span.last;
}
