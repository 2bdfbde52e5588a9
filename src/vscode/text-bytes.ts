import { decodeText } from '../text/read-text';
import { t } from './l10n';

/**
 * A changed text file, as bytes: UTF-8, with the byte order mark it had. `change` gets the text of `bytes`, null for null.
 * Throws where the bytes are no UTF-8, which rewriting would damage; `name` is what the file is called then.
 */
export function changedBytes(
  bytes: Uint8Array | null,
  name: string,
  change: (text: string | null) => string,
): Uint8Array {
  if (bytes === null) return new TextEncoder().encode(change(null));
  const { text, encoding, malformed, byteOrderMark } = decodeText(bytes);
  if (malformed || encoding !== 'utf-8') throw new Error(t('{0} is no UTF-8 text; save it as UTF-8.', name));
  return new TextEncoder().encode(`${byteOrderMark ? '\ufeff' : ''}${change(text)}`);
}
