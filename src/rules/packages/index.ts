import type { Rule, WorkspaceRule } from '../rule';

export const PACKAGE_RULES: readonly Rule[] = [];

/** Across files. */
export const PACKAGE_WORKSPACE_RULES: readonly WorkspaceRule[] = [];
