import type { Rule } from '../rule';
import { compilerError } from './compiler-error';
import { observedOperator } from './unsupported-operator';

export const OBSERVED_RULES: readonly Rule[] = [compilerError, observedOperator];
