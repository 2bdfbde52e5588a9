/** The two message unions between the extension and the overview editor's page. Plain JSON, nothing else crosses. */
import type { Judgement, Summary } from './overview/types';
import type { Strings } from './protocol';

/** Where a saved pin stands; the settings' pins are changed in the settings. */
export type PinSource = 'file' | 'settings';

/** Sizes typed and not saved, by pin; null: the saved pin is left out. */
export type PinChanges = Readonly<Record<string, number | null>>;

export type ToOverview =
  | { readonly type: 'strings'; readonly strings: Strings; readonly locale: string }
  /** The file is being read; a large one takes a moment. */
  | { readonly type: 'reading'; readonly file: string }
  | {
      /** What stands before anything is inferred. Sent again when the file or the saved pins change. */
      readonly type: 'summary';
      readonly file: string;
      readonly summary: Summary;
      readonly saved: Readonly<Record<string, number>>;
      readonly sources: Readonly<Record<string, PinSource>>;
      /** The name of the file that takes pins; null where it cannot be written. */
      readonly plannerFile: string | null;
      readonly readMs: number;
    }
  /** What holds under the saved pins. */
  | { readonly type: 'judged'; readonly judgement: Judgement }
  /** What would hold with these changes; the page drops what was worked out for others. */
  | { readonly type: 'previewed'; readonly changes: PinChanges; readonly judgement: Judgement }
  /** The file is no model that can be read; the reason is one or two sentences. */
  | { readonly type: 'unreadable'; readonly file: string; readonly reason: string }
  /** Settings or planner file are wrong, or saving failed; what is shown stays. */
  | { readonly type: 'failed'; readonly message: string };

export type FromOverview =
  | { readonly type: 'ready' }
  | { readonly type: 'preview'; readonly changes: PinChanges }
  | { readonly type: 'save'; readonly changes: PinChanges }
  | { readonly type: 'checklist' }
  /** To choose another editor for the file. */
  | { readonly type: 'reopen' }
  | { readonly type: 'plannerFile' }
  | { readonly type: 'openRule'; readonly rule: string };
