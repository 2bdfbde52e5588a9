import type { OtherReading } from '../../formats/reading';
import type { FileFormatClaim } from '../../neuron/knowledge';
import { baseName, folderOf } from '../../text/path';
import type { RuleWords, WorkspaceDraft, WorkspaceRule } from '../rule';
import { counted, sentences } from '../words';
import { byFolder, configIn, fileLocations, readingsOf, routeFor } from './beside';

/** Kinds whose files any route on PyTorch loads: where one stands beside, another format is a copy that nobody needs. */
const LOADABLE: readonly OtherReading['kind'][] = ['safetensors', 'safetensors-index', 'pytorch', 'pytorch-index'];

export interface FormatWords {
  /** "TensorRT engine". */
  readonly noun: string;
  /** The imperative of the plan's step. */
  readonly action: string;
  /** What happens, after "The TensorRT engine model.engine". */
  readonly says: string;
  /** What follows unless a route reads such files. */
  readonly unlessRead?: string;
}

/**
 * A rule over model files of some kinds, which says what is known of them: one finding for each folder and kind. Where the same folder holds a
 * checkpoint that routes load, it is only a note. `words`: null where a file is none of the rule's business.
 */
export function formatRule(
  rule: RuleWords,
  kinds: readonly OtherReading['kind'][],
  words: (reading: OtherReading) => FormatWords | null,
): WorkspaceRule {
  return {
    ...rule,
    *checkWorkspace(context): Iterable<WorkspaceDraft> {
      const { readings, target, settings, knowledge } = context;
      const loadable = new Set(readingsOf(readings, LOADABLE).map(({ path }) => folderOf(path)));
      for (const kind of kinds) {
        const files = readingsOf(readings, [kind]).filter((reading) => words(reading) !== null);
        for (const [folder, own] of byFolder(files)) {
          const route = routeFor(context, configIn(readings, folder));
          const claim = knowledge.fileFormat(kind, route, target, settings.sdk);
          const [first] = own;
          const said = first === undefined ? null : words(first);
          if (claim === null || first === undefined || said === null) continue;
          yield draftOf(claim, said, { own, first, copy: !LOADABLE.includes(kind) && loadable.has(folder) });
        }
      }
    },
  };
}

interface Found {
  readonly own: readonly OtherReading[];
  readonly first: OtherReading;
  /** Whether a checkpoint that routes load stands beside. */
  readonly copy: boolean;
}

function draftOf(
  claim: FileFormatClaim,
  { noun, action, says, unlessRead = '' }: FormatWords,
  { own, first, copy }: Found,
): WorkspaceDraft {
  const name = baseName(first.path);
  const subject = own.length === 1 ? `The ${noun} ${name}` : `${counted(own.length, noun)} (${name}, …)`;
  const verb = own.length === 1 ? says : plural(says);
  const severity = claim.status === 'reads' || copy ? 'info' : claim.status === 'refused' ? 'blocker' : 'warning';
  return {
    artifact: first.path,
    key: claim.kind,
    severity,
    confidence: claim.confidence,
    action,
    message: `${subject} ${verb}${claim.status === 'reads' ? '' : unlessRead}.`,
    why: sentences(claim.note),
    remedy: copy
      ? 'Leave it behind: the folder holds a checkpoint in a format that Neuron routes load.'
      : sentences(claim.remedy),
    sources: claim.sources,
    ...fileLocations(own),
  };
}

/** "cannot" stays as it is, "is" becomes "are", "holds" becomes "hold". */
function plural(says: string): string {
  return says
    .replace(/^is /, 'are ')
    .replace(/^holds /, 'hold ')
    .replace(/^needs /, 'need ');
}
