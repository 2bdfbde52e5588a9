import * as vscode from 'vscode';
import { t } from '../l10n';
import { pageHtml } from './html';
import { nonce } from './nonce';

/** Puts the page of a bundle (`dist/webview/BUNDLE.js` and `.css`) into a webview, which may load nothing else. */
export function fillWebview(webview: vscode.Webview, extensionUri: vscode.Uri, bundle: string, title: string): void {
  const files = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const served = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(files, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [files] };
  webview.html = pageHtml({
    cspSource: webview.cspSource,
    nonce: nonce(),
    script: served(`${bundle}.js`),
    style: served(`${bundle}.css`),
    title,
    language: vscode.env.language,
  });
}

/** A page's texts in the display language, under the same keys. */
export function translated(strings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(strings).map(([key, english]) => [key, t(english)]));
}
