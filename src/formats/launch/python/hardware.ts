import type { CallMention, ImageMention, InstanceMention } from '../../mentions';
import { imageReference } from '../../packages/image-reference';

const INSTANCE = /^(?:ml\.)?([a-z][a-z0-9-]*\.[a-z0-9]+)$/;
/** Arguments of the SageMaker SDK and of boto3. */
const TYPES: ReadonlySet<string> = new Set(['instance_type', 'InstanceType']);
const IMAGES: ReadonlySet<string> = new Set(['image_uri', 'Image']);

/** Instances and images that calls choose by an argument, as the SageMaker SDK does. */
export function hardwareOf(calls: readonly CallMention[]): {
  instances: InstanceMention[];
  images: ImageMention[];
} {
  const instances: InstanceMention[] = [];
  const images: ImageMention[] = [];
  for (const { name, value, range } of calls.flatMap((call) => call.arguments)) {
    if (name === null || typeof value !== 'string') continue;
    const type = TYPES.has(name) ? INSTANCE.exec(value)?.[1] : undefined;
    if (type !== undefined) instances.push({ type, range });
    if (IMAGES.has(name) && value.includes('/'))
      images.push({
        reference: value,
        ...imageReference(value),
        platform: null,
        role: 'container',
        shipped: true,
        range,
      });
  }
  return { instances, images };
}
