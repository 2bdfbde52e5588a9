import type { CommandMention, ImageMention, Word } from '../mentions';
import { imageReference } from '../packages/image-reference';
import { type ShellMentions, wordsOf } from '../shell/commands';

/** Options of `docker run` without a value of their own. */
const FLAGS =
  /^(?:-[ditPq]+|--(?:rm|detach|interactive|tty|privileged|init|read-only|publish-all|no-healthcheck|quiet|oom-kill-disable|sig-proxy))$/;
const SET = /^[A-Za-z_]\w*=/;

export interface StartedContainers extends ShellMentions {
  readonly images: readonly ImageMention[];
}

/** What `docker run` (podman, nerdctl) starts: its image, the variables that it sets, and the command within. */
export function startedContainer({ words, scope }: CommandMention): StartedContainers | null {
  const program = (words[0]?.text ?? '').replace(/^.*\//, '');
  if (!/^(?:docker|nvidia-docker|podman|nerdctl)$/.test(program)) return null;
  const verb = words.findIndex(({ text }) => text === 'run' || text === 'create');
  if (verb < 0 || verb > 2) return null;
  const settings: Word[] = [];
  let at = verb + 1;
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || !word.text.startsWith('-')) break;
    const value = words[at + 1];
    if (/^(?:-e|--env)$/.test(word.text) && value !== undefined && SET.test(value.text)) settings.push(value);
    if (!FLAGS.test(word.text) && !word.text.includes('=')) at += 1;
  }
  const image = words[at];
  if (image === undefined) return null;
  const options = scope === undefined ? {} : { scope };
  // A program takes the place of the image, so that the variables are read as in front of it.
  const { variables } = wordsOf([...settings, image], options);
  const { commands } = wordsOf(words.slice(at + 1), options);
  const reference = image.text;
  const mention: ImageMention = {
    range: image.range,
    ...options,
    reference,
    ...imageReference(reference),
    platform: null,
    role: 'container',
    shipped: true,
  };
  return { commands, variables, images: image.literal ? [mention] : [] };
}
