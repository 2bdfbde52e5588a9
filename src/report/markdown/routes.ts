import type { Report } from '../../model/report';
import { TAKEABLE } from '../../model/routes';
import { escapeMarkdown, markdownCode } from '../escape';
import { pathsWords, routesByModel, STATE_WORDS } from '../route-words';
import { targetList } from '../words';

/** Rows of a table: of each model and target the route to take in bold, the others that would do, and where there is none the advice. */
export function routeRows(report: Report): string[] {
  return routesByModel(report).flatMap(({ paths, answers }) =>
    answers.flatMap(({ targets, routes: { options, take, advice } }) => {
      const start = `| ${pathsWords(paths, markdownCode)} | ${targetList(targets)} |`;
      const usable = options.filter(({ fit }) => TAKEABLE.includes(fit));
      if (take === null || usable.length === 0) return [`${start} none | | ${escapeMarkdown(advice)} |`];
      return usable.map(({ route, label, state, reason, needs }) => {
        const name = route === take ? `**${escapeMarkdown(label)}**` : escapeMarkdown(label);
        const words = [reason, needs?.words ?? ''].filter((part) => part !== '').join(' ');
        return `${start} ${name} | ${state === null ? '' : STATE_WORDS[state]} | ${escapeMarkdown(words)} |`;
      });
    }),
  );
}

/** What another release or a flag would change for one model. */
export function flipItem({ who, words }: { readonly who: string; readonly words: string }): string {
  return `- ${who === '' ? 'The workspace' : markdownCode(who)} on ${escapeMarkdown(words)}`;
}
