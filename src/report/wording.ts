/** Reasons and remedies of one cause, put together so that nothing is said twice and nothing is said of a target that it does not hold for. */
import type { Finding } from '../model/finding';
import type { Target } from '../model/target';
import { targetList } from './words';

/** The space after a full stop; a sentence may begin with a small letter, as vLLM does. */
const SENTENCE_BREAK = /(?<=[.!?])(?<!e\.g\.|i\.e\.) /;

/**
 * What the findings of a cause say, sentences that were said before left out. Where targets are told different things, what all are told comes first or
 * last, and what only some are told stands behind their names: "Inf2 and Trn1: …". `targets`: all of the cause.
 */
export function wordsByTarget(
  findings: readonly Finding[],
  wordsOf: (finding: Finding) => string,
  targets: readonly Target[],
): readonly string[] {
  const classes = classesOf(findings, wordsOf, targets);
  if (classes.length <= 1) return withoutRepeats(classes[0]?.texts ?? [], new Set());
  const shared = sharedBy(classes);
  const said = new Set<string>();
  const everywhere = classes.filter((own) => own.targets.length === targets.length);
  const general = withoutRepeats(
    [...leading(classes[0]?.texts ?? [], shared), ...everywhere.flatMap((own) => own.texts)],
    said,
  );
  const some = classes
    .filter((own) => !everywhere.includes(own))
    .flatMap((own) =>
      withoutRepeats(own.texts, new Set([...said, ...shared.keys()])).map(
        (text) => `${targetList(own.targets)}: ${text}`,
      ),
    );
  return [...general, ...some, ...withoutRepeats([[...shared.values()].join(' ')], said)];
}

/** Texts that are said of the same targets. */
interface Class {
  readonly targets: readonly Target[];
  readonly texts: readonly string[];
}

function classesOf(
  findings: readonly Finding[],
  wordsOf: (finding: Finding) => string,
  all: readonly Target[],
): readonly Class[] {
  const byText = new Map<string, Set<Target>>();
  for (const finding of findings) {
    const text = wordsOf(finding);
    const targets = byText.get(text) ?? new Set();
    byText.set(text, targets);
    for (const target of finding.targets) targets.add(target);
  }
  const classes = new Map<string, { targets: readonly Target[]; texts: string[] }>();
  for (const [text, on] of byText) {
    const targets = all.filter((target) => on.has(target));
    const own = classes.get(targets.join()) ?? { targets, texts: [] };
    classes.set(targets.join(), own);
    own.texts.push(text);
  }
  const place = ({ targets: [first] }: Class) => (first === undefined ? -1 : all.indexOf(first));
  return [...classes.values()].sort((a, b) => place(a) - place(b));
}

/** Sentences that each class says, as the first writes them. */
function sharedBy([first, ...others]: readonly Class[]): ReadonlyMap<string, string> {
  const sentences = ({ texts }: Class) => texts.flatMap((text) => text.split(SENTENCE_BREAK));
  const own = new Map((first === undefined ? [] : sentences(first)).map((sentence) => [plain(sentence), sentence]));
  for (const other of others) {
    const there = new Set(sentences(other).map(plain));
    for (const key of own.keys()) if (!there.has(key)) own.delete(key);
  }
  return own;
}

/** Shared sentences that the first text begins with. */
function leading([first = '']: readonly string[], shared: ReadonlyMap<string, string>): string[] {
  const sentences = first.split(SENTENCE_BREAK);
  const end = sentences.findIndex((sentence) => !shared.has(plain(sentence)));
  return [sentences.slice(0, end < 0 ? sentences.length : end).join(' ')];
}

/**
 * The texts without the sentences that were said before, also as a clause of another; a text that says nothing new is left out. Adds to `said` what
 * they say.
 */
function withoutRepeats(texts: readonly string[], said: Set<string>): readonly string[] {
  said.add('');
  return texts.flatMap((text) => {
    const fresh: string[] = [];
    for (const sentence of text.split(SENTENCE_BREAK)) {
      const key = plain(sentence);
      if (said.has(key)) continue;
      for (const clause of [key, ...key.split('; ')]) said.add(clause);
      fresh.push(sentence);
    }
    return fresh.length > 0 ? [fresh.join(' ')] : [];
  });
}

function plain(sentence: string): string {
  return sentence.toLowerCase().replace(/\.$/, '');
}
