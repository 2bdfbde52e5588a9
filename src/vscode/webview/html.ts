/** The page that a webview starts with. Pure. */
import { escapeHtml } from '../../report/escape';

export interface WebviewPage {
  /** Source that VS Code serves the extension's files from, for the content security policy. */
  readonly cspSource: string;
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  readonly title: string;
  readonly language: string;
}

/** An empty page that may load our script and style, and nothing else from anywhere; the script builds the rest. */
export function pageHtml({ cspSource, nonce, script, style, title, language }: WebviewPage): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}
