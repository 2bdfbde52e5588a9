import type { Format } from '../format';
import { analyzeResult } from './analyze';
import { apiTable, operatorList } from './lists';
import { compilerLog } from './log';

/** The tools' own lists, which decide how files are judged; read before all others. */
export const LIST_FORMATS: readonly Format[] = [operatorList, apiTable];

/** What Neuron's tools wrote. In the order in which they are asked. */
export const OBSERVED_FORMATS: readonly Format[] = [analyzeResult, ...LIST_FORMATS, compilerLog];
