import type { Rule, WorkspaceRule } from '../rule';

export const TRAINING_RULES: readonly Rule[] = [];

/** Across files. */
export const TRAINING_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
