import { Composer, type Document, type DocumentOptions, type ParseOptions, Parser, type SchemaOptions } from 'yaml';
import { mayNestTooDeeply } from './yaml-depth';

/** Characters and lines of any config that people write: the parser takes about a second for a text of this size. */
export const MAX_YAML_LENGTH = 1024 * 1024;
export const MAX_YAML_LINES = 40_000;
/** A text with more mistakes is no YAML; each mistake costs a stack trace, and a line of text that is none can be one. */
export const MAX_YAML_ERRORS = 100;

/** Why a text is not given to the parser, a clause; null where it may be. Linear. */
export function yamlRefusal(text: string): string | null {
  if (text.length > MAX_YAML_LENGTH) return 'it has more than 1 MB, the most that is read of YAML';
  if (hasMoreLines(text, MAX_YAML_LINES))
    return `it has more than ${MAX_YAML_LINES.toLocaleString('en')} lines, the most that is read of YAML`;
  return mayNestTooDeeply(text) ? 'it is nested too deeply' : null;
}

function hasMoreLines(text: string, most: number): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines += 1;
    if (lines > most) return true;
  }
  return false;
}

/**
 * The documents of a text that {@link yamlRefusal} lets pass; null where it holds more than {@link MAX_YAML_ERRORS} mistakes. The library has no
 * limit of its own: they are counted as its composer reports them.
 * Warnings (of unknown tags, as CloudFormation has many) are left out.
 */
export function composed(
  text: string,
  options: ParseOptions & DocumentOptions & SchemaOptions,
): Document.Parsed[] | null {
  const composer = new Composer(options);
  let errors = 0;
  const tooMany = new Error('too many mistakes');
  const count = () => {
    errors += 1;
    if (errors > MAX_YAML_ERRORS) throw tooMany;
  };
  const { onError }: { onError?: unknown } = Object(composer);
  if (typeof onError === 'function')
    Object.assign(composer, {
      onError: (source: unknown, code: unknown, message: unknown, warning?: boolean) => {
        if (warning) return;
        count();
        onError(source, code, message);
      },
    });
  const documents: Document.Parsed[] = [];
  try {
    for (const token of new Parser().parse(text)) {
      if (token.type === 'error') count();
      for (const document of composer.next(token)) documents.push(document);
    }
    for (const document of composer.end()) documents.push(document);
  } catch (error) {
    if (error === tooMany) return null;
    throw error;
  }
  return documents;
}
