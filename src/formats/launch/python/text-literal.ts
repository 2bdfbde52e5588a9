/** A text literal of Python: what it reads, and where each of its characters stands. */
export interface TextLiteral {
  readonly text: string;
  readonly offsets: readonly number[];
}

const HEAD = /^([A-Za-z]{0,2})("""|'''|"|')/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/** Of the source of one literal that begins at `at`; null of bytes and of formatted texts. */
export function textLiteral(source: string, at: number): TextLiteral | null {
  const [head, prefix = '', quote = ''] = HEAD.exec(source) ?? [];
  if (head === undefined || /[bf]/i.test(prefix)) return null;
  const end = source.endsWith(quote) && source.length >= head.length + quote.length ? quote.length : 0;
  const body = source.slice(head.length, source.length - end);
  const start = at + head.length;
  if (/r/i.test(prefix) || !body.includes('\\')) {
    return { text: body, offsets: Array.from({ length: body.length }, (_, i) => start + i) };
  }
  const chars: string[] = [];
  const offsets: number[] = [];
  for (let i = 0; i < body.length; i += 1) {
    const from = i;
    let char = body[i] ?? '';
    if (char === '\\') {
      i += 1;
      const next = body[i] ?? '';
      // A continued line reads as nothing; an escape that is not known stays as it is.
      if (next === '\n') continue;
      char = ESCAPES[next] ?? `\\${next}`;
    }
    for (const unit of char.split('')) {
      chars.push(unit);
      offsets.push(start + from);
    }
  }
  return { text: chars.join(''), offsets };
}
