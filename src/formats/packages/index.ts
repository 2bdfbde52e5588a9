import type { Format } from '../format';

/** Packages and images: requirements, environments, lock files, Dockerfiles. In the order in which they are asked. */
export const PACKAGE_FORMATS: readonly Format[] = [];
