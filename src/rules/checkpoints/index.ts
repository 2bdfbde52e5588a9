import type { Rule, WorkspaceRule } from '../rule';

export const CHECKPOINT_RULES: readonly Rule[] = [];

/** Across files. */
export const CHECKPOINT_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
