import type { Fixture } from './fixtures';

export const DEPLOY_FIXTURES: Readonly<Record<string, Fixture>> = {};
