/** Fit, buckets and cost in a table or a few lines each. */
import type { BucketPlan } from '../../model/batching';
import type { CostReport } from '../../model/cost';
import type { ModelFit } from '../../model/fit';
import { decimal, shareWords } from '../amounts';
import { escapeMarkdown, markdownCode } from '../escape';
import { assumptionWords, FIT_LABELS } from '../fit-words';
import { pathsWords } from '../route-words';
import { capital, count, figure, TARGET_LABELS } from '../words';

/** Rows of a table: model, target, whether it fits, and the answer. */
export function fitRows(fits: readonly ModelFit[]): string[] {
  return fits.flatMap((fit) =>
    fit.targets.map(
      ({ target, verdict, answer }) =>
        `| ${escapeMarkdown(fit.subject.name)} ${pathsWords(fit.subject.paths, markdownCode)} | ${TARGET_LABELS[target]} | ${FIT_LABELS[verdict]} | ${escapeMarkdown(answer)} ${escapeMarkdown(`Taken: ${assumptionWords(fit)}.`)} |`,
    ),
  );
}

/** What the suggested buckets of one dimension come to. */
export function bucketItem({ lengths, sets, suggested, why }: BucketPlan): string {
  const set = sets[suggested - 1];
  const [one] = sets;
  const share = (padding: number | null | undefined) => (padding == null ? 'a share not known' : shareWords(padding));
  const buckets = (set?.buckets ?? []).map(({ length }) => figure(length)).join(', ');
  return `- ${markdownCode(lengths.dimension)}: ${count(set?.buckets.length ?? 0, 'bucket')} (${buckets}), padding ${share(set?.padding.value)} instead of ${share(one?.padding.value)} with one. ${escapeMarkdown(why)}`;
}

/** The answer in a line, for the heading of the fold; without the user's own words. */
export function costHeading({ saving, savingPercent }: CostReport): string {
  if (saving.value === null) return 'Cost: the saving is not known';
  const share = savingPercent.value === null ? '' : `${decimal(Math.abs(savingPercent.value), 1)} % `;
  return `Cost: ${share}${saving.value < 0 ? 'more' : 'saved'} each month`;
}

/** Both sides in a table. */
export function costTable({ sides, saving }: CostReport): string {
  const rows = sides.map(
    ({ name, monthly, once, perMillionTokens }) =>
      `| ${escapeMarkdown(name)} | ${escapeMarkdown(monthly.shown)} | ${escapeMarkdown(once.shown)} | ${escapeMarkdown(perMillionTokens.shown)} |`,
  );
  return `| Side | A month | Once | Per million tokens |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n\nSaved each month: ${escapeMarkdown(saving.shown)}`;
}

/** What is wrong with the numbers, when both sides break even, and what became of claims, a line each. */
export function costItems({ problems, breakEven, claims }: CostReport): string[] {
  return [
    ...problems.map(
      ({ kind, message, where }) => `- ${capital(kind)}: ${escapeMarkdown(message)} ${markdownCode(where)}`,
    ),
    ...breakEven
      .filter(({ figure: { value } }) => value !== null)
      .map(({ title, figure: { shown } }) => `- ${escapeMarkdown(title)}: ${escapeMarkdown(shown)}`),
    ...claims.map(
      ({ claim, verdict, words }) => `- Claim ${escapeMarkdown(claim)}, ${verdict}: ${escapeMarkdown(words)}`,
    ),
  ];
}
