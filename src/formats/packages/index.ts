import type { Format } from '../format';
import { compose } from './compose';
import { conda } from './conda';
import { dockerfile } from './dockerfile';
import { lock } from './lock';
import { pyproject } from './pyproject';
import { requirements } from './requirements';
import { setupCfg } from './setup-cfg';

/** Packages and images: requirements, environments, lock files, Dockerfiles. In the order in which they are asked. */
export const PACKAGE_FORMATS: readonly Format[] = [requirements, pyproject, setupCfg, lock, conda, dockerfile, compose];
