import type { Fixture } from './fixtures';

export const PACKAGE_FIXTURES: Readonly<Record<string, Fixture>> = {};
