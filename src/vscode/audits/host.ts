import type { Host } from '../../model/host';
import { nodeHost } from '../../node/node-host';
import type { AuditRoot } from './root';
import { workspaceHost } from './workspace-host';

/** Files on a disk are read by range through Node; any other file system (virtual workspaces) whole, through VS Code. */
export function hostOf(root: AuditRoot): Host {
  return root.uri.scheme === 'file' ? nodeHost(root.uri.fsPath) : workspaceHost(root.uri);
}
