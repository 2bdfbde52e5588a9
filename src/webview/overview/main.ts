/** The overview editor's page: receives what the extension finds out, draws it, sends what people do. Entry of its bundle. */
import type { Judgement } from '../../overview/types';
import type { FromOverview, ToOverview } from '../../overview-protocol';
import { TARGET_LABELS } from '../../report/words';
import { connect } from '../shared/connection';
import { createPage } from './page';
import { type Actions, changesOf, hasChanges, type State, savedText } from './state';
import { setStrings, t } from './text';

/** Typing faster than this is judged once. */
const DEBOUNCE_MS = 60;

/** What survives a reload of the page: texts of fields that are not saved, and the place. */
interface Remembered {
  readonly typed: readonly (readonly [string, string])[];
  readonly scroll: number;
}

const editor = connect<FromOverview, ToOverview, Remembered>();
const remembered = editor.recall();
const state: State = {
  file: '',
  reading: true,
  shown: null,
  judged: null,
  preview: null,
  typed: new Map(remembered?.typed ?? []),
  unreadable: null,
  failure: null,
  allOperators: false,
  allInputs: false,
  allFields: false,
  notesOpen: false,
};
let scroll = remembered?.scroll ?? 0;
let restored = false;
/** The changes that were last asked about, as JSON. */
let asked = '{}';
let timer: number | undefined;
/** A summary came for which nothing was judged yet. */
let rebased = true;
let said = '';

const actions: Actions = {
  post: editor.post,
  type(texts) {
    for (const [pin, text] of texts) state.typed.set(pin, text);
    page.render();
    remember();
    window.clearTimeout(timer);
    timer = window.setTimeout(askForPreview, DEBOUNCE_MS);
  },
  reset() {
    state.typed.clear();
    askForPreview();
    remember();
  },
  save() {
    const changes = changesOf(state);
    if (hasChanges(changes)) request({ type: 'save', changes });
    page.render();
  },
  refresh: () => page.render(),
};

let page = createPage(state, actions);

/** What went wrong before no longer counts once something new is asked for. */
function request(message: FromOverview): void {
  state.failure = null;
  editor.post(message);
}

/** Has the typed pins judged; none need no question. */
function askForPreview(): void {
  window.clearTimeout(timer);
  const changes = changesOf(state);
  const question = JSON.stringify(changes);
  if (question !== asked && hasChanges(changes)) request({ type: 'preview', changes });
  if (!hasChanges(changes)) state.preview = null;
  asked = question;
  page.render();
}

function receive(message: ToOverview): void {
  switch (message.type) {
    case 'strings':
      setStrings(message.strings, message.locale);
      page = createPage(state, actions);
      break;
    case 'reading':
      state.file = message.file;
      state.reading = true;
      state.unreadable = null;
      break;
    case 'summary':
      state.file = message.file;
      state.shown = message;
      // What was judged before stays on screen until the new judgement is there.
      rebased = true;
      state.reading = false;
      state.unreadable = null;
      state.failure = null;
      for (const [pin, text] of state.typed) if (text === savedText(message, pin)) state.typed.delete(pin);
      break;
    case 'judged':
      state.judged = message.judgement;
      state.failure = null;
      // The cost comes last, as a second message; of another basis, what was worked out before no longer counts.
      if (rebased) {
        state.preview = null;
        asked = '{}';
        askForPreview();
      }
      rebased = false;
      say(t('live.judged', verdictWords(message.judgement)));
      restoreScroll();
      break;
    case 'previewed':
      if (JSON.stringify(message.changes) !== asked) return;
      state.preview = message.judgement;
      state.failure = null;
      say(t('live.preview', verdictWords(message.judgement)));
      break;
    case 'unreadable':
      state.file = message.file;
      state.reading = false;
      state.unreadable = message.reason;
      break;
    case 'failed':
      state.failure = message.message;
      break;
    default:
      message satisfies never;
  }
  page.render();
  remember();
}

/** "Inf2 Blocked, Trn2 Ready". */
function verdictWords({ targets }: Judgement): string {
  return targets
    .map(({ target, verdict }) => t('live.target', TARGET_LABELS[target], t(`verdict.${verdict}`)))
    .join(', ');
}

/** Says a sentence to screen readers, not the same one again. */
function say(sentence: string): void {
  if (sentence !== said) page.announce(sentence);
  said = sentence;
}

function restoreScroll(): void {
  if (!restored && scroll > 0) window.scrollTo({ top: scroll });
  restored = true;
}

function remember(): void {
  editor.remember({ typed: [...state.typed], scroll });
}

editor.listen(receive);
window.addEventListener('scrollend', () => {
  scroll = window.scrollY;
  remember();
});
page.render();
editor.post({ type: 'ready' });
