import type { Fixture } from './fixtures';

export const TRAINING_FIXTURES: Readonly<Record<string, Fixture>> = {};
