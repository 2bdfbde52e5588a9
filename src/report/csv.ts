/** CSV as RFC 4180 has it, a finding a row. */
import type { Finding } from '../model/finding';
import type { Step } from '../model/plan';
import type { Report } from '../model/report';
import { httpsUrl, visible } from './escape';
import { placeWords } from './places';
import { stepsByFinding } from './plan-words';

/** A finding, and the step of the plan that settles it. */
type Column = readonly [name: string, value: (finding: Finding, step: Step | undefined) => string];

const COLUMNS: readonly Column[] = [
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['rule', ({ rule }) => rule],
  ['targets', ({ targets }) => targets.join(' ')],
  ['file', ({ artifact }) => artifact],
  ['line', ({ locations: [first] }) => (first !== undefined && 'range' in first ? String(first.range.start.line) : '')],
  ['place', ({ locations: [first] }) => (first === undefined ? '' : placeWords(first).name)],
  ['places', ({ occurrences }) => String(occurrences)],
  ['message', ({ message }) => message],
  ['why', ({ why }) => why],
  ['remedy', ({ remedy }) => remedy],
  ['action', ({ action }) => action],
  ['neuron error', ({ neuronError }) => neuronError ?? ''],
  ['sources', ({ evidence }) => evidence.flatMap(({ url }) => httpsUrl(url) ?? []).join(' ')],
  ['observed', ({ observed }) => observed?.state ?? ''],
  ['waived until', ({ waived }) => (waived === null ? '' : (waived.expires ?? 'comment'))],
  ['waived by', ({ waived }) => waived?.by ?? ''],
  ['step', (_, step) => step?.title ?? ''],
  ['step state', (_, step) => step?.state ?? ''],
  ['owner', (_, step) => step?.owner ?? ''],
  // Of the whole step: the findings of one step share it.
  ['step min days', (_, step) => (step === undefined ? '' : String(step.effort.minDays))],
  ['step max days', (_, step) => (step === undefined ? '' : String(step.effort.maxDays))],
  ['in baseline', ({ baseline }) => (baseline ? 'yes' : 'no')],
  ['fingerprint', ({ fingerprint }) => fingerprint],
];

/** The findings in their order, with a head line; lines end in CRLF. A cell never starts a formula in a spreadsheet. */
export function csv({ findings, plan }: Report): string {
  const steps = stepsByFinding(plan);
  const rows = [
    COLUMNS.map(([name]) => name),
    ...findings.map((finding) => COLUMNS.map(([, value]) => value(finding, steps.get(finding.fingerprint)))),
  ];
  return rows.map(csvRow).join('');
}

/** One line of cells with its CRLF. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

const NUMBER = /^-\d+(?:\.\d+)?(?:e[+-]\d+)?$/;

/** One cell, quoted where it has to be. */
export function cell(text: string): string {
  const shown = visible(text);
  // Spreadsheets run what begins so, even within quotes; a number below zero stays one.
  const tame = /^[=+\-@\t\r]/.test(shown) && !NUMBER.test(shown) ? `'${shown}` : shown;
  return /[",;\r\n']/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}
