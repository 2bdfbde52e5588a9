import type { Format } from '../format';
import { notebook } from './notebook';
import { python } from './python';
import { shell } from './shell';

/** Code that starts something: shell scripts, notebooks, Python sources. In the order in which they are asked. */
export const LAUNCH_FORMATS: readonly Format[] = [shell, notebook, python];
