/** The report formats; adding one is a file and its line here. */
import type { Report } from '../model/report';
import { csv } from './csv';
import { html } from './html';
import { json } from './json';
import { markdown } from './markdown';
import { sarif } from './sarif';
import { text } from './text';

export const FORMATS = ['text', 'json', 'markdown', 'html', 'sarif', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** Pure: the same report gives the same text, which ends with a line break. */
export const WRITERS: Readonly<Record<Format, (report: Report) => string>> = {
  text: (report) => text(report),
  json,
  markdown,
  html,
  sarif,
  csv,
};

export { text };
