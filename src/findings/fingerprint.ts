/**
 * 64 bits of a text as 16 lower-case hexadecimal digits: two 32-bit FNV-1a lanes with different offsets over UTF-16 code units,
 * each finished with a bit mixer. An identifier, not a security measure; pure arithmetic, so equal on every platform.
 */
export function hash64(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ ((unit << 7) | (unit >>> 9)), 0x01000193);
  }
  return hex(mix(a ^ text.length)) + hex(mix(b));
}

/** Finalizer of MurmurHash3: spreads every input bit over the word. */
function mix(word: number): number {
  let w = word;
  w = Math.imul(w ^ (w >>> 16), 0x85ebca6b);
  w = Math.imul(w ^ (w >>> 13), 0xc2b2ae35);
  return (w ^ (w >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}

/** What identifies a finding over runs: the rule, the file, the cause in it, and how bad it is; not its words, targets or places. */
export function fingerprint(rule: string, artifact: string, key: string, severity: string): string {
  return hash64([rule, artifact, key, severity].join('\0'));
}
