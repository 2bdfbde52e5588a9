import type { Rule, WorkspaceRule } from '../rule';

export const DEPLOY_RULES: readonly Rule[] = [];

/** Across files. */
export const DEPLOY_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
