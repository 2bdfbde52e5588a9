import * as vscode from 'vscode';
import type { StarterFile, Starters } from '../../starters/types';
import { t } from '../l10n';
import type { ReadonlyDocuments } from '../readonly-documents';

/** A file that can be written. */
export interface Offer {
  readonly file: StarterFile;
  readonly uri: vscode.Uri;
  /** Whether there is one of that name already. */
  readonly there: boolean;
}

interface OfferItem extends vscode.QuickPickItem {
  readonly offer: Offer;
}

/**
 * Lets the user choose among the files. A button at each shows it before anything is written: what exists already beside what would have been written.
 * Undefined where the user gave up.
 */
export function chooseFiles(
  documents: ReadonlyDocuments,
  offers: readonly Offer[],
  folder: string,
  skipped: Starters['skipped'],
): Promise<readonly Offer[] | undefined> {
  const pick = vscode.window.createQuickPick<OfferItem>();
  pick.title = t('Create starter files in {0}', folder);
  pick.placeholder =
    skipped.length === 0 ? t('Choose the files to write') : skipped.map(({ reason }) => reason).join(' ');
  pick.canSelectMany = true;
  // A preview takes the focus; the choice stays.
  pick.ignoreFocusOut = true;
  pick.items = offers.map(itemOf);
  pick.selectedItems = pick.items.filter(({ offer }) => !offer.there);
  return new Promise((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => void preview(documents, item.offer));
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ offer }) => offer));
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function itemOf(offer: Offer): OfferItem {
  const { file, there } = offer;
  return {
    offer,
    label: file.path,
    description: there ? t('exists, is left as it is') : '',
    detail: file.why,
    buttons: [
      there
        ? { iconPath: new vscode.ThemeIcon('diff'), tooltip: t('Compare with the file that exists') }
        : { iconPath: new vscode.ThemeIcon('eye'), tooltip: t('Show before it is written') },
    ],
  };
}

/** The text as a document that nobody can edit, named so that the editor knows its language. */
async function preview(documents: ReadonlyDocuments, { file, uri, there }: Offer): Promise<void> {
  const shown = documents.keep(`starter/${file.path}`, file.text);
  if (there) {
    const title = t('{0}: what exists and what would be written', file.path);
    await vscode.commands.executeCommand('vscode.diff', uri, shown, title, { preview: true, preserveFocus: true });
  } else await vscode.window.showTextDocument(shown, { preview: true, preserveFocus: true });
}
