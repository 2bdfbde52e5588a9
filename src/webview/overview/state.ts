import type { Judgement, PinField } from '../../overview/types';
import type { FromOverview, PinChanges, ToOverview } from '../../overview-protocol';
import { sizeOf } from '../../text/size';

export type ShownSummary = Extract<ToOverview, { type: 'summary' }>;

/** Everything the page shows follows from this. */
export interface State {
  file: string;
  reading: boolean;
  shown: ShownSummary | null;
  /** Under the saved pins; null while it is worked out. */
  judged: Judgement | null;
  /** Under pins that are typed and not saved; null where there are none, or while it is worked out. */
  preview: Judgement | null;
  /** What stands in the fields of pins that were typed into. */
  readonly typed: Map<string, string>;
  unreadable: string | null;
  failure: string | null;
  allOperators: boolean;
  allInputs: boolean;
  allFields: boolean;
  notesOpen: boolean;
}

/** What the parts of the page may ask for. */
export interface Actions {
  post(message: FromOverview): void;
  /** Puts texts into the fields of pins, as if typed. */
  type(texts: ReadonlyMap<string, string>): void;
  reset(): void;
  save(): void;
  /** Draws the page again after a change of `state` that concerns no message. */
  refresh(): void;
}

/** The saved size of a pin; null where it has none. A pin may be called anything, "__proto__" too. */
export function savedSize(shown: ShownSummary | null, pin: string): number | null {
  return shown !== null && Object.hasOwn(shown.saved, pin) ? (shown.saved[pin] ?? null) : null;
}

/** What is typed and differs from what is saved. Fields with something else than a size are left out. */
export function changesOf({ shown, typed }: State): PinChanges {
  const changes = [...typed].flatMap(([pin, text]): [string, number | null][] => {
    const size = sizeOf(text);
    if (size === 'invalid' || size === savedSize(shown, pin)) return [];
    // A pin of the settings cannot be left out from here.
    return size === null && shown?.sources[pin] !== 'file' ? [] : [[pin, size]];
  });
  return Object.fromEntries(changes);
}

export function hasChanges(changes: PinChanges): boolean {
  return Object.keys(changes).length > 0;
}

/** The pins that count at the moment: saved ones with what is typed. */
export function effectivePins(state: State): Readonly<Record<string, number>> {
  const all = Object.entries<number | null>({ ...state.shown?.saved, ...changesOf(state) });
  return Object.fromEntries(all.filter((pin): pin is [string, number] => pin[1] !== null));
}

/** "sequence=128". */
export function pinWords(changes: PinChanges): string {
  return Object.entries(changes)
    .map(([pin, size]) => `${pin}=${size ?? '?'}`)
    .join(', ');
}

/** What stands in the field of a pin. */
export function textOf(state: State, { pin }: PinField): string {
  return state.typed.get(pin) ?? savedText(state.shown, pin);
}

export function savedText(shown: ShownSummary | null, pin: string): string {
  return String(savedSize(shown, pin) ?? '');
}
