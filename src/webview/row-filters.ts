/** Which rows of the list pass the filters, and what the filters offer. Pure. */
import type { StepState } from '../model/plan';
import type { StepKind, StepRow } from './view-model';

export interface Filters {
  readonly text: string;
  readonly hidden: readonly StepKind[];
  /** Null: all but obsolete ones. */
  readonly state: StepState | null;
  /** Null: anybody's; empty: steps without an owner. */
  readonly owner: string | null;
  readonly file: string | null;
  /** Shows the steps that do not apply to the target too. */
  readonly others: boolean;
}

export const NO_FILTERS: Filters = { text: '', hidden: [], state: null, owner: null, file: null, others: false };

/** The rows that pass every filter. */
export function filterRows(rows: readonly StepRow[], filters: Filters): StepRow[] {
  const needle = filters.text.trim().toLowerCase();
  const { state, owner, file } = filters;
  return rows.filter(
    (row) =>
      (filters.others || row.applies) &&
      !filters.hidden.includes(row.kind) &&
      (state === null ? row.step.state !== 'obsolete' : row.step.state === state) &&
      (owner === null || (row.step.owner ?? '') === owner) &&
      (file === null || row.files.includes(file)) &&
      (needle === '' || mentions(row, needle)),
  );
}

function mentions({ step, findings }: StepRow, needle: string): boolean {
  const has = (text: string | null | undefined): boolean => text?.toLowerCase().includes(needle) ?? false;
  return (
    has(step.title) ||
    has(step.detail) ||
    has(step.owner) ||
    has(step.note) ||
    step.files.some(has) ||
    findings.some(
      (finding) =>
        has(finding.message) ||
        has(finding.rule) ||
        has(finding.neuronError) ||
        has(finding.artifact) ||
        finding.locations.some((place) => 'graph' in place && (has(place.node) || has(place.op) || has(place.tensor))),
    )
  );
}

/** Everybody who owns a step, in code unit order. */
export function ownersOf(rows: readonly StepRow[]): string[] {
  return [...new Set(rows.flatMap(({ step }) => step.owner ?? []))].sort();
}
