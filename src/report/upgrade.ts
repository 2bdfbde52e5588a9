/** The formats of an upgrade. */
import type { Upgrade } from '../model/upgrade';
import { escapeHiddenInJson } from './escape';
import { upgradeHtml } from './upgrade-html';
import { upgradeMarkdown } from './upgrade-markdown';
import { upgradeText } from './upgrade-text';

export const UPGRADE_FORMATS = ['text', 'json', 'markdown', 'html'] as const;
export type UpgradeFormat = (typeof UPGRADE_FORMATS)[number];

/** Pure: the same upgrade gives the same text, which ends with a line break. */
export const UPGRADE_WRITERS: Readonly<Record<UpgradeFormat, (upgrade: Upgrade) => string>> = {
  text: (upgrade) => upgradeText(upgrade),
  json: (upgrade) => `${escapeHiddenInJson(JSON.stringify(upgrade, null, 2))}\n`,
  markdown: upgradeMarkdown,
  html: upgradeHtml,
};

export { upgradeText };
