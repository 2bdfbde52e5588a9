import type { Fixture } from './fixtures';

export const CHECKPOINT_FIXTURES: Readonly<Record<string, Fixture>> = {};
