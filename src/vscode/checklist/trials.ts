import * as vscode from 'vscode';
import { Cancelled } from '../../model/host';
import { SettingsError } from '../../model/problem';
import type { Trial } from '../../model/settings';
import { TARGETS } from '../../model/target';
import { PLANNER_FILE } from '../../planner/names';
import type { Choices, ToWebview } from '../../protocol';
import type { Auditor } from '../audits/auditor';
import { type AuditRoot, fileUri } from '../audits/root';
import { loadCore } from '../core';
import { t } from '../l10n';
import { editTextFile, ReadOnly } from '../text-file';

/** What a page tries out: the latest question counts. */
export interface Trials extends vscode.Disposable {
  ask(trial: Trial): Promise<void>;
}

export function createTrials(root: AuditRoot, auditor: Auditor, post: (message: ToWebview) => void): Trials {
  let asked: vscode.CancellationTokenSource | null = null;
  return {
    // What the page may try and no more, whatever else a message holds.
    async ask({ targets, sdk, workload, pins, deployment }) {
      const trial: Trial = {
        ...(targets && { targets }),
        ...(sdk !== undefined && { sdk }),
        ...(workload && { workload }),
        ...(pins && { pins }),
        ...(deployment && { deployment }),
      };
      asked?.cancel();
      const mine = new vscode.CancellationTokenSource();
      asked = mine;
      try {
        const report = await auditor.peek(root, trial, mine.token);
        if (!mine.token.isCancellationRequested) post({ type: 'trial', trial, report });
      } catch (error) {
        if (error instanceof Cancelled || mine.token.isCancellationRequested) return;
        if (!(error instanceof SettingsError)) throw error;
        post({ type: 'trialFailed', trial, message: error.message });
      } finally {
        mine.dispose();
        if (asked === mine) asked = null;
      }
    },
    dispose: () => asked?.cancel(),
  };
}

/** What there is to choose from when something is tried. */
export async function choicesOf(): Promise<Choices> {
  const { loadKnowledge } = await loadCore();
  const knowledge = loadKnowledge();
  return {
    releases: knowledge.releases.map(({ sdk }) => sdk),
    instances: TARGETS.flatMap((target) => knowledge.instances(target).map(({ id }) => ({ id, target }))),
  };
}

/** Writes what was tried into the planner file. Rejects where it cannot be written. */
export async function keepTrial(root: AuditRoot, trial: Trial): Promise<void> {
  const { writeSettings } = await loadCore();
  try {
    await editTextFile(fileUri(root, PLANNER_FILE), (text) => writeSettings(text ?? '', trial));
  } catch (error) {
    if (error instanceof ReadOnly) throw new Error(t('{0} cannot be written here.', PLANNER_FILE));
    throw error;
  }
}
