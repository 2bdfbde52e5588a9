import type { WorkspaceStep } from '../draft';
import { CLOSING } from './closing';
import { INTEGRATION } from './integration';
import { PROOF } from './proof';
import { VALIDATION } from './validation';

/** Every step that follows from the workspace rather than from a finding, in the order of the phases. */
export const WORKSPACE_STEPS: readonly WorkspaceStep[] = [...PROOF, ...VALIDATION, ...INTEGRATION, ...CLOSING];
