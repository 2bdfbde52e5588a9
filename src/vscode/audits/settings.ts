import * as vscode from 'vscode';
import type { AuditDefaults } from '../../audit';
import type { Deployment } from '../../model/settings';
import { ROUTES, TARGETS, WORKLOADS } from '../../model/target';
import { isDataObject } from '../../text/data';
import type { AuditRoot } from './root';

/** Prefix of every setting. */
export const SECTION = 'neuronMigration';

const DEPLOYMENT_TEXTS = ['instance', 'dtype'] as const;
const DEPLOYMENT_COUNTS = ['tensorParallel', 'dataParallel', 'batchSize', 'sequenceLength'] as const;

/**
 * The editor's settings for a root, as defaults below its planner file. VS Code does not enforce the types that package.json
 * declares, so that a value of another type is left out; `sdk` is checked by the audit, which names what it knows.
 */
export function readDefaults(root: AuditRoot): AuditDefaults {
  const settings = vscode.workspace.getConfiguration(SECTION, root.uri);
  const targets = membersOf(TARGETS, settings.get('targets'));
  const sdk = textOf(settings.get('sdk'));
  const workload = membersOf(WORKLOADS, [settings.get('workload')])[0];
  const pins = settings.get<unknown>('pins');
  return {
    ...(targets.length > 0 && { targets }),
    ...(sdk !== null && { sdk }),
    ...(workload !== undefined && { workload }),
    ...(isDataObject(pins) && {
      pins: Object.fromEntries(Object.entries(pins).filter((pin): pin is [string, number] => isCount(pin[1]))),
    }),
    ignore: textsOf(settings.get('ignore')),
    deployment: readDeployment(settings),
  };
}

function readDeployment(settings: vscode.WorkspaceConfiguration): Deployment {
  const value = (name: string): unknown => settings.get(`deployment.${name}`);
  const route = membersOf(ROUTES, [value('route')])[0];
  const compilerFlags = textsOf(value('compilerFlags'));
  const texts = DEPLOYMENT_TEXTS.map((name) => [name, textOf(value(name))]).filter(([, text]) => text !== null);
  const counts = DEPLOYMENT_COUNTS.map((name) => [name, value(name)]).filter(([, count]) => isCount(count));
  return {
    ...(route !== undefined && { route }),
    ...(compilerFlags.length > 0 && { compilerFlags }),
    ...Object.fromEntries([...texts, ...counts]),
  };
}

/** True where an audit shall run by itself: on opening a folder, and when a file of it changes. */
export function auditsOnChange(root: AuditRoot): boolean {
  return vscode.workspace.getConfiguration(SECTION, root.uri).get('auditOnChange') === true;
}

/** Globs of `files.exclude` that are switched on. Those with a condition on a sibling file are left out: they hide, they do not exclude. */
export function excludedGlobs(root: AuditRoot): string[] {
  const globs = vscode.workspace.getConfiguration('files', root.uri).get<unknown>('exclude');
  if (!isDataObject(globs)) return [];
  return Object.entries(globs).flatMap(([glob, on]) => (on === true ? [glob] : []));
}

/** Whether the editor is told of every change below the root: nobody has excluded folders from its watching beyond what it leaves out by itself. */
export function watchesAll(root: AuditRoot): boolean {
  const set = vscode.workspace.getConfiguration('files', root.uri).inspect('watcherExclude');
  return [set?.globalValue, set?.workspaceValue, set?.workspaceFolderValue].every(
    (own) => !isDataObject(own) || Object.keys(own).length === 0,
  );
}

function membersOf<T extends string>(known: readonly T[], value: unknown): T[] {
  return Array.isArray(value) ? known.filter((member) => value.includes(member)) : [];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.flatMap((item) => textOf(item) ?? []) : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
