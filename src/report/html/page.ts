import { SCRIPT, SCRIPT_HASH } from './filter';
import type { Markup } from './markup';
import { STYLE, STYLE_HASH } from './style';

/** A whole page without external resource; `script`: with that of the filters. `heading`: our own words. */
export function page(
  heading: string,
  body: Markup,
  { script }: { readonly script: boolean } = { script: false },
): string {
  const scripts = script ? ` script-src '${SCRIPT_HASH}';` : '';
  const policy = `default-src 'none'; style-src '${STYLE_HASH}';${scripts} base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${STYLE}</style>
</head>
<body>
${body.markup}
${script ? `<script>${SCRIPT}</script>\n` : ''}</body>
</html>
`;
}
