import type { ChangedFinding, Comparison, FileComparison, SavedFinding, Side } from '../model/comparison';
import {
  artifactLines,
  changeWords,
  daysWords,
  factFields,
  factWords,
  findingWords,
  kindWords,
  settingWords,
  severityCounts,
  stepWords,
  verdictChangeWords,
} from './compare-words';
import { visible, visibleName, visibleTitle } from './escape';
import { item, type Outline, type OutlineItem } from './outline';
import { pathsWords } from './route-words';
import { capital, count, figure, list } from './words';

/** Two audits as a document: what they were judged with, verdicts, findings, files, plan. */
export function comparisonOutline(comparison: Comparison): Outline {
  const { before, after, settings, verdicts, findings, artifacts, steps, effort, notes } = comparison;
  return {
    title: `From ${visibleName(before.name)} to ${visibleName(after.name)}`,
    lead: leadWords(comparison),
    sections: [
      {
        heading: 'Different settings',
        ...(settings.length > 0 && {
          intro: 'The two were not judged alike, so part of what follows comes from this and not from the files.',
        }),
        items: settings.map((setting) => item(settingWords(setting))),
      },
      { heading: 'Verdicts', items: verdicts.map((verdict) => item(verdictChangeWords(verdict))) },
      { heading: `New findings: ${findings.fresh.length}`, items: findingItems(findings.fresh) },
      { heading: `Fixed findings: ${findings.fixed.length}`, items: findingItems(findings.fixed) },
      { heading: `Changed findings: ${findings.changed.length}`, items: changedItems(findings.changed) },
      {
        heading: 'Files',
        items: [
          ...artifacts.added.map(({ path, kind }) => item(`${visibleName(path)} (${kindWords(kind)}) is new`)),
          ...artifacts.removed.map(({ path, kind }) => item(`${visibleName(path)} (${kindWords(kind)}) is gone`)),
          ...artifacts.changed.map((change) =>
            item(`${visibleName(change.path)} (${kindWords(change.kind)})`, ...artifactLines(change)),
          ),
        ],
      },
      {
        heading: 'Plan',
        items: [
          ...(effort === null || daysWords(effort.before) === daysWords(effort.after)
            ? []
            : [item(`Effort still to come: ${daysWords(effort.before)} before, ${daysWords(effort.after)} after`)]),
          ...steps.map((step) => item(`${visibleTitle(step.title)}: ${stepWords(step)}`)),
        ],
      },
      { heading: 'Notes', items: notes.map((note) => item(visible(note))) },
      { heading: 'Compared', items: [item(sideWords('Before', before)), item(sideWords('After', after))] },
    ],
  };
}

/** "2 findings are new (1 blocker and 1 warning), 3 are fixed and 41 are as before. 1 file is new and 2 differ." */
function leadWords({ findings: { fresh, fixed, changed, same }, artifacts }: Comparison): string {
  const { added, removed, changed: files } = artifacts;
  if (fresh.length + fixed.length + changed.length + added.length + removed.length + files.length === 0)
    return `No finding and no file differs (${count(same, 'finding')}).`;
  const kinds = severityCounts(fresh);
  const said = [
    [fresh.length, `new${kinds === null ? '' : ` (${kinds})`}`],
    [fixed.length, 'fixed'],
    [changed.length, 'changed'],
    [same, 'as before'],
  ] as const;
  const sentences = [
    tally('finding', said),
    tally('file', [
      [added.length, 'new'],
      [removed.length, 'gone'],
      [files.length, 'changed'],
    ]),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** "2 findings are new, 1 is fixed and 4 are as before."; the empty text where there are none. */
function tally(noun: string, parts: readonly (readonly [number, string])[]): string {
  const told = parts.filter(([n]) => n > 0);
  const words = told.map(([n, what], i) => `${i === 0 ? count(n, noun) : figure(n)} ${n === 1 ? 'is' : 'are'} ${what}`);
  return words.length === 0 ? '' : `${list(words)}.`;
}

/** Findings that one fix settles are one item. */
function findingItems(findings: readonly SavedFinding[]): OutlineItem[] {
  return grouped(findings, (finding) => [findingWords(finding), finding.rule, finding.action]).map(([first, all]) =>
    item(`${findingWords(first)}: ${visibleTitle(first.action)}`, visible(first.message), placeWords(all)),
  );
}

function changedItems(changed: readonly ChangedFinding[]): OutlineItem[] {
  return grouped(changed, (change) => [changeWords(change), change.after.rule, change.after.action]).map(
    ([first, all]) =>
      item(
        `${visibleTitle(first.after.action)}: ${changeWords(first)}`,
        visible(first.after.message),
        placeWords(all.map(({ after }) => after)),
      ),
  );
}

function placeWords(findings: readonly SavedFinding[]): string {
  const paths = [...new Set(findings.map(({ artifact }) => artifact))];
  return `${pathsWords(paths, visibleName)}; ${visibleName(findings[0]?.rule ?? '')}`;
}

/** In the order of the first of each group. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => readonly string[]): (readonly [T, readonly T[]])[] {
  const groups = new Map<string, [T, T[]]>();
  for (const one of all) {
    const key = JSON.stringify(keyOf(one));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one, [one]]);
    else known[1].push(one);
  }
  return [...groups.values()];
}

/** "Before: old.json, judged for SDK 2.33.1 as of 2026-11-22 by release 0.1.0". */
function sideWords(which: string, { name, sdk, asOf, tool }: Side): string {
  return `${which}: ${visibleName(name)}, judged for SDK ${visibleName(sdk)} as of ${asOf} by release ${visibleName(tool)} of this tool`;
}

/** Two files as a document: single facts first, then each field that has facts by name. */
export function fileOutline({ before, after, facts, same, notes }: FileComparison): Outline {
  const fields = factFields(facts);
  const single = fields.filter(({ changes }) => changes.every(({ key }) => key === null));
  const named = fields.filter((field) => !single.includes(field));
  return {
    title: `From ${visibleName(before.name)} to ${visibleName(after.name)}`,
    lead:
      facts.length === 0
        ? `No fact differs (${kindWords(after.kind)}; ${count(same, 'fact')}).`
        : `${count(facts.length, 'fact differs', 'facts differ')} and ${count(same, 'is', 'are')} the same (${kindWords(after.kind)}).`,
    sections: [
      {
        heading: 'Facts',
        items: single.flatMap(({ label, changes }) => changes.map((change) => item(`${label}: ${factWords(change)}`))),
      },
      ...named.map(({ label, changes }) => ({
        heading: `${capital(label)}: ${changes.length}`,
        items: changes.map((change) => item(factWords(change))),
      })),
      { heading: 'Notes', items: notes.map((note) => item(visible(note))) },
    ],
  };
}
