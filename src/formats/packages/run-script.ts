import { parseJson } from '../../text/json';
import { JsonFault } from '../../text/json-scalar';

/** A part of a RUN instruction: a text for the shell, or a list of words. */
export interface RunScript {
  readonly text: string;
  /** Offset in the arguments of the instruction. */
  readonly at: number;
  readonly list: readonly { readonly text: string; readonly at: number; readonly length: number }[] | null;
}

const FLAGS = /^(?:--[a-z]+(?:=\S*)?(?:\s|\\\r?\n)+)*/;
const HEREDOC = /<<-?["']?(\w+)["']?/;

/** What a RUN instruction runs, by its arguments: the exec form, texts that stand in heredocs for the shell, or a plain command line. */
export function runScripts(raw: string): readonly RunScript[] {
  const at = FLAGS.exec(raw)?.[0].length ?? 0;
  const text = raw.slice(at);
  const list = text.startsWith('[') ? words(text, at) : null;
  if (list !== null) return [{ text, at, list }];
  const mark = HEREDOC.exec(text);
  const end = text.indexOf('\n');
  if (mark?.[1] === undefined || end < 0 || mark.index > end) return [{ text, at, list: null }];
  // "RUN <<EOF" and "RUN bash <<EOF" run the text; "RUN cat <<EOF > file" writes it somewhere.
  const program = text.slice(0, mark.index).trim();
  if (!/^(?:(?:\/[\w/]*\/)?(?:ba|z|da|k)?sh(?:\s+-\w+)*)?$/.test(program)) return [{ text, at, list: null }];
  const close = new RegExp(`^[ \\t]*${mark[1]}[ \\t]*$`, 'm').exec(text.slice(end + 1));
  const body = text.slice(end + 1, close === null ? text.length : end + 1 + close.index);
  return [{ text: body, at: at + end + 1, list: null }];
}

function words(text: string, at: number): RunScript['list'] {
  try {
    const { root } = parseJson(text);
    const found = [...(root.children?.values() ?? [])].map(({ value, start, end }) => ({
      text: String(value),
      at: at + start,
      length: end - start,
    }));
    return found.length === 0 ? null : found;
  } catch (error) {
    if (error instanceof JsonFault) return null;
    throw error;
  }
}
