/** The formats of a comparison. */
import type { Comparison, FileComparison } from '../model/comparison';
import { comparisonOutline, fileOutline } from './compare-outline';
import { escapeHiddenInJson } from './escape';
import type { Outline } from './outline';
import { outlineHtml } from './outline-html';
import { outlineMarkdown } from './outline-markdown';
import { outlineText } from './outline-text';
import type { TextOptions } from './text/page';

export const COMPARE_FORMATS = ['text', 'json', 'markdown', 'html'] as const;
export type CompareFormat = (typeof COMPARE_FORMATS)[number];

/** Pure: the same comparison gives the same text, which ends with a line break. */
export function writeComparison(
  comparison: Comparison | FileComparison,
  format: CompareFormat,
  options: TextOptions = {},
): string {
  switch (format) {
    case 'text':
      return outlineText(outlineOf(comparison), options);
    case 'json':
      return `${escapeHiddenInJson(JSON.stringify(comparison, null, 2))}\n`;
    case 'markdown':
      return outlineMarkdown(outlineOf(comparison));
    case 'html':
      return outlineHtml(outlineOf(comparison), 'Neuron migration, compared');
    default:
      return format satisfies never;
  }
}

function outlineOf(comparison: Comparison | FileComparison): Outline {
  return comparison.kind === 'comparison' ? comparisonOutline(comparison) : fileOutline(comparison);
}
