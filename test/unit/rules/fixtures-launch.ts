import type { Fixture } from './fixtures';

export const LAUNCH_FIXTURES: Readonly<Record<string, Fixture>> = {};
