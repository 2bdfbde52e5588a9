/** Lines of a terminal: wrapping, indents and, where asked for, colour. */

export interface TextOptions {
  /** ANSI colours; default off. */
  readonly color?: boolean;
  /** Columns; default 100, never below 40. */
  readonly width?: number;
}

const STYLES = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33' } as const;
export type Style = keyof typeof STYLES;

export interface Page {
  /** Our own words with a style; never pass text of a report. */
  paint(style: Style, words: string): string;
  /** An empty line, once. */
  gap(): void;
  heading(words: string, style?: Style): void;
  paragraph(text: string): void;
  /** A line as it is, such as a row of a table: it is not wrapped. */
  line(text: string): void;
  /** A list item. */
  item(text: string): void;
  /** A line that is to be copied as it is: never wrapped. */
  verbatim(line: string): void;
  /** Text that is wrapped beside a prefix of `indent` visible columns. */
  hanging(prefix: string, text: string, indent: number): void;
  toString(): string;
}

/** An empty page; {@link Page.toString} gives it with a line break at the end. */
export function createPage({ color = false, width = 100 }: TextOptions): Page {
  const lines: string[] = [];
  const columns = Math.max(40, width);
  const paint = (style: Style, words: string): string => (color ? `\x1b[${STYLES[style]}m${words}\x1b[0m` : words);
  const gap = (): void => {
    if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
  };
  const hanging = (prefix: string, text: string, indent: number): void => {
    const [first = '', ...others] = wrap(text, columns - indent);
    lines.push(`${prefix}${first}`.trimEnd(), ...others.map((line) => ' '.repeat(indent) + line));
  };
  return {
    paint,
    gap,
    hanging,
    heading(words, style = 'bold') {
      gap();
      lines.push(paint(style, words.toUpperCase()), '');
    },
    line: (text) => void lines.push(text),
    verbatim: (line) => {
      lines.push(line);
    },
    paragraph: (text) => hanging('', text, 0),
    item: (text) => hanging('- ', text, 2),
    toString: () => `${lines.join('\n')}\n`,
  };
}

/** Lines of at most `columns`, broken at spaces; a word that is longer stands alone, so that names and addresses can be copied. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
