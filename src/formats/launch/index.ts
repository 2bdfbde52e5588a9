import type { Format } from '../format';

/** Code that starts something: shell scripts, notebooks, Python sources. In the order in which they are asked. */
export const LAUNCH_FORMATS: readonly Format[] = [];
