import { knownRoots, rootKey } from '../audits/root';
import type { Section } from '../checklist/panel';
import { chooseRoot } from './choose-root';
import type { CommandContext } from './registry';

/** Opens the checklist of a root, at a section if one is given; a row of the findings tree says which. Starts an audit where there was none. */
export async function openChecklist(
  { store, auditor, checklists }: CommandContext,
  given: unknown,
  section?: Section,
): Promise<void> {
  const key = keyOf(given);
  const root = knownRoots(store.all()).find((known) => rootKey(known) === key) ?? (await chooseRoot(store, given));
  if (root === undefined) return;
  checklists.open(root, section);
  if (store.get(root).status === 'idle') await auditor.audit(root);
}

function keyOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('about' in given)) return undefined;
  return (given as { about?: { root?: string } }).about?.root;
}
