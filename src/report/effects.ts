/** What a fix comes to, in sentences that several formats share. Nothing here is escaped. */
import type { Cause, FixEffect } from '../model/cause';
import type { Report } from '../model/report';
import type { Target, Verdict } from '../model/target';
import { standing } from './decision';
import { type FindingGroup, groupFindings } from './group';
import { count, figure, list, targetList, VERDICT_LABELS } from './words';

/** Follow-ups named one by one; the others are counted. */
const FOLLOW_SHOWN = 3;

/** A root cause with what its fix comes to. */
export interface ShownCause extends FindingGroup {
  /** Empty of a note. */
  readonly effects: readonly string[];
}

/** The root causes that count, in the report's order: by severity, then those first whose fix helps most. */
export function shownCauses(report: Report): readonly ShownCause[] {
  const places = new Map(report.causes.map((cause, at) => [cause.id, { cause, at }]));
  const at = ({ key }: FindingGroup): number => places.get(key)?.at ?? places.size;
  return groupFindings(standing(report))
    .toSorted((a, b) => at(a) - at(b))
    .map((group) => {
      const cause = places.get(group.key)?.cause;
      return { ...group, effects: cause === undefined ? [] : effectSentences(cause, report) };
    });
}

/** "Trn2: fixes 212 of 240 places, 12 of 40 files get better; becomes Attention." Targets of which the same is true share a sentence. */
export function effectSentences({ severity, fix, fixes, verdictsAfter, follow = [] }: Cause, report: Report): string[] {
  const targets = report.settings.targets.filter((target) => fixes[target] !== undefined);
  if (severity === 'info' || targets.length === 0) return [];
  if (fix.kind === 'elsewhere')
    return [`No change to the workspace settles it on ${targetList(targets)}: take another target or release.`];
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    const words = `${gain(fixes[target])}\0${outcome(report.verdicts[target], verdictsAfter[target])}`;
    groups.set(words, [...(groups.get(words) ?? []), target]);
  }
  const sentences = [...groups].map(([words, own]) => {
    const [what = '', then = ''] = words.split('\0');
    return `${targetList(own)}: ${fix.kind === 'trial' ? 'if it works, fixes' : 'fixes'} ${what}; ${then}.`;
  });
  const pins = Object.entries(fix.pins ?? {}).map(([name, size]) => `${name} = ${size}`);
  const named = follow.slice(0, FOLLOW_SHOWN).map(({ title, targets: on }) => `${title} (${targetList(on)})`);
  const more = follow.length > FOLLOW_SHOWN ? [count(follow.length - FOLLOW_SHOWN, 'more', 'more')] : [];
  return [
    ...sentences,
    ...(pins.length > 0 ? [`Judged with ${shortList(pins)}.`] : []),
    ...(named.length > 0 ? [`Then there shows: ${list([...named, ...more])}.`] : []),
  ];
}

/** "After every fix: Attention", or null where the fixes change nothing. */
export function afterEveryFix(report: Report, target: Target): string | null {
  const after = report.verdictsAfter[target];
  if (after === undefined || after === report.verdicts[target]) return null;
  return `After every fix: ${VERDICT_LABELS[after]}`;
}

function gain(effect: FixEffect | undefined): string {
  if (effect === undefined) return '';
  const { n, of, files, filesOf } = effect;
  const places = `${figure(n)} of ${count(of, 'place')}`;
  if (filesOf <= 1) return places;
  return `${places}, ${files === 0 ? 'no file is better by it alone' : `${figure(files)} of ${figure(filesOf)} files get better`}`;
}

function outcome(before: Verdict | undefined, after: Verdict | undefined): string {
  if (after === undefined || after === before) return `stays ${VERDICT_LABELS[before ?? 'unknown']}`;
  return `becomes ${VERDICT_LABELS[after]}`;
}

function shortList(words: readonly string[]): string {
  const shown = words.slice(0, 6);
  return list([...shown, ...(words.length > shown.length ? [count(words.length - shown.length, 'more', 'more')] : [])]);
}
