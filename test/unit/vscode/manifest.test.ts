import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ROUTES, TARGETS, WORKLOADS } from '../../../src/model/target';

const root = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { commands, configuration, menus, views, viewsWelcome, walkthroughs } = manifest.contributes;

function sources(): string {
  const folder = path.join(root, 'src/vscode');
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
}

describe('package.json', () => {
  const declared: string[] = commands.map(({ command }: { command: string }) => command);

  it('declares every command that is registered, but for those of tree rows and quick fixes', () => {
    const source = sources();
    const constants = new Map(
      [...source.matchAll(/export const ([A-Z_]+) = '(neuronMigration\.\w+)'/g)].map(([, name, id]) => [name, id]),
    );
    const registered = [...source.matchAll(/register\((?:'(neuronMigration\.\w+)'|([A-Z_]+)),/g)].map(
      ([, id, name]) => id ?? constants.get(name),
    );
    const hidden = ['openPlace', 'ignoreHere', 'showRoutes', 'waive'].map((name) => `neuronMigration.${name}`);
    assert.deepEqual(registered.filter((id) => !hidden.includes(id ?? '')).sort(), declared.toSorted());
  });

  it('names only declared commands and views in menus, welcome views and walkthroughs', () => {
    const known = new Set([
      ...declared,
      'workbench.action.files.openFolder',
      ...views.neuronMigration.map(({ id }: { id: string }) => `${id}.focus`),
    ]);
    const used = [
      ...Object.values<{ command?: string }[]>(menus).flatMap((items) => items.flatMap(({ command }) => command ?? [])),
      ...[...readFileSync(path.join(root, 'package.nls.json'), 'utf8').matchAll(/\(command:([\w.]+)\)/g)].flatMap(
        ([, command]) => command ?? [],
      ),
    ];
    assert.ok(used.length > 20);
    assert.deepEqual(
      used.filter((command) => !known.has(command)),
      [],
    );
    const ids = views.neuronMigration.map(({ id }: { id: string }) => id);
    assert.deepEqual(
      viewsWelcome.filter(({ view }: { view: string }) => !ids.includes(view)),
      [],
    );
  });

  it('offers in settings exactly the targets, workloads and routes of the core', () => {
    const { properties } = configuration;
    assert.deepEqual(properties['neuronMigration.targets'].items.enum, TARGETS);
    assert.deepEqual(properties['neuronMigration.workload'].enum, WORKLOADS);
    assert.deepEqual(properties['neuronMigration.deployment.route'].enum, ['', ...ROUTES]);
  });

  it('ships the pictures that it names', () => {
    const pictures = [
      manifest.icon,
      ...walkthroughs[0].steps.map((step: { media: { svg: string } }) => step.media.svg),
    ];
    assert.deepEqual(
      pictures.filter((file) => !existsSync(path.join(root, file))),
      [],
    );
  });

  it('runs where the files are, in untrusted workspaces too, and has no dependency on other extensions', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.extensionDependencies, undefined);
    assert.ok(manifest.activationEvents.every((event: string) => event !== '*' && event !== 'onStartupFinished'));
  });
});
