import type { Rule, WorkspaceRule } from '../rule';

export const LAUNCH_RULES: readonly Rule[] = [];

/** Across files. */
export const LAUNCH_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
