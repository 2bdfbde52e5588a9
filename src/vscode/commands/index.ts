import * as vscode from 'vscode';
import {
  IGNORE_HERE,
  OPEN_CHECKLIST,
  OPEN_PLACE,
  OPEN_RULE,
  PIN_DIMENSIONS,
  SHOW_ROUTES,
  WAIVE,
} from '../command-uris';
import { showRoutes } from '../lenses/provider';
import { showFailure } from '../notices';
import type { NodePlace, TreeNode } from '../views/node';
import { auditFile, auditWorkspace, cancelAudits } from './audit';
import { chooseTargets } from './choose-targets';
import { type CompareRequest, compareReleases } from './compare-releases';
import { compareWithReport } from './compare-report';
import { compareWithRevision } from './compare-revision';
import { createPlannerFile } from './create-planner-file';
import { createStarterFiles, type StarterAnswers } from './create-starter-files';
import { type ExportRequest, exportReport } from './export-report';
import { ignoreHere } from './ignore-here';
import { openChecklist } from './open-checklist';
import { openOverview } from './open-overview';
import { openRow, revealFile } from './open-place';
import { openRule } from './open-rule';
import { pinDimensions } from './pin-dimensions';
import type { CommandContext } from './registry';
import { waive } from './waive';

/** Registers every command. What a command throws is told to the user. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const register = (id: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        return await run(...args);
      } catch (error) {
        showFailure(error);
        return undefined;
      }
    });
  const { findings, store, log, extension } = context;
  return vscode.Disposable.from(
    register('neuronMigration.auditWorkspace', () => auditWorkspace(context)),
    register('neuronMigration.auditFile', (file: unknown, selection: unknown) => auditFile(context, file, selection)),
    register('neuronMigration.openOverview', (file: unknown) => openOverview(file)),
    register('neuronMigration.cancelAudit', () => cancelAudits(context)),
    register('neuronMigration.chooseTargets', (root: unknown) => chooseTargets(context, root)),
    register(OPEN_CHECKLIST, (root: unknown) => openChecklist(context, root)),
    register('neuronMigration.showMatrix', (root: unknown) => openChecklist(context, root, 'matrix')),
    register('neuronMigration.compareReleases', (root: unknown, request?: CompareRequest) =>
      compareReleases(context, root, request),
    ),
    register('neuronMigration.compareWithRevision', (root: unknown, revision?: unknown) =>
      compareWithRevision(context, root, revision),
    ),
    register('neuronMigration.compareWithReport', (root: unknown, file?: unknown) =>
      compareWithReport(context, root, file),
    ),
    register('neuronMigration.exportReport', (root: unknown, request?: ExportRequest) =>
      exportReport(context, root, request),
    ),
    register(OPEN_RULE, (rule: unknown) => openRule(context, rule)),
    register(PIN_DIMENSIONS, (given: unknown) => pinDimensions(context, given)),
    register(IGNORE_HERE, (file: unknown, line: unknown, rule: unknown, reason?: unknown) =>
      ignoreHere(context, file, line, rule, reason),
    ),
    register(SHOW_ROUTES, (routes: unknown) => showRoutes(routes)),
    register(WAIVE, (given: unknown) => waive(context, given)),
    register('neuronMigration.revealFile', (row: TreeNode) => revealFile(store, row)),
    register(OPEN_PLACE, (place: NodePlace) => openRow(store, place)),
    register('neuronMigration.groupBySeverity', () => findings.group('severity')),
    register('neuronMigration.groupByCause', () => findings.group('cause')),
    register('neuronMigration.groupByFile', () => findings.group('file')),
    register('neuronMigration.createPlannerFile', (root: unknown) => createPlannerFile(context, root)),
    register('neuronMigration.createStarterFiles', (given: unknown, answers?: unknown) =>
      createStarterFiles(context, given, answersOf(answers)),
    ),
    register('neuronMigration.showOutput', () => log.show()),
    register('neuronMigration.getStarted', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#start`, false),
    ),
  );
}

/** The Explorer passes the selected files as a second argument, which is no answer. */
function answersOf(given: unknown): StarterAnswers | undefined {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? given : undefined;
}
