import type { StepRecord } from '../../model/plan';
import type { Report } from '../../model/report';
import { recordOf } from '../../plan/record';
import { PLAN_FILE } from '../../planner/names';
import type { PlanMemory } from '../audits/plan-memory';
import { type AuditRoot, fileUri, rootKey } from '../audits/root';
import { loadCore } from '../core';
import { editTextFile, ReadOnly } from '../text-file';

/** Where a step's state went. */
export type Kept = 'file' | 'editor';

export interface StepWriter {
  /** Writes one step's state; calls for one root run one after the other. Rejects with a SettingsError where the plan file is broken. */
  set(root: AuditRoot, record: StepRecord, report: Report | null): Promise<Kept>;
}

/** Writes ticks into the plan file of their folder; where that cannot be written, into the editor's memory. */
export function createStepWriter(memory: PlanMemory): StepWriter {
  const queues = new Map<string, Promise<unknown>>();

  async function write(root: AuditRoot, record: StepRecord, report: Report | null): Promise<Kept> {
    const { writeStep } = await loadCore();
    const remembered = memory.records(root) ?? [];
    try {
      const records = remembered.filter(({ id }) => id !== record.id);
      await editTextFile(fileUri(root, PLAN_FILE), (text) =>
        writeStep(
          records.reduce<string | null>((written, other) => writeStep(written, other), text),
          record,
        ),
      );
      if (remembered.length > 0) await memory.forget(root);
      return 'file';
    } catch (error) {
      if (!(error instanceof ReadOnly)) throw error;
      await memory.keep(root, record, recordsOf(report));
      return 'editor';
    }
  }

  return {
    set(root, record, report) {
      const before = queues.get(rootKey(root)) ?? Promise.resolve();
      const mine = before.then(() => write(root, record, report));
      queues.set(
        rootKey(root),
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}

/** What people noted so far, taken from the plan on show: the start of what the editor keeps. */
function recordsOf(report: Report | null): readonly StepRecord[] {
  const steps = report?.plan.phases.flatMap((phase) => phase.steps) ?? [];
  return steps
    .map((step) => recordOf(step))
    .filter(({ id: _id, title: _title, state, ...noted }) => state !== 'open' || Object.keys(noted).length > 0);
}
