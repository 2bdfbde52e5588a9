/** The report formats; adding one is a file and its line here. */
import type { Report } from '../model/report';
import { html } from './html';
import { json } from './json';
import { markdown } from './markdown';
import { text } from './text';

export const FORMATS = ['text', 'json', 'markdown', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** Formats that are promised for a later release. */
export const FORMATS_LATER = ['sarif', 'csv'] as const;

/** Pure: the same report gives the same text, which ends with a line break. */
export const WRITERS: Readonly<Record<Format, (report: Report) => string>> = {
  text: (report) => text(report),
  json,
  markdown,
  html,
};

export { text };
