import * as vscode from 'vscode';
import { provideActions } from './actions/provider';
import { createApi, type ExtensionApi } from './api';
import { createAuditor } from './audits/auditor';
import { createPlanMemory } from './audits/plan-memory';
import { createStore } from './audits/store';
import { startTriggers } from './audits/triggers';
import { createChecklists } from './checklist/panel';
import { createStepWriter } from './checklist/set-step';
import { registerCommands } from './commands';
import { openPlaceInTree } from './commands/open-place';
import { provideCounterparts } from './hovers/counterparts';
import { provideHovers } from './hovers/provider';
import { useTranslations } from './l10n';
import { provideLenses } from './lenses/provider';
import { provideOverviews } from './overview/provider';
import { providePlannerCompletions } from './planner/provider';
import { publishProblems } from './problems/publish';
import { createReadonlyDocuments } from './readonly-documents';
import { provideRulePages } from './rule-pages';
import { createBusy } from './views/busy';
import { publishContext } from './views/context';
import { createFindingsView } from './views/findings-view';
import { showViewProgress } from './views/progress';
import { createSideViews } from './views/side-views';
import { createStatusBar } from './views/status-bar';

/** Puts the parts together: one store, audits that fill it, views that show it. Reads no file itself. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  useTranslations((message, ...args) => vscode.l10n.t(message, ...args));
  const { extension, extensionUri, workspaceState, subscriptions } = context;
  const log = vscode.window.createOutputChannel('Neuron Migration', { log: true });
  const store = createStore();
  const memory = createPlanMemory(workspaceState);
  const auditor = createAuditor(store, memory, log);
  const busy = createBusy(store);
  const findings = createFindingsView(store, workspaceState);
  const openPlace = openPlaceInTree.bind(null, findings);
  const checklists = createChecklists({
    extensionUri,
    store,
    auditor,
    memory,
    steps: createStepWriter(memory),
    openPlace,
  });
  const documents = createReadonlyDocuments();
  const overviews = provideOverviews({ extensionUri, store, auditor });
  subscriptions.push(
    log,
    store,
    auditor,
    findings,
    createSideViews(store),
    busy,
    createStatusBar(store, busy),
    publishContext(store, busy),
    publishProblems(store),
    provideHovers(store),
    provideCounterparts(store),
    provideRulePages(),
    provideActions(store),
    provideLenses(store),
    providePlannerCompletions(),
    showViewProgress(busy),
    checklists,
    documents,
    overviews,
    registerCommands({ extension, store, auditor, findings, checklists, documents, log }),
    startTriggers(auditor, store),
  );
  return createApi(store, findings, overviews, subscriptions);
}
